package policies.aws.efs.file_system_encryption_test

import data.policies.aws.efs.file_system_encryption

_file_system(values) := {
	"type": "aws_efs_file_system",
	"mode": "managed",
	"address": "aws_efs_file_system.shared",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"creation_token": "shared", "performance_mode": "generalPurpose"}, values),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_key := "arn:aws:kms:us-east-1:123456789012:key/236939a6-93da-4273-be8f-ac8b1907b423"

test_deny[note] if {
	some note, values in {
		"off": {"encrypted": false},
		"unset": {},
		"a key without encryption": {"encrypted": false, "kms_key_id": _key},
	}
	file_system_encryption.deny == {"the file system is not encrypted"} with input as _file_system(values)
}

test_allow[note] if {
	some note, values in {
		"with the key of AWS": {"encrypted": true},
		"with a key of one's own": {"encrypted": true, "kms_key_id": _key},
	}
	file_system_encryption.deny == set() with input as _file_system(values)
}
