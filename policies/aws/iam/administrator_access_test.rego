package policies.aws.iam.administrator_access_test

import data.policies.aws.iam.administrator_access

_attachment(kind, holder, arn) := {
	"type": $"aws_iam_{kind}_policy_attachment",
	"mode": "managed",
	"address": "aws_iam_policy_attachment.main",
	"scope": {"account": "123456789012", "region": "global"},
	"values": {kind: holder, "policy_arn": arn},
	"tags": {},
	"refs": {"policy_arn": []},
	"referrers": {},
	"now": 1795000000,
}

_administrator := "arn:aws:iam::aws:policy/AdministratorAccess"

_with(params) := {"aws.iam.administrator_access": params}

test_deny[note] if {
	some note, example in {
		"a role": ["role", "ci", _administrator, "AdministratorAccess is attached to the role ci"],
		"a user": ["user", "dana", _administrator, "AdministratorAccess is attached to the user dana"],
		"a group": ["group", "ops", _administrator, "AdministratorAccess is attached to the group ops"],
		"the way there": ["user", "dana", "arn:aws:iam::aws:policy/IAMFullAccess", "IAMFullAccess is attached to the user dana"],
		"another partition": ["role", "ci", "arn:aws-us-gov:iam::aws:policy/AdministratorAccess", "AdministratorAccess is attached to the role ci"],
		"nearly one of AWS's": ["role", "MyAWSReservedSSO_x", _administrator, "AdministratorAccess is attached to the role MyAWSReservedSSO_x"],
	}
	administrator_access.deny == {example[3]} with input as _attachment(example[0], example[1], example[2])
}

test_allow[note] if {
	some note, example in {
		"another policy": ["ci", "arn:aws:iam::aws:policy/ReadOnlyAccess"],
		"the end of another name": ["ci", "arn:aws:iam::aws:policy/AdministratorAccess-Amplify"],
		"the beginning of another name": ["ci", "arn:aws:iam::aws:policy/NoAdministratorAccess"],
		"one of the account, of that name": ["ci", "arn:aws:iam::123456789012:policy/AdministratorAccess"],
		"a role of Identity Center": ["AWSReservedSSO_AdministratorAccess_0123456789abcdef", _administrator],
		"the role of an organization": ["OrganizationAccountAccessRole", _administrator],
		"no policy": ["ci", ""],
	}
	administrator_access.deny == set() with input as _attachment("role", example[0], example[1])
}

test_allow_what_is_made_here if {
	made := {"policy_arn": [{"address": "aws_iam_policy.p", "scope": {}, "tags": {}, "values": {"name": "p"}}]}
	administrator_access.deny == set() with input as object.union(_attachment("role", "ci", _administrator), {"refs": made})
}

test_params[note] if {
	some note, example in {
		"one more policy": [{"policies": ["PowerUserAccess"]}, "arn:aws:iam::aws:policy/PowerUserAccess", {"PowerUserAccess is attached to the role ci"}],
		"one that counts no more": [{"policies": ["IAMFullAccess"]}, _administrator, set()],
		"of a job": [{"policies": ["SystemAdministrator"]}, "arn:aws:iam::aws:policy/job-function/SystemAdministrator", {"SystemAdministrator is attached to the role ci"}],
		"a role that may": [{"allowed": ["break-glass", "ci"]}, _administrator, set()],
		"roles that may": [{"allowed": "c*"}, _administrator, set()],
		"others": [{"allowed": ["c", "ci-2"]}, _administrator, {"AdministratorAccess is attached to the role ci"}],
	}
	administrator_access.deny == example[2] with input as _attachment("role", "ci", example[1])
		with data.params as _with(example[0])
}
