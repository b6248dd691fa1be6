package policies.aws.cloudtrail.trail_encryption_key_test

import data.policies.aws.cloudtrail.trail_encryption_key

_trail(values) := {
	"type": "aws_cloudtrail",
	"mode": "managed",
	"address": "aws_cloudtrail.main",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"name": "main", "s3_bucket_name": "lab-logs"}, values),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_denied := {"the trail names no KMS key for its log files"}

test_deny_unset if trail_encryption_key.deny == _denied with input as _trail({})

test_deny_although_validated if {
	trail_encryption_key.deny == _denied with input as _trail({"enable_log_file_validation": true})
}

test_allow[note] if {
	some note, key in {
		"a key": "arn:aws:kms:us-east-1:123456789012:key/236939a6-93da-4273-be8f-ac8b1907b423",
		"an alias": "alias/trail",
		"a key of another account": "arn:aws:kms:us-east-1:999999999999:key/236939a6-93da-4273-be8f-ac8b1907b423",
	}
	trail_encryption_key.deny == set() with input as _trail({"kms_key_id": key})
}
