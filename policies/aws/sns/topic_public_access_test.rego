package policies.aws.sns.topic_public_access_test

import data.policies.aws.sns.topic_public_access

_topic := "arn:aws:sns:us-east-1:123456789012:alerts"

_policy(statements) := {
	"type": "aws_sns_topic_policy",
	"mode": "managed",
	"address": "aws_sns_topic_policy.main",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": {
		"arn": "arn:aws:sns:us-east-1:123456789012:alerts",
		"policy": {"Version": "2012-10-17", "Statement": statements},
	},
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_allow(parts) := object.union(
	{"Effect": "Allow", "Principal": {"AWS": ["*"]}, "Action": ["SNS:Subscribe"], "Resource": [_topic]},
	parts,
)

_deny(parts) := object.union(
	{"Effect": "Deny", "Principal": {"AWS": ["*"]}, "Action": ["SNS:*"], "Resource": [_topic]},
	parts,
)

_open(actions, position) := {
	"message": $"anyone may call {actions} on the topic: no condition narrows the statement",
	"path": ["values", "policy", "Statement", position],
}

test_deny[note] if {
	some note, example in {
		"anyone": [[_allow({})], {_open("SNS:Subscribe", 0)}],
		"anyone, several actions": [
			[_allow({"Action": ["SNS:Subscribe", "SNS:Publish"]})],
			{_open("SNS:Publish, SNS:Subscribe", 0)},
		],
		"everything": [[_allow({"Action": ["SNS:*"], "Resource": ["*"]})], {_open("SNS:*", 0)}],
		"without a resource": [[object.remove(_allow({}), ["Resource"])], {_open("SNS:Subscribe", 0)}],
		"all but some": [
			[object.remove(_allow({"NotAction": ["SNS:Publish"]}), ["Action"])],
			{_open("*", 0)},
		],
		"all but one account": [
			[object.remove(_allow({"NotPrincipal": {"AWS": ["210987654321"]}}), ["Principal"])],
			{_open("SNS:Subscribe", 0)},
		],
		"among others": [
			[_allow({"Principal": {"AWS": ["210987654321", "*"], "Service": ["events.amazonaws.com"]}})],
			{_open("SNS:Subscribe", 0)},
		],
		"by mail to anybody": [
			[_allow({"Condition": {"StringLike": {"sns:Endpoint": ["*@*"]}, "StringEquals": {"sns:Protocol": ["email"]}}})],
			{_open("SNS:Subscribe", 0)},
		],
		"encrypted in transit": [
			[_allow({"Condition": {"Bool": {"aws:SecureTransport": ["true"]}}})],
			{_open("SNS:Subscribe", 0)},
		],
		"denied unencrypted": [
			[_allow({}), _deny({"Condition": {"Bool": {"aws:SecureTransport": ["false"]}}})],
			{_open("SNS:Subscribe", 0)},
		],
		"another action denied": [[_allow({}), _deny({"Action": ["SNS:Publish"]})], {_open("SNS:Subscribe", 0)}],
		"two statements": [
			[_allow({}), _allow({"Principal": {"AWS": ["210987654321"]}}), _allow({"Action": ["SNS:Publish"]})],
			{_open("SNS:Subscribe", 0), _open("SNS:Publish", 2)},
		],
	}
	topic_public_access.deny == example[1] with input as _policy(example[0])
}

test_allow[note] if {
	some note, statements in {
		"no statement": [],
		"the account": [_allow({"Principal": {"AWS": ["arn:aws:iam::123456789012:root"]}})],
		"another account": [_allow({"Principal": {"AWS": ["210987654321"]}})],
		"a service": [object.union(
			object.remove(_allow({}), ["Principal"]),
			{"Principal": {"Service": ["events.amazonaws.com"]}},
		)],
		"as SNS writes it": [_allow({
			"Sid": "__default_statement_ID",
			"Action": ["SNS:Publish", "SNS:Subscribe", "SNS:DeleteTopic"],
			"Condition": {"StringEquals": {"AWS:SourceOwner": ["123456789012"]}},
		})],
		"by mail to a domain": [_allow({"Condition": {"StringLike": {"sns:Endpoint": ["*@example.com"]}}})],
		"a bucket": [_allow({
			"Action": ["SNS:Publish"],
			"Condition": {"ArnLike": {"aws:SourceArn": ["arn:aws:s3:::uploads"]}},
		})],
		"the organization": [_allow({"Condition": {"StringEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5"]}}})],
		"denied": [_allow({}), _deny({})],
		"denied to strangers": [
			_allow({}),
			_deny({"Condition": {"StringNotEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5"]}}}),
		],
		"only a deny": [_deny({})],
	}
	topic_public_access.deny == set() with input as _policy(statements)
}

test_allow_no_policy if {
	topic_public_access.deny == set() with input as object.union(
		object.remove(_policy([]), ["values"]),
		{"values": {"arn": "arn:aws:sns:us-east-1:123456789012:alerts"}},
	)
}
