package policies.aws.iam.policy_full_access_test

import data.policies.aws.iam.policy_full_access

_policy(statements) := {
	"type": "aws_iam_policy",
	"mode": "managed",
	"address": "aws_iam_policy.star",
	"key": `["123456789012","global","aws_iam_policy","arn:aws:iam::123456789012:policy/star"]`,
	"scope": {"account": "123456789012", "region": "global"},
	"values": {
		"name": "star",
		"path": "/",
		"policy": {"Version": "2012-10-17", "Statement": statements},
	},
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_statement(parts) := object.union({"Effect": "Allow"}, parts)

_everything := "the policy allows every action on every resource"

test_deny[note] if {
	some note, example in {
		"* on *": [{"Action": ["*"], "Resource": ["*"]}, _everything],
		"*:* on *": [{"Action": ["*:*"], "Resource": ["*"]}, _everything],
		"* among others": [
			{"Action": ["s3:GetObject", "*"], "Resource": ["arn:aws:s3:::logs", "*"]},
			_everything,
		],
		"every ARN": [{"Action": ["*"], "Resource": ["arn:aws:*:*:*:*"]}, _everything],
		"all actions but some": [
			{"NotAction": ["iam:*", "organizations:*"], "Resource": ["*"]},
			"the policy allows every action but iam:*, organizations:* on every resource",
		],
		"all resources but one": [
			{"Action": ["*"], "NotResource": ["arn:aws:s3:::vault"]},
			"the policy allows every action on every resource but arn:aws:s3:::vault",
		],
		"all but some of both": [
			{"NotAction": ["iam:*"], "NotResource": ["arn:aws:s3:::vault"]},
			"the policy allows every action but iam:* on every resource but arn:aws:s3:::vault",
		],
		"with a second factor": [
			{"Action": ["*"], "Resource": ["*"], "Condition": {"Bool": {"aws:MultiFactorAuthPresent": ["true"]}}},
			_everything,
		],
		"with a name": [{"Sid": "Admin", "Action": ["*"], "Resource": ["*"]}, _everything],
	}
	policy_full_access.deny == {{
		"message": example[1],
		"path": ["values", "policy", "Statement", 0],
	}} with input as _policy([_statement(example[0])])
}

test_allow[note] if {
	some note, statements in {
		"no statement": [],
		"all of one service": [_statement({"Action": ["s3:*"], "Resource": ["*"]})],
		"all of every service that begins with e": [_statement({"Action": ["e*"], "Resource": ["*"]})],
		"reads": [_statement({"Action": ["*:Get*"], "Resource": ["*"]})],
		"on one bucket": [_statement({"Action": ["*"], "Resource": ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"]})],
		"on all buckets": [_statement({"Action": ["*"], "Resource": ["arn:aws:s3:::*"]})],
		"in one region": [_statement({"Action": ["*"], "Resource": ["arn:aws:*:eu-west-1:*:*"]})],
		"all but some, on one bucket": [_statement({"NotAction": ["s3:Delete*"], "Resource": ["arn:aws:s3:::logs/*"]})],
		"some, on all but one": [_statement({"Action": ["s3:GetObject"], "NotResource": ["arn:aws:s3:::vault/*"]})],
		"a deny": [{"Effect": "Deny", "Action": ["*"], "Resource": ["*"]}],
		"a deny of all but some": [{"Effect": "Deny", "NotAction": ["s3:*"], "Resource": ["*"]}],
		"split over two statements": [
			_statement({"Action": ["*"], "Resource": ["arn:aws:s3:::logs/*"]}),
			_statement({"Action": ["s3:ListAllMyBuckets"], "Resource": ["*"]}),
		],
	}
	policy_full_access.deny == set() with input as _policy(statements)
}

test_deny_names_each_statement if {
	policy_full_access.deny == {
		{"message": _everything, "path": ["values", "policy", "Statement", 1]},
		{
			"message": "the policy allows every action but iam:* on every resource",
			"path": ["values", "policy", "Statement", 3],
		},
	} with input as _policy([
		_statement({"Action": ["s3:GetObject"], "Resource": ["*"]}),
		_statement({"Action": ["*"], "Resource": ["*"]}),
		{"Effect": "Deny", "Action": ["*"], "Resource": ["*"]},
		_statement({"NotAction": ["iam:*"], "Resource": ["*"]}),
	])
}

test_deny_every_type[type] if {
	some type in ["aws_iam_policy", "aws_iam_role_policy", "aws_iam_user_policy", "aws_iam_group_policy"]
	one := object.union(_policy([_statement({"Action": ["*"], "Resource": ["*"]})]), {"type": type})
	count(policy_full_access.deny) == 1 with input as one
}

# AWS takes no such statement; both are judged, and neither hides the other.
test_deny_action_and_not_action if {
	count(policy_full_access.deny) == 1 with input as _policy([_statement({
		"Action": ["s3:GetObject"],
		"NotAction": ["iam:*"],
		"Resource": ["*"],
	})])
}

test_allow_without_a_document if {
	policy_full_access.deny == set() with input as object.remove(_policy([]), ["values"])
}
