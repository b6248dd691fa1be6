package policies.aws.s3.bucket_tls_only_test

import data.policies.aws.s3.bucket_tls_only

_bucket(policies, websites) := {
	"type": "aws_s3_bucket",
	"mode": "managed",
	"address": "aws_s3_bucket.data",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": {"bucket": "lab-data", "force_destroy": false},
	"tags": {},
	"refs": {},
	"referrers": {
		"aws_s3_bucket_policy": {"bucket": policies},
		"aws_s3_bucket_website_configuration": {"bucket": websites},
	},
	"now": 1795000000,
}

_policy(statements) := [{
	"address": "aws_s3_bucket_policy.data",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"tags": {},
	"values": {"bucket": "lab-data", "policy": {"Version": "2012-10-17", "Statement": statements}},
}]

_deny(parts) := object.union(
	{
		"Effect": "Deny",
		"Principal": {"AWS": ["*"]},
		"Action": ["s3:*"],
		"Resource": ["arn:aws:s3:::lab-data", "arn:aws:s3:::lab-data/*"],
		"Condition": {"Bool": {"aws:SecureTransport": ["false"]}},
	},
	parts,
)

_when(condition) := object.union(object.remove(_deny({}), ["Condition"]), {"Condition": condition})

_objects := "requests for objects of the bucket may be unencrypted"

_itself := "requests for the bucket itself, such as listings, may be unencrypted"

test_deny[note] if {
	some note, example in {
		"no policy": [[], {_objects, _itself}],
		"no statement": [_policy([]), {_objects, _itself}],
		"without a condition for reads alone": [
			_policy([_deny({"Action": ["s3:GetObject", "s3:PutObject"]})]),
			{_objects, _itself},
		],
		"allowed encrypted": [
			_policy([_deny({"Effect": "Allow", "Condition": {"Bool": {"aws:SecureTransport": ["true"]}}})]),
			{_objects, _itself},
		],
		"denied encrypted": [
			_policy([_deny({"Condition": {"Bool": {"aws:SecureTransport": ["true"]}}})]),
			{_objects, _itself},
		],
		"an account": [
			_policy([object.union(object.remove(_deny({}), ["Principal"]), {"Principal": {"AWS": ["123456789012"]}})]),
			{_objects, _itself},
		],
		"all but a role": [
			_policy([object.union(
				object.remove(_deny({}), ["Principal"]),
				{"NotPrincipal": {"AWS": ["arn:aws:iam::123456789012:role/app"]}},
			)]),
			{_objects, _itself},
		],
		"all but one action": [
			_policy([object.union(object.remove(_deny({}), ["Action"]), {"NotAction": ["s3:GetObject"]})]),
			{_objects, _itself},
		],
		"outside of a network": [
			_policy([_deny({"Condition": {"NotIpAddress": {"aws:SourceIp": ["203.0.113.0/24"]}}})]),
			{_objects, _itself},
		],
		"outside of an organization": [
			_policy([_deny({"Condition": {"StringNotEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5"]}}})]),
			{_objects, _itself},
		],
		"services alone": [
			_policy([_deny({"Condition": {"Bool": {"aws:PrincipalIsAWSService": ["true"]}}})]),
			{_objects, _itself},
		],
		"no services, encrypted or not": [
			_policy([_when({"Bool": {"aws:PrincipalIsAWSService": ["false"]}})]),
			{_objects, _itself},
		],
		"no version of TLS where there is no TLS": [
			_policy([_when({"NumericLessThan": {"s3:TlsVersion": ["1.2"]}})]),
			{_objects, _itself},
		],
		"where the key is missing": [
			_policy([_when({"Null": {"aws:SecureTransport": ["false"]}})]),
			{_objects, _itself},
		],
		"no condition": [_policy([object.remove(_deny({}), ["Condition"])]), {_objects, _itself}],
		"an empty condition": [_policy([_when({})]), {_objects, _itself}],
		"objects alone": [_policy([_deny({"Resource": ["arn:aws:s3:::lab-data/*"]})]), {_itself}],
		"the bucket alone": [_policy([_deny({"Resource": ["arn:aws:s3:::lab-data"]})]), {_objects}],
		"a folder of it": [_policy([_deny({"Resource": ["arn:aws:s3:::lab-data/in/*"]})]), {_objects, _itself}],
		"objects that begin so": [_policy([_deny({"Resource": ["arn:aws:s3:::lab-data/in*"]})]), {_objects, _itself}],
		"folders of users": [
			_policy([_deny({"Resource": ["arn:aws:s3:::lab-data/${aws:username}/*"]})]),
			{_objects, _itself},
		],
		"a statement without resources": [_policy([object.remove(_deny({}), ["Resource"])]), {_objects, _itself}],
		"odd texts": [_policy([_deny({"Action": [""], "Resource": ["", "/", "/*"]})]), {_objects, _itself}],
	}
	bucket_tls_only.applies with input as _bucket(example[0], [])
	bucket_tls_only.deny == example[1] with input as _bucket(example[0], [])
}

test_deny_no_link if {
	bucket := object.union(object.remove(_bucket([], []), ["referrers"]), {"referrers": {}})
	bucket_tls_only.deny == {_objects, _itself} with input as bucket
}

test_allow[note] if {
	some note, statements in {
		"denied unencrypted": [_deny({})],
		"all actions": [_deny({"Action": ["*"]})],
		"in capitals": [_deny({"Action": ["S3:*"], "Condition": {"BOOL": {"AWS:SECURETRANSPORT": ["False"]}}})],
		"every resource": [_deny({"Resource": ["*"]})],
		"every bucket": [_deny({"Resource": ["arn:aws:s3:::*"]})],
		"all that begins so": [_deny({"Resource": ["arn:aws:s3:::lab-data*"]})],
		"in China": [_deny({"Resource": ["arn:aws-cn:s3:::lab-data", "arn:aws-cn:s3:::lab-data/*"]})],
		"among actions": [_deny({"Action": ["s3:GetObject", "s3:*"]})],
		"beside others": [
			_deny({"Effect": "Allow", "Principal": {"AWS": ["123456789012"]}}),
			_deny({}),
		],
		"in two statements": [
			_deny({"Resource": ["arn:aws:s3:::lab-data"]}),
			_deny({"Resource": ["arn:aws:s3:::lab-data/*"]}),
		],
		"if the key is there": [_when({"BoolIfExists": {"aws:SecureTransport": ["false"]}})],
		"as text": [_when({"StringEquals": {"aws:SecureTransport": ["false"]}})],
		"not encrypted": [_when({"StringNotEquals": {"aws:SecureTransport": ["true"]}})],
		"by people, not services": [_when({"Bool": {
			"aws:PrincipalIsAWSService": ["false"],
			"aws:SecureTransport": ["false"],
		}})],
		"by people, not services, in two operators": [_when({
			"Bool": {"aws:SecureTransport": ["false"]},
			"StringEquals": {"aws:PrincipalIsAWSService": ["false"]},
		})],
		"an old version or none": [_when({"NumericLessThanIfExists": {"s3:TlsVersion": ["1.2"]}})],
	}
	bucket_tls_only.deny == set() with input as _bucket(_policy(statements), [])
}

test_deny_narrowed[note] if {
	some note, condition in {
		"in a network": {
			"Bool": {"aws:SecureTransport": ["false"]},
			"IpAddress": {"aws:SourceIp": ["203.0.113.0/24"]},
		},
		"outside of an endpoint": {
			"Bool": {"aws:SecureTransport": ["false"]},
			"StringNotEquals": {"aws:SourceVpce": ["vpce-1a2b3c4d"]},
		},
		"by services": {"Bool": {"aws:PrincipalIsAWSService": ["true"], "aws:SecureTransport": ["false"]}},
		"never": {"Bool": {"aws:SecureTransport": ["false"]}, "StringEquals": {"aws:SecureTransport": ["true"]}},
	}
	bucket_tls_only.deny == {_objects, _itself} with input as _bucket(_policy([_when(condition)]), [])
}

test_not_applicable if {
	website := {
		"address": "aws_s3_bucket_website_configuration.data",
		"scope": {"account": "123456789012", "region": "us-east-1"},
		"tags": {},
		"values": {"bucket": "lab-data", "index_document": [{"suffix": "index.html"}]},
	}
	not bucket_tls_only.applies with input as _bucket([], [website])
}
