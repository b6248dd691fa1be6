package policies.aws.kms.key_public_access_test

import data.policies.aws.kms.key_public_access

_key := "*"

_policy(statements) := {
	"type": "aws_kms_key_policy",
	"mode": "managed",
	"address": "aws_kms_key_policy.main",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": {
		"key_id": "236939a6-93da-4273-be8f-ac8b1907b423",
		"policy": {"Version": "2012-10-17", "Statement": statements},
	},
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_allow(parts) := object.union(
	{"Effect": "Allow", "Principal": {"AWS": ["*"]}, "Action": ["kms:Decrypt"], "Resource": [_key]},
	parts,
)

_deny(parts) := object.union(
	{"Effect": "Deny", "Principal": {"AWS": ["*"]}, "Action": ["kms:*"], "Resource": [_key]},
	parts,
)

_open(actions, position) := {
	"message": $"any account may call {actions} on the key: no condition narrows the statement",
	"path": ["values", "policy", "Statement", position],
}

test_deny[note] if {
	some note, example in {
		"anyone": [[_allow({})], {_open("kms:Decrypt", 0)}],
		"anyone, several actions": [
			[_allow({"Action": ["kms:Decrypt", "kms:ScheduleKeyDeletion"]})],
			{_open("kms:Decrypt, kms:ScheduleKeyDeletion", 0)},
		],
		"everything": [[_allow({"Action": ["kms:*"], "Resource": ["*"]})], {_open("kms:*", 0)}],
		"without a resource": [[object.remove(_allow({}), ["Resource"])], {_open("kms:Decrypt", 0)}],
		"all but some": [
			[object.remove(_allow({"NotAction": ["kms:ScheduleKeyDeletion"]}), ["Action"])],
			{_open("*", 0)},
		],
		"all but one account": [
			[object.remove(_allow({"NotPrincipal": {"AWS": ["210987654321"]}}), ["Principal"])],
			{_open("kms:Decrypt", 0)},
		],
		"among others": [
			[_allow({"Principal": {"AWS": ["210987654321", "*"], "Service": ["logs.us-east-1.amazonaws.com"]}})],
			{_open("kms:Decrypt", 0)},
		],
		"through a service": [
			[_allow({"Condition": {"StringEquals": {"kms:ViaService": ["s3.us-east-1.amazonaws.com"]}}})],
			{_open("kms:Decrypt", 0)},
		],
		"any account in words": [
			[_allow({"Condition": {"StringLike": {"kms:CallerAccount": ["*"]}}})],
			{_open("kms:Decrypt", 0)},
		],
		"encrypted in transit": [
			[_allow({"Condition": {"Bool": {"aws:SecureTransport": ["true"]}}})],
			{_open("kms:Decrypt", 0)},
		],
		"denied unencrypted": [
			[_allow({}), _deny({"Condition": {"Bool": {"aws:SecureTransport": ["false"]}}})],
			{_open("kms:Decrypt", 0)},
		],
		"another action denied": [[_allow({}), _deny({"Action": ["kms:ScheduleKeyDeletion"]})], {_open("kms:Decrypt", 0)}],
		"two statements": [
			[_allow({}), _allow({"Principal": {"AWS": ["210987654321"]}}), _allow({"Action": ["kms:ScheduleKeyDeletion"]})],
			{_open("kms:Decrypt", 0), _open("kms:ScheduleKeyDeletion", 2)},
		],
	}
	key_public_access.deny == example[1] with input as _policy(example[0])
}

test_allow[note] if {
	some note, statements in {
		"no statement": [],
		"the account": [_allow({"Principal": {"AWS": ["arn:aws:iam::123456789012:root"]}})],
		"another account": [_allow({"Principal": {"AWS": ["210987654321"]}})],
		"a service": [object.union(
			object.remove(_allow({}), ["Principal"]),
			{"Principal": {"Service": ["logs.us-east-1.amazonaws.com"]}},
		)],
		"the account, through a service": [_allow({"Condition": {"StringEquals": {
			"kms:CallerAccount": ["123456789012"],
			"kms:ViaService": ["s3.us-east-1.amazonaws.com"],
		}}})],
		"the organization": [_allow({"Condition": {"StringEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5"]}}})],
		"denied": [_allow({}), _deny({})],
		"denied to strangers": [
			_allow({}),
			_deny({"Condition": {"StringNotEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5"]}}}),
		],
		"only a deny": [_deny({})],
	}
	key_public_access.deny == set() with input as _policy(statements)
}

test_allow_no_policy if {
	key_public_access.deny == set() with input as object.union(
		object.remove(_policy([]), ["values"]),
		{"values": {"key_id": "236939a6-93da-4273-be8f-ac8b1907b423"}},
	)
}
