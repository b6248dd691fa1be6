package policies.aws.cloudtrail.trail_log_group_test

import data.policies.aws.cloudtrail.trail_log_group

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

_denied := {"the trail sends its events to no log group"}

test_deny_unset if trail_log_group.deny == _denied with input as _trail({})

test_deny_role_without_group if {
	trail_log_group.deny == _denied with input as _trail({"cloud_watch_logs_role_arn": "arn:aws:iam::123456789012:role/trail"})
}

test_allow if {
	trail_log_group.deny == set() with input as _trail({
		"cloud_watch_logs_group_arn": "arn:aws:logs:us-east-1:123456789012:log-group:/trail/main:*",
		"cloud_watch_logs_role_arn": "arn:aws:iam::123456789012:role/trail",
	})
}
