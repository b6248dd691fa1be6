package policies.aws.ec2.ebs_default_encryption_test

import data.policies.aws.ec2.ebs_default_encryption

_setting(values) := {
	"type": "aws_ebs_encryption_by_default",
	"mode": "managed",
	"address": "aws_ebs_encryption_by_default.region",
	"key": `["123456789012","us-east-1","aws_ebs_encryption_by_default"]`,
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": values,
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

test_deny[note] if {
	some note, values in {
		"off": {"enabled": false},
		"unset": {},
	}
	denied := ebs_default_encryption.deny with input as _setting(values)
	denied == {"new EBS volumes of the region are not encrypted by default"}
}

test_allow if ebs_default_encryption.deny == set() with input as _setting({"enabled": true})
