package policies.aws.iam.password_policy_length_test

import data.policies.aws.iam.password_policy_length

_policy(values) := {
	"type": "aws_iam_account_password_policy",
	"mode": "managed",
	"address": "aws_iam_account_password_policy.main",
	"scope": {"account": "123456789012", "region": "global"},
	"values": values,
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_account(policies) := {
	"type": "driftlock_aws_account",
	"mode": "managed",
	"key": `["123456789012","global","driftlock_aws_account","123456789012"]`,
	"scope": {"account": "123456789012", "region": "global"},
	"values": {"account_id": "123456789012"},
	"tags": {},
	"refs": {},
	"referrers": {"aws_iam_account_password_policy": {"account": policies}},
	"now": 1795000000,
}

_least(least) := {"aws.iam.password_policy_length": {"least": least}}

_linked(values) := {
	"address": "aws_iam_account_password_policy.main",
	"scope": {"account": "123456789012", "region": "global"},
	"tags": {},
	"values": values,
}

test_not_applicable_to_an_account_that_has_one if {
	not password_policy_length.applies with input as _account([_linked({"minimum_password_length": 6})])
}

test_applies_to_a_policy if password_policy_length.applies with input as _policy({})

test_deny[note] if {
	some note, example in {
		"short": [{"minimum_password_length": 13}, {"passwords of 13 characters will do"}],
		"what AWS takes": [{"minimum_password_length": 6}, {"passwords of 6 characters will do"}],
		"short, with every kind of character": [
			{"minimum_password_length": 8, "require_symbols": true, "require_numbers": true},
			{"passwords of 8 characters will do"},
		],
	}
	password_policy_length.deny == example[1] with input as _policy(example[0])
}

test_allow[note] if {
	some note, length in {"just long enough": 14, "longer": 128}
	password_policy_length.deny == set() with input as _policy({"minimum_password_length": length})
}

_none := "the account has no password policy: passwords of 8 characters will do"

test_deny_account_without_one if {
	password_policy_length.applies with input as _account([])
	password_policy_length.deny == {_none} with input as _account([])
}

test_least_of_params[note] if {
	some note, example in {
		"more": [20, 14, {"passwords of 14 characters will do"}],
		"less": [10, 12, set()],
		"exactly": [12, 12, set()],
	}
	password_policy_length.deny == example[2] with input as _policy({"minimum_password_length": example[1]})
		with data.params as _least(example[0])
}

test_what_aws_asks_for_may_be_enough if {
	password_policy_length.deny == set() with input as _account([]) with data.params as _least(8)
	password_policy_length.deny == {_none} with input as _account([]) with data.params as _least(9)
}
