package policies.aws.iam.role_foreign_account_test

import data.policies.aws.iam.role_foreign_account

_role(statements) := {
	"type": "aws_iam_role",
	"mode": "managed",
	"address": "aws_iam_role.main",
	"scope": {"account": "123456789012", "region": "global"},
	"values": {"name": "main", "assume_role_policy": {"Version": "2012-10-17", "Statement": statements}},
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_allow(principals, parts) := object.union(
	{"Effect": "Allow", "Action": ["sts:AssumeRole"], "Principal": {"AWS": principals}},
	parts,
)

_any_of(account) := {
	"message": $"any user or role of account {account} may assume the role",
	"path": ["values", "assume_role_policy", "Statement", 0],
}

_root := "arn:aws:iam::999999999999:root"

_with(accounts) := {"aws.iam.role_foreign_account": {"trusted_accounts": accounts}}

test_deny[note] if {
	some note, example in {
		"an ARN": [_allow([_root], {}), {_any_of("999999999999")}],
		"a number": [_allow(["999999999999"], {}), {_any_of("999999999999")}],
		"another partition": [_allow(["arn:aws-cn:iam::999999999999:root"], {}), {_any_of("999999999999")}],
		"two, beside one's own": [
			_allow([_root, "888888888888", "123456789012"], {}),
			{_any_of("999999999999"), _any_of("888888888888")},
		],
		"any external id": [
			_allow([_root], {"Condition": {"StringLike": {"sts:ExternalId": ["*"]}}}),
			{_any_of("999999999999")},
		],
	}
	role_foreign_account.deny == example[1] with input as _role([example[0]])
}

test_allow[note] if {
	some note, statement in {
		"one's own": _allow(["arn:aws:iam::123456789012:root", "123456789012"], {}),
		"a role": _allow(["arn:aws:iam::999999999999:role/ci"], {}),
		"a user": _allow(["arn:aws:iam::999999999999:user/root"], {}),
		"who was there": _allow(["AROAEXAMPLEID"], {}),
		"everyone: another policy's matter": _allow(["*"], {}),
		"an external id": _allow([_root], {"Condition": {"StringEquals": {"sts:ExternalId": ["b1c53d0e"]}}}),
		"tags of sessions": _allow([_root], {"Action": ["sts:TagSession"]}),
		"a deny": _allow([_root], {"Effect": "Deny"}),
		"a service": {"Effect": "Allow", "Action": ["sts:AssumeRole"], "Principal": {"Service": ["ec2.amazonaws.com"]}},
	}
	role_foreign_account.deny == set() with input as _role([statement])
}

test_trusted_accounts[note] if {
	some note, example in {
		"this one": [["888888888888", "999999999999"], set()],
		"one, no list": ["999999999999", set()],
		"another": [["888888888888"], {_any_of("999999999999")}],
	}
	role_foreign_account.deny == example[1] with input as _role([_allow([_root], {})])
		with data.params as _with(example[0])
}
