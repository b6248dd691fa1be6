package policies.aws.ec2.ebs_volume_encryption_test

import data.policies.aws.ec2.ebs_volume_encryption

_volume(values) := {
	"type": "aws_ebs_volume",
	"mode": "managed",
	"address": "aws_ebs_volume.data",
	"key": `["123456789012","us-east-1","aws_ebs_volume","vol-0a1b2c3d4e5f67890"]`,
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"availability_zone": "us-east-1a", "size": 10, "type": "gp3"}, values),
	"tags": {"team": "core"},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_denied := {"the volume is not encrypted"}

test_deny_unencrypted if {
	ebs_volume_encryption.deny == _denied with input as _volume({"encrypted": false})
}

test_deny_unset if ebs_volume_encryption.deny == _denied with input as _volume({})

test_deny_key_without_encryption if {
	ebs_volume_encryption.deny == _denied with input as _volume({
		"encrypted": false,
		"kms_key_id": "arn:aws:kms:us-east-1:123456789012:key/236939a6-93da-4273-be8f-ac8b1907b423",
	})
}

test_allow_encrypted if {
	ebs_volume_encryption.deny == set() with input as _volume({"encrypted": true})
}

test_allow_encrypted_with_a_key if {
	ebs_volume_encryption.deny == set() with input as _volume({
		"encrypted": true,
		"kms_key_id": "arn:aws:kms:us-east-1:123456789012:key/236939a6-93da-4273-be8f-ac8b1907b423",
	})
}
