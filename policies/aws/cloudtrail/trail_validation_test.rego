package policies.aws.cloudtrail.trail_validation_test

import data.policies.aws.cloudtrail.trail_validation

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

_denied := {"the trail writes no digests of its log files"}

test_deny_switched_off if {
	trail_validation.deny == _denied with input as _trail({"enable_log_file_validation": false})
}

test_deny_unset if trail_validation.deny == _denied with input as _trail({})

test_deny_although_encrypted if {
	trail_validation.deny == _denied with input as _trail({
		"enable_log_file_validation": false,
		"kms_key_id": "arn:aws:kms:us-east-1:123456789012:key/236939a6-93da-4273-be8f-ac8b1907b423",
	})
}

test_allow if trail_validation.deny == set() with input as _trail({"enable_log_file_validation": true})
