package policies.aws.sqs.queue_public_access_test

import data.policies.aws.sqs.queue_public_access

_queue := "arn:aws:sqs:us-east-1:123456789012:jobs"

_policy(statements) := {
	"type": "aws_sqs_queue_policy",
	"mode": "managed",
	"address": "aws_sqs_queue_policy.jobs",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": {
		"queue_url": "https://sqs.us-east-1.amazonaws.com/123456789012/jobs",
		"policy": {"Version": "2012-10-17", "Statement": statements},
	},
	"tags": {},
	"refs": {"queue_url": [{
		"address": "aws_sqs_queue.jobs",
		"scope": {"account": "123456789012", "region": "us-east-1"},
		"tags": {},
		"values": {"name": "jobs", "arn": _queue},
	}]},
	"referrers": {},
	"now": 1795000000,
}

_allow(parts) := object.union(
	{"Effect": "Allow", "Principal": {"AWS": ["*"]}, "Action": ["sqs:SendMessage"], "Resource": [_queue]},
	parts,
)

_deny(parts) := object.union(
	{"Effect": "Deny", "Principal": {"AWS": ["*"]}, "Action": ["sqs:*"], "Resource": [_queue]},
	parts,
)

_open(actions, position) := {
	"message": $"anyone may call {actions} on the queue: no condition narrows the statement",
	"path": ["values", "policy", "Statement", position],
}

test_deny[note] if {
	some note, example in {
		"anyone": [[_allow({})], {_open("sqs:SendMessage", 0)}],
		"anyone, several actions": [
			[_allow({"Action": ["sqs:SendMessage", "sqs:ReceiveMessage"]})],
			{_open("sqs:ReceiveMessage, sqs:SendMessage", 0)},
		],
		"everything": [[_allow({"Action": ["*"], "Resource": ["*"]})], {_open("*", 0)}],
		"all but some": [
			[object.remove(_allow({"NotAction": ["sqs:DeleteQueue"]}), ["Action"])],
			{_open("*", 0)},
		],
		"all but one account": [
			[object.remove(_allow({"NotPrincipal": {"AWS": ["210987654321"]}}), ["Principal"])],
			{_open("sqs:SendMessage", 0)},
		],
		"any topic": [
			[_allow({"Condition": {"ArnLike": {"aws:SourceArn": ["arn:aws:sns:*:*:*"]}}})],
			{_open("sqs:SendMessage", 0)},
		],
		"if the account is known": [
			[_allow({"Condition": {"StringEqualsIfExists": {"aws:SourceAccount": ["123456789012"]}}})],
			{_open("sqs:SendMessage", 0)},
		],
		"encrypted in transit": [
			[_allow({"Condition": {"Bool": {"aws:SecureTransport": ["true"]}}})],
			{_open("sqs:SendMessage", 0)},
		],
		"denied unencrypted": [
			[_allow({}), _deny({"Condition": {"Bool": {"aws:SecureTransport": ["false"]}}})],
			{_open("sqs:SendMessage", 0)},
		],
		"sending denied": [
			[_allow({"Action": ["sqs:SendMessage", "sqs:ReceiveMessage"]}), _deny({"Action": ["sqs:SendMessage"]})],
			{_open("sqs:ReceiveMessage", 0)},
		],
		"two statements": [
			[_allow({}), _allow({"Principal": {"AWS": ["210987654321"]}}), _allow({"Action": ["sqs:ReceiveMessage"]})],
			{_open("sqs:SendMessage", 0), _open("sqs:ReceiveMessage", 2)},
		],
	}
	queue_public_access.deny == example[1] with input as _policy(example[0])
}

test_allow[note] if {
	some note, statements in {
		"no statement": [],
		"an account": [_allow({"Principal": {"AWS": ["arn:aws:iam::210987654321:root"]}})],
		"a service": [object.union(
			object.remove(_allow({}), ["Principal"]),
			{"Principal": {"Service": ["sns.amazonaws.com"]}},
		)],
		"one topic": [_allow({"Condition": {"ArnEquals": {"aws:SourceArn": ["arn:aws:sns:us-east-1:123456789012:jobs"]}}})],
		"one account": [_allow({"Condition": {"StringEquals": {"aws:SourceAccount": ["123456789012"]}}})],
		"the organization": [_allow({"Condition": {"StringEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5"]}}})],
		"denied": [_allow({}), _deny({})],
		"denied to all but some": [
			_allow({}),
			object.remove(_deny({"NotPrincipal": {"AWS": ["arn:aws:iam::123456789012:root"]}}), ["Principal"]),
		],
		"denied to strangers": [
			_allow({}),
			_deny({"Condition": {"StringNotEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5"]}}}),
		],
		"only a deny": [_deny({})],
	}
	queue_public_access.deny == set() with input as _policy(statements)
}
