package policies.aws.iam.policy_wildcards_test

import data.policies.aws.iam.policy_wildcards

_policy(statements) := {
	"type": "aws_iam_policy",
	"mode": "managed",
	"address": "aws_iam_policy.main",
	"scope": {"account": "123456789012", "region": "global"},
	"values": {"name": "main", "policy": {"Version": "2012-10-17", "Statement": statements}},
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_allow(parts) := object.union({"Effect": "Allow", "Resource": ["*"]}, parts)

_denied(messages) := {{"message": message, "path": ["values", "policy", "Statement", 0]} | some message in messages}

_whole(service) := $"the policy allows every action of {service} on every resource"

_any(action) := $"the policy allows {action} on every role"

test_deny[note] if {
	some note, example in {
		"all of IAM": [{"Action": ["iam:*"]}, {_whole("iam")}],
		"any letters": [{"Action": ["IAM:*"]}, {_whole("iam")}],
		"all of it, spelt out": [{"Action": ["iam:?*"]}, {_whole("iam")}],
		"all services that begin so": [{"Action": ["i*"]}, {_whole("iam")}],
		"all of the keys": [{"Action": ["s3:GetObject", "kms:*"]}, {_whole("kms")}],
		"two services": [{"Action": ["organizations:*", "cloudtrail:*"]}, {_whole("organizations"), _whole("cloudtrail")}],
		"every resource of the service": [{"Action": ["iam:*"], "Resource": ["arn:aws:iam::123456789012:*"]}, {_whole("iam")}],
		"all resources but one": [{"Action": ["iam:*"], "NotResource": ["arn:aws:iam::123456789012:role/admin"], "Resource": []}, {_whole("iam")}],
		"all but some actions, on all of the service": [
			{"NotAction": ["iam:DeleteRole"], "Resource": ["arn:aws:iam::*:*"]},
			{_whole("iam")},
		],
		"any role to pass": [{"Action": ["iam:PassRole"]}, {_any("iam:PassRole")}],
		"any role, by a pattern": [{"Action": ["iam:Pass*"], "Resource": ["arn:aws:iam::123456789012:role/*"]}, {_any("iam:PassRole")}],
		"any role to assume": [{"Action": ["sts:AssumeRole"], "Resource": ["arn:aws:iam::*:role/*"]}, {_any("sts:AssumeRole")}],
		"when, not what": [
			{"Action": ["iam:*"], "Condition": {"Bool": {"aws:MultiFactorAuthPresent": ["true"]}}},
			{_whole("iam")},
		],
		"the condition of another service": [
			{"Action": ["kms:*"], "Condition": {"StringEquals": {"iam:PassedToService": ["ec2.amazonaws.com"]}}},
			{_whole("kms")},
		],
	}
	policy_wildcards.deny == _denied(example[1]) with input as _policy([_allow(example[0])])
}

test_allow[note] if {
	some note, statement in {
		"every action: another policy's matter": _allow({"Action": ["*"]}),
		"all but some on everything: likewise": _allow({"NotAction": ["s3:*"]}),
		"reads of IAM": _allow({"Action": ["iam:Get*", "iam:List*"]}),
		"a service that guards no other": _allow({"Action": ["s3:*", "ec2:*"]}),
		"a service of a longer name": _allow({"Action": ["iamx:*", "sso-directory:*"]}),
		"one key": _allow({"Action": ["kms:*"], "Resource": ["arn:aws:kms:us-east-1:123456789012:key/a"]}),
		"all resources of another service": _allow({"Action": ["iam:*"], "Resource": ["arn:aws:s3:::*"]}),
		"one role": _allow({"Action": ["iam:PassRole", "sts:AssumeRole"], "Resource": ["arn:aws:iam::123456789012:role/app"]}),
		"roles of a name": _allow({"Action": ["iam:PassRole"], "Resource": ["arn:aws:iam::123456789012:role/app-*"]}),
		"to one service": _allow({
			"Action": ["iam:PassRole"],
			"Condition": {"StringEquals": {"iam:PassedToService": ["ec2.amazonaws.com"]}},
		}),
		"what has a tag": _allow({
			"Action": ["kms:*"],
			"Condition": {"StringEquals": {"aws:ResourceTag/team": ["core"]}},
		}),
		"within a boundary": _allow({
			"Action": ["iam:*"],
			"Condition": {"StringEquals": {"IAM:PermissionsBoundary": ["arn:aws:iam::123456789012:policy/b"]}},
		}),
		"a deny": {"Effect": "Deny", "Action": ["iam:*"], "Resource": ["*"]},
		"all but the service, on its resources": _allow({"NotAction": ["iam:*"], "Resource": ["arn:aws:iam::*:*"]}),
		"all but everything": _allow({"NotAction": ["*"], "Resource": ["arn:aws:iam::*:*"]}),
		"all but some, on a bucket": _allow({"NotAction": ["s3:Delete*"], "Resource": ["arn:aws:s3:::logs/*"]}),
		"nothing": _allow({"Action": []}),
	}
	policy_wildcards.deny == set() with input as _policy([statement])
}

test_deny_names_each_statement if {
	policy_wildcards.deny == {
		{"message": _whole("iam"), "path": ["values", "policy", "Statement", 1]},
		{"message": _any("iam:PassRole"), "path": ["values", "policy", "Statement", 2]},
	} with input as _policy([
		_allow({"Action": ["s3:GetObject"]}),
		_allow({"Action": ["iam:*"]}),
		_allow({"Action": ["iam:PassRole"]}),
	])
}

test_services_of_params[note] if {
	some note, example in {
		"another": [["s3"], {"Action": ["s3:*"]}, {_whole("s3")}],
		"any letters": [["S3"], {"Action": ["s3:*"]}, {_whole("S3")}],
		"not this one": [["s3"], {"Action": ["kms:*"]}, set()],
		"one, no list": ["s3", {"Action": ["s3:*"]}, {_whole("s3")}],
		"all of IAM passes roles": [["s3"], {"Action": ["iam:*"]}, {_any("iam:PassRole")}],
	}
	policy_wildcards.deny == _denied(example[2]) with input as _policy([_allow(example[1])])
		with data.params as {"aws.iam.policy_wildcards": {"services": example[0]}}
}

test_allow_without_a_document if {
	policy_wildcards.deny == set() with input as object.remove(_policy([]), ["values"])
}
