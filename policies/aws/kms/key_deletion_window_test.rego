package policies.aws.kms.key_deletion_window_test

import data.policies.aws.kms.key_deletion_window

_types := ["aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key", "aws_kms_replica_external_key"]

_key(type, values) := {
	"type": type,
	"mode": "managed",
	"address": $"{type}.main",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"description": "main"}, values),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_params(least) := {"aws.kms.key_deletion_window": {"least": least}}

test_deny[type] if {
	some type in _types
	key := _key(type, {"deletion_window_in_days": 7})
	expected := {"the key is deleted 7 days after somebody asks for it, less than 14"}
	key_deletion_window.deny == expected with input as key with data.params as _params(14)
}

test_deny_a_day_less if {
	key := _key("aws_kms_key", {"deletion_window_in_days": 29})
	expected := {"the key is deleted 29 days after somebody asks for it, less than 30"}
	key_deletion_window.deny == expected with input as key with data.params as _params(30)
}

test_allow[note] if {
	some note, example in {
		"long enough": [{"deletion_window_in_days": 30}, 14],
		"just long enough": [{"deletion_window_in_days": 14}, 14],
		"as KMS has it": [{}, 30],
		"as short as can be": [{"deletion_window_in_days": 7}, 7],
	}
	key := _key("aws_kms_key", example[0])
	key_deletion_window.deny == set() with input as key with data.params as _params(example[1])
}
