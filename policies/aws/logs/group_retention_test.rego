package policies.aws.logs.group_retention_test

import data.policies.aws.logs.group_retention

_group(values) := {
	"type": "aws_cloudwatch_log_group",
	"mode": "managed",
	"address": "aws_cloudwatch_log_group.app",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"name": "/app"}, values),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_params(least) := {"aws.logs.group_retention": {"least": least}}

test_deny[note] if {
	some note, example in {
		"a month": [{"retention_in_days": 30}, 365, {"events are kept for 30 days, less than 365"}],
		"a day": [{"retention_in_days": 1}, 365, {"events are kept for 1 days, less than 365"}],
		"just too short": [{"retention_in_days": 180}, 181, {"events are kept for 180 days, less than 181"}],
		"rarely read": [
			{"retention_in_days": 30, "log_group_class": "INFREQUENT_ACCESS"},
			90, {"events are kept for 30 days, less than 90"},
		],
		"of the common class": [
			{"retention_in_days": 30, "log_group_class": "STANDARD"},
			90, {"events are kept for 30 days, less than 90"},
		],
	}
	group_retention.applies with input as _group(example[0])
	group_retention.deny == example[2] with input as _group(example[0]) with data.params as _params(example[1])
}

test_allow[note] if {
	some note, example in {
		"a year": [{"retention_in_days": 365}, 365],
		"longer": [{"retention_in_days": 400}, 365],
		"for ever": [{"retention_in_days": 0}, 365],
		"nothing said, which is for ever": [{}, 365],
		"less is asked for": [{"retention_in_days": 30}, 30],
	}
	group_retention.applies with input as _group(example[0])
	group_retention.deny == set() with input as _group(example[0]) with data.params as _params(example[1])
}

test_not_applicable if {
	not group_retention.applies with input as _group({"log_group_class": "DELIVERY", "retention_in_days": 2})
}
