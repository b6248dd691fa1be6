package policies.aws.ecr.repository_public_access_test

import data.policies.aws.ecr.repository_public_access

_of(type, values) := {
	"type": type,
	"mode": "managed",
	"address": $"{type}.app",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": values,
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_policy(statements) := _of("aws_ecr_repository_policy", {
	"repository": "app",
	"policy": {"Version": "2012-10-17", "Statement": statements},
})

_registry(statements) := _of("aws_ecr_registry_policy", {"policy": {"Version": "2012-10-17", "Statement": statements}})

_template(statements) := _of("aws_ecr_repository_creation_template", {
	"prefix": "team/",
	"applied_for": ["PULL_THROUGH_CACHE"],
	"repository_policy": {"Version": "2012-10-17", "Statement": statements},
})

_allow(parts) := object.union({"Effect": "Allow", "Principal": {"AWS": ["*"]}, "Action": ["ecr:BatchGetImage"]}, parts)

_deny(parts) := object.union({"Effect": "Deny", "Principal": {"AWS": ["*"]}, "Action": ["ecr:*"]}, parts)

_open(actions, position) := {
	"message": $"any account may call {actions}: no condition narrows the statement",
	"path": ["values", "policy", "Statement", position],
}

test_deny[note] if {
	some note, example in {
		"anyone": [[_allow({})], {_open("ecr:BatchGetImage", 0)}],
		"everything": [[_allow({"Action": ["ecr:*"]})], {_open("ecr:*", 0)}],
		"all but some": [[object.remove(_allow({"NotAction": ["ecr:PutImage"]}), ["Action"])], {_open("*", 0)}],
		"all but one account": [
			[object.remove(_allow({"NotPrincipal": {"AWS": ["210987654321"]}}), ["Principal"])],
			{_open("ecr:BatchGetImage", 0)},
		],
		"a condition on what the caller says": [
			[_allow({"Condition": {"StringEquals": {"aws:UserAgent": ["docker"]}}})],
			{_open("ecr:BatchGetImage", 0)},
		],
		"pushing denied": [
			[_allow({"Action": ["ecr:BatchGetImage", "ecr:PutImage"]}), _deny({"Action": ["ecr:Put*"]})],
			{_open("ecr:BatchGetImage", 0)},
		],
		"the second statement": [
			[_allow({"Principal": {"AWS": ["210987654321"]}}), _allow({})],
			{_open("ecr:BatchGetImage", 1)},
		],
	}
	repository_public_access.deny == example[1] with input as _policy(example[0])
}

test_deny_registry if {
	statements := [_allow({"Action": ["ecr:ReplicateImage"], "Resource": ["arn:aws:ecr:us-east-1:123456789012:repository/*"]})]
	repository_public_access.deny == {_open("ecr:ReplicateImage", 0)} with input as _registry(statements)
}

test_deny_template if {
	repository_public_access.deny == {{
		"message": "any account may call ecr:BatchGetImage on repositories made from the template: no condition narrows the statement",
		"path": ["values", "repository_policy", "Statement", 0],
	}} with input as _template([_allow({})])
}

test_allow[note] if {
	some note, statements in {
		"no statement": [],
		"an account": [_allow({"Principal": {"AWS": ["arn:aws:iam::210987654321:root"]}})],
		"a service": [object.union(
			object.remove(_allow({}), ["Principal"]),
			{"Principal": {"Service": ["lambda.amazonaws.com"]}},
		)],
		"the organization": [_allow({"Condition": {"StringEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5"]}}})],
		"denied": [_allow({}), _deny({})],
		"denied to strangers": [
			_allow({}),
			_deny({"Condition": {"StringNotEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5"]}}}),
		],
		"only a deny": [_deny({})],
	}
	repository_public_access.deny == set() with input as _policy(statements)
	repository_public_access.deny == set() with input as _registry(statements)
	repository_public_access.deny == set() with input as _template(statements)
}

test_allow_template_without_policy if {
	repository_public_access.deny == set() with input as _of("aws_ecr_repository_creation_template", {"prefix": "team/"})
}
