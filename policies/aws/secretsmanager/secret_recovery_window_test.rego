package policies.aws.secretsmanager.secret_recovery_window_test

import data.policies.aws.secretsmanager.secret_recovery_window

_secret(values) := {
	"type": "aws_secretsmanager_secret",
	"mode": "managed",
	"address": "aws_secretsmanager_secret.app",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"name": "app"}, values),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_params(least) := {"aws.secretsmanager.secret_recovery_window": {"least": least}}

test_deny[note] if {
	some note, example in {
		"none": [0, 7, {"a deleted secret is gone at once"}],
		"none, and less would do": [0, 0, {"a deleted secret is gone at once"}],
		"too short": [7, 14, {"a deleted secret is kept for 7 days, less than 14"}],
		"a day too short": [29, 30, {"a deleted secret is kept for 29 days, less than 30"}],
	}
	secret := _secret({"recovery_window_in_days": example[0]})
	secret_recovery_window.deny == example[2] with input as secret with data.params as _params(example[1])
}

test_allow[note] if {
	some note, example in {
		"long enough": [{"recovery_window_in_days": 30}, 7],
		"just long enough": [{"recovery_window_in_days": 7}, 7],
		"as AWS has it": [{}, 30],
	}
	secret_recovery_window.deny == set() with input as _secret(example[0]) with data.params as _params(example[1])
}
