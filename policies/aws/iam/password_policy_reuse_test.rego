package policies.aws.iam.password_policy_reuse_test

import data.policies.aws.iam.password_policy_reuse

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

_least(least) := {"aws.iam.password_policy_reuse": {"least": least}}

_linked(values) := {
	"address": "aws_iam_account_password_policy.main",
	"scope": {"account": "123456789012", "region": "global"},
	"tags": {},
	"values": values,
}

test_not_applicable_to_an_account_that_has_one if {
	not password_policy_reuse.applies with input as _account([_linked({"minimum_password_length": 6})])
}

test_applies_to_a_policy if password_policy_reuse.applies with input as _policy({})

_after(others) := $"a password may be taken again after {others} others"

test_deny[note] if {
	some note, example in {
		"unset": [{}, {_after(0)}],
		"none": [{"password_reuse_prevention": 0}, {_after(0)}],
		"few": [{"password_reuse_prevention": 23, "max_password_age": 90}, {_after(23)}],
	}
	password_policy_reuse.deny == example[1] with input as _policy(example[0])
}

test_allow if password_policy_reuse.deny == set() with input as _policy({"password_reuse_prevention": 24})

test_deny_account_without_one if {
	password_policy_reuse.applies with input as _account([])
	password_policy_reuse.deny == {"the account has no password policy: any former password will do"} with input as _account([])
}

test_least_of_params[note] if {
	some note, example in {
		"less": [5, {"password_reuse_prevention": 5}, set()],
		"still too few": [5, {"password_reuse_prevention": 4}, {_after(4)}],
		"none at all": [0, {}, set()],
	}
	password_policy_reuse.deny == example[2] with input as _policy(example[1])
		with data.params as _least(example[0])
}

test_none_at_all_for_an_account if {
	password_policy_reuse.deny == set() with input as _account([]) with data.params as _least(0)
}
