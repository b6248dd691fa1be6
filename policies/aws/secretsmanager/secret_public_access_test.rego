package policies.aws.secretsmanager.secret_public_access_test

import data.policies.aws.secretsmanager.secret_public_access

_secret := "*"

_policy(statements) := {
	"type": "aws_secretsmanager_secret_policy",
	"mode": "managed",
	"address": "aws_secretsmanager_secret_policy.main",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": {
		"secret_arn": "arn:aws:secretsmanager:us-east-1:123456789012:secret:app-ZDprrt",
		"policy": {"Version": "2012-10-17", "Statement": statements},
	},
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_allow(parts) := object.union(
	{"Effect": "Allow", "Principal": {"AWS": ["*"]}, "Action": ["secretsmanager:GetSecretValue"], "Resource": [_secret]},
	parts,
)

_deny(parts) := object.union(
	{"Effect": "Deny", "Principal": {"AWS": ["*"]}, "Action": ["secretsmanager:*"], "Resource": [_secret]},
	parts,
)

_open(actions, position) := {
	"message": $"any account may call {actions} on the secret: no condition narrows the statement",
	"path": ["values", "policy", "Statement", position],
}

test_deny[note] if {
	some note, example in {
		"anyone": [[_allow({})], {_open("secretsmanager:GetSecretValue", 0)}],
		"anyone, several actions": [
			[_allow({"Action": ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"]})],
			{_open("secretsmanager:GetSecretValue, secretsmanager:PutSecretValue", 0)},
		],
		"everything": [[_allow({"Action": ["secretsmanager:*"], "Resource": ["*"]})], {_open("secretsmanager:*", 0)}],
		"without a resource": [[object.remove(_allow({}), ["Resource"])], {_open("secretsmanager:GetSecretValue", 0)}],
		"all but some": [
			[object.remove(_allow({"NotAction": ["secretsmanager:PutSecretValue"]}), ["Action"])],
			{_open("*", 0)},
		],
		"all but one account": [
			[object.remove(_allow({"NotPrincipal": {"AWS": ["210987654321"]}}), ["Principal"])],
			{_open("secretsmanager:GetSecretValue", 0)},
		],
		"among others": [
			[_allow({"Principal": {"AWS": ["210987654321", "*"], "Service": ["rds.amazonaws.com"]}})],
			{_open("secretsmanager:GetSecretValue", 0)},
		],
		"the version that is current": [
			[_allow({"Condition": {"StringEquals": {"secretsmanager:VersionStage": ["AWSCURRENT"]}}})],
			{_open("secretsmanager:GetSecretValue", 0)},
		],
		"encrypted in transit": [
			[_allow({"Condition": {"Bool": {"aws:SecureTransport": ["true"]}}})],
			{_open("secretsmanager:GetSecretValue", 0)},
		],
		"denied unencrypted": [
			[_allow({}), _deny({"Condition": {"Bool": {"aws:SecureTransport": ["false"]}}})],
			{_open("secretsmanager:GetSecretValue", 0)},
		],
		"another action denied": [[_allow({}), _deny({"Action": ["secretsmanager:PutSecretValue"]})], {_open("secretsmanager:GetSecretValue", 0)}],
		"two statements": [
			[_allow({}), _allow({"Principal": {"AWS": ["210987654321"]}}), _allow({"Action": ["secretsmanager:PutSecretValue"]})],
			{_open("secretsmanager:GetSecretValue", 0), _open("secretsmanager:PutSecretValue", 2)},
		],
	}
	secret_public_access.deny == example[1] with input as _policy(example[0])
}

test_allow[note] if {
	some note, statements in {
		"no statement": [],
		"the account": [_allow({"Principal": {"AWS": ["arn:aws:iam::123456789012:root"]}})],
		"another account": [_allow({"Principal": {"AWS": ["210987654321"]}})],
		"a service": [object.union(
			object.remove(_allow({}), ["Principal"]),
			{"Principal": {"Service": ["rds.amazonaws.com"]}},
		)],
		"from an endpoint": [_allow({"Condition": {"StringEquals": {"aws:SourceVpce": ["vpce-1a2b3c4d"]}}})],
		"the organization": [_allow({"Condition": {"StringEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5"]}}})],
		"denied": [_allow({}), _deny({})],
		"denied to strangers": [
			_allow({}),
			_deny({"Condition": {"StringNotEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5"]}}}),
		],
		"only a deny": [_deny({})],
	}
	secret_public_access.deny == set() with input as _policy(statements)
}

test_allow_no_policy if {
	secret_public_access.deny == set() with input as object.union(
		object.remove(_policy([]), ["values"]),
		{"values": {"secret_arn": "arn:aws:secretsmanager:us-east-1:123456789012:secret:app-ZDprrt"}},
	)
}
