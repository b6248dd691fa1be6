package policies.lib.condition_test

import data.policies.lib.condition

test_narrows[note] if {
	some note, example in {
		"source ARN": {"ArnEquals": {"aws:SourceArn": ["arn:aws:sns:us-east-1:123456789012:jobs"]}},
		"source ARN, any topic of an account": {"ArnLike": {"aws:SourceArn": ["arn:aws:sns:*:123456789012:*"]}},
		"source ARN as text": {"StringEquals": {"aws:SourceArn": ["arn:aws:events:eu-west-1:123456789012:rule/r"]}},
		"a bucket": {"ArnLike": {"aws:SourceArn": ["arn:aws:s3:::uploads"]}},
		"a bucket in China": {"ArnLike": {"aws:SourceArn": ["arn:aws-cn:s3:::uploads/*"]}},
		"a bucket, as in the examples of AWS": {"ArnLike": {"aws:SourceArn": ["arn:aws:s3:*:*:uploads"]}},
		"a bucket, its objects too": {"ArnLike": {"aws:SourceArn": ["arn:aws:s3:*:*:uploads/*"]}},
		"account": {"StringEquals": {"aws:SourceAccount": ["123456789012"]}},
		"either of two accounts": {"StringEquals": {"aws:SourceAccount": ["123456789012", "210987654321"]}},
		"organization": {"StringEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5"]}},
		"organizational unit": {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": ["o-a1b2c3d4e5/r-ab12/*"]}},
		"endpoint": {"StringEquals": {"aws:sourceVpce": ["vpce-1a2b3c4d"]}},
		"network": {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24"]}},
		"address": {"IpAddress": {"aws:SourceIp": ["203.0.113.7", "2001:db8::1"]}},
		"user": {"StringLike": {"aws:userid": ["AROAEXAMPLEID:*"]}},
		"role": {"ArnLike": {"aws:PrincipalArn": ["arn:aws:iam::123456789012:role/*"]}},
		"addresses of a domain": {"StringLike": {"SNS:Endpoint": ["*@example.com"]}},
		"an address": {"StringEquals": {"sns:Endpoint": ["+4930901820"]}},
		"a host": {"StringLike": {"sns:Endpoint": ["https://example.com/*"]}},
		"a queue to send to": {"StringEquals": {"sns:Endpoint": ["arn:aws:sqs:us-east-1:123456789012:jobs"]}},
		"key in capitals": {"StringEquals": {"AWS:SOURCEACCOUNT": ["123456789012"]}},
		"one of two keys": {"StringEquals": {"aws:UserAgent": ["curl"], "aws:SourceAccount": ["123456789012"]}},
		"one of two operators": {
			"Bool": {"aws:SecureTransport": ["true"]},
			"StringEquals": {"aws:SourceOrgID": ["o-a1b2c3d4e5"]},
		},
	}
	condition.narrows(example)
}

test_does_not_narrow[note] if {
	some note, example in {
		"nothing": {},
		"encryption in transit": {"Bool": {"aws:SecureTransport": ["true"]}},
		"a key that the caller chooses": {"StringEquals": {"aws:UserAgent": ["jobs"]}},
		"a tag": {"StringEquals": {"aws:PrincipalTag/team": ["core"]}},
		"any address": {"StringLike": {"sns:Endpoint": ["*@*"]}},
		"addresses of domains that end so": {"StringLike": {"sns:Endpoint": ["*@*.example.com"]}},
		"addresses that begin so": {"StringLike": {"sns:Endpoint": ["alerts@example.*"]}},
		"any host": {"StringLike": {"sns:Endpoint": ["https://*"]}},
		"a host in part": {"StringLike": {"sns:Endpoint": ["https://example.com*"]}},
		"a queue of any account": {"StringLike": {"sns:Endpoint": ["arn:aws:sqs:us-east-1:*:jobs"]}},
		"a protocol": {"StringEquals": {"sns:Protocol": ["email"]}},
		"any ARN": {"ArnLike": {"aws:SourceArn": ["*"]}},
		"any topic": {"ArnLike": {"aws:SourceArn": ["arn:aws:sns:*:*:*"]}},
		"any account": {"ArnLike": {"aws:SourceArn": ["arn:aws:sns:us-east-1:*:jobs"]}},
		"account in part": {"ArnLike": {"aws:SourceArn": ["arn:aws:sns:us-east-1:12345678901?:jobs"]}},
		"any bucket": {"ArnLike": {"aws:SourceArn": ["arn:aws:s3:::*"]}},
		"any bucket anywhere": {"ArnLike": {"aws:SourceArn": ["arn:aws:s3:*:*:*"]}},
		"any bucket with a prefix anywhere": {"ArnLike": {"aws:SourceArn": ["arn:aws:s3:*:*:up*"]}},
		"any access point": {"ArnLike": {"s3:DataAccessPointArn": ["arn:aws:s3:*:*:accesspoint/*"]}},
		"an access point of any account": {"ArnLike": {"s3:DataAccessPointArn": ["arn:aws:s3:*:*:accesspoint/jobs"]}},
		"a batch job of any account": {"ArnLike": {"aws:SourceArn": ["arn:aws:s3:us-east-1:*:job/*"]}},
		"another service where buckets stand": {"ArnLike": {"aws:SourceArn": ["arn:aws:s*:*:*:uploads"]}},
		"any bucket with a prefix": {"ArnLike": {"aws:SourceArn": ["arn:aws:s3:::up*"]}},
		"no ARN": {"ArnLike": {"aws:SourceArn": ["uploads"]}},
		"one ARN too many": {"ArnLike": {"aws:SourceArn": ["arn:aws:s3:::uploads", "*"]}},
		"wildcard account": {"StringLike": {"aws:SourceAccount": ["*"]}},
		"account with a wildcard": {"StringLike": {"aws:SourceAccount": ["1234*"]}},
		"a variable": {"StringEquals": {"aws:SourceAccount": ["${aws:PrincipalAccount}"]}},
		"empty text": {"StringEquals": {"aws:SourceAccount": [""]}},
		"no value": {"StringEquals": {"aws:SourceAccount": []}},
		"any organization": {"StringLike": {"aws:PrincipalOrgID": ["o-*"]}},
		"any organizational unit": {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": ["*/r-ab12/*"]}},
		"all networks": {"IpAddress": {"aws:SourceIp": ["0.0.0.0/0"]}},
		"half of all networks": {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "0.0.0.0/1"]}},
		"all IPv6": {"IpAddress": {"aws:SourceIp": ["::/0"]}},
		"address as text": {"StringLike": {"aws:SourceIp": ["203.0.113.7"]}},
		"if it exists": {"StringEqualsIfExists": {"aws:SourceAccount": ["123456789012"]}},
		"for all values": {"ForAllValues:StringEquals": {"aws:SourceAccount": ["123456789012"]}},
		"all but one": {"StringNotEquals": {"aws:SourceAccount": ["123456789012"]}},
		"known at all": {"Null": {"aws:PrincipalOrgID": ["false"]}},
		"account with an ARN operator": {"ArnEquals": {"aws:SourceAccount": ["123456789012"]}},
		"operator of no kind": {"Equals": {"aws:SourceAccount": ["123456789012"]}},
		"numbers": {"StringEquals": {"aws:SourceAccount": [123456789012]}},
	}
	not condition.narrows(example)
}

test_spares_only_named[note] if {
	some note, example in {
		"other organizations": {"StringNotEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5"]}},
		"other organizations, if any": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5"]}},
		"other accounts": {"StringNotEquals": {"aws:PrincipalAccount": ["123456789012", "210987654321"]}},
		"other networks": {"NotIpAddress": {"aws:SourceIp": ["203.0.113.0/24"]}},
		"other roles": {"ArnNotLike": {"aws:PrincipalArn": ["arn:aws:iam::123456789012:role/jobs*"]}},
		"neither organization nor account": {"StringNotEquals": {
			"aws:PrincipalOrgID": ["o-a1b2c3d4e5"],
			"aws:SourceAccount": ["123456789012"],
		}},
		"nobody": {},
	}
	condition.spares_only_named(example)
}

test_spares_others[note] if {
	some note, example in {
		"encrypted requests": {"Bool": {"aws:SecureTransport": ["false"]}},
		"encrypted requests of others": {
			"Bool": {"aws:SecureTransport": ["false"]},
			"StringNotEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5"]},
		},
		"all but the named": {"StringEquals": {"aws:PrincipalAccount": ["123456789012"]}},
		"all organizations": {"StringNotLike": {"aws:PrincipalOrgID": ["*"]}},
		"most networks": {"NotIpAddress": {"aws:SourceIp": ["0.0.0.0/1"]}},
		"callers without the key": {"ForAnyValue:StringNotLike": {"aws:PrincipalOrgPaths": ["o-a1b2c3d4e5/*"]}},
		"a user agent": {"StringNotEquals": {"aws:UserAgent": ["jobs"]}},
	}
	not condition.spares_only_named(example)
}

_topic := "arn:aws:sns:us-east-1:123456789012:jobs"

test_operators_that_narrow[operator] if {
	some operator in [
		"StringEquals",
		"StringEqualsIgnoreCase",
		"StringLike",
		"ArnEquals",
		"ArnLike",
		"ForAnyValue:StringEquals",
		"ForAnyValue:StringEqualsIgnoreCase",
		"ForAnyValue:StringLike",
		"ForAnyValue:ArnEquals",
		"ForAnyValue:ArnLike",
	]
	condition.narrows({operator: {"aws:SourceArn": [_topic]}})
	not condition.spares_only_named({operator: {"aws:SourceArn": [_topic]}})
}

test_operators_that_spare[operator] if {
	some operator in [
		"StringNotEquals",
		"StringNotEqualsIfExists",
		"StringNotEqualsIgnoreCase",
		"StringNotEqualsIgnoreCaseIfExists",
		"StringNotLike",
		"StringNotLikeIfExists",
		"ArnNotEquals",
		"ArnNotEqualsIfExists",
		"ArnNotLike",
		"ArnNotLikeIfExists",
		"ForAllValues:StringNotEquals",
		"ForAllValues:StringNotLike",
		"ForAllValues:ArnNotEquals",
		"ForAllValues:ArnNotLike",
	]
	condition.spares_only_named({operator: {"aws:PrincipalArn": [_topic]}})
	not condition.narrows({operator: {"aws:PrincipalArn": [_topic]}})
}

test_networks_spared[operator] if {
	some operator in ["NotIpAddress", "NotIpAddressIfExists"]
	condition.spares_only_named({operator: {"aws:SourceIp": ["203.0.113.0/24"]}})
}

test_keys_that_name[key] if {
	some key, value in {
		"aws:PrincipalAccount": "123456789012",
		"aws:PrincipalArn": "arn:aws:iam::123456789012:role/jobs",
		"aws:PrincipalOrgID": "o-a1b2c3d4e5",
		"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/*",
		"aws:SourceAccount": "123456789012",
		"aws:SourceArn": "arn:aws:sns:us-east-1:123456789012:jobs",
		"aws:SourceOrgID": "o-a1b2c3d4e5",
		"aws:SourceOrgPaths": "o-a1b2c3d4e5/*",
		"aws:SourceOwner": "123456789012",
		"aws:SourceVpc": "vpc-1a2b3c4d",
		"aws:SourceVpcArn": "arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1a2b3c4d",
		"aws:SourceVpce": "vpce-1a2b3c4d",
		"aws:userid": "AROAEXAMPLEID:*",
		"aws:VpceAccount": "123456789012",
		"aws:VpceOrgID": "o-a1b2c3d4e5",
		"aws:VpceOrgPaths": "o-a1b2c3d4e5/*",
		"kms:CallerAccount": "123456789012",
		"s3:DataAccessPointAccount": "123456789012",
		"s3:DataAccessPointArn": "arn:aws:s3:us-east-1:123456789012:accesspoint/jobs",
		"s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:us-east-1:123456789012:key/236939a6",
		"sns:Endpoint": "*@example.com",
	}
	condition.narrows({"StringLike": {key: [value]}})
	not condition.narrows({"StringLike": {key: ["*"]}})
}
