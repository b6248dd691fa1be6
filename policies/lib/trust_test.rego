package policies.lib.trust_test

import data.policies.lib.trust

test_lets_assume[note] if {
	some note, statement in {
		"a user": {"Action": ["sts:AssumeRole"]},
		"any letters": {"Action": ["STS:assumerole"]},
		"a token": {"Action": ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"]},
		"everything": {"Action": ["sts:*"]},
		"all but": {"NotAction": ["sts:TagSession"]},
	}
	trust.lets_assume(statement)
}

test_lets_nobody_assume[note] if {
	some note, statement in {
		"tags of sessions": {"Action": ["sts:TagSession", "sts:SetSourceIdentity"]},
		"nothing": {"Action": []},
		"no action": {},
	}
	not trust.lets_assume(statement)
}

_on(operator, key, value) := {"Condition": {operator: {key: [value]}}}

test_narrows_account[note] if {
	some note, statement in {
		"an external id": _on("StringEquals", "sts:ExternalId", "b1c53d0e"),
		"any letters": _on("stringequals", "STS:externalid", "b1c53d0e"),
		"a second factor": _on("Bool", "aws:MultiFactorAuthPresent", "true"),
		"a fresh second factor": _on("NumericLessThan", "aws:MultiFactorAuthAge", "3600"),
		"roles of a name": _on("ArnLike", "aws:PrincipalArn", "arn:aws:iam::999999999999:role/ci-*"),
		"a tag": _on("StringEquals", "aws:PrincipalTag/team", "core"),
		"an organization": _on("StringEquals", "aws:PrincipalOrgID", "o-0123456789"),
		"an office": _on("IpAddress", "aws:SourceIp", "203.0.113.0/24"),
	}
	trust.narrows_account(statement)
}

test_does_not_narrow_account[note] if {
	some note, statement in {
		"no condition": {},
		"an empty one": {"Condition": {}},
		"any external id": _on("StringLike", "sts:ExternalId", "*"),
		"an empty external id": _on("StringEquals", "sts:ExternalId", ""),
		"an external id, if there is one": _on("StringEqualsIfExists", "sts:ExternalId", "b1c53d0e"),
		"all but an external id": _on("StringNotEquals", "sts:ExternalId", "b1c53d0e"),
		"that there is an external id": _on("Null", "sts:ExternalId", "false"),
		"no second factor": _on("Bool", "aws:MultiFactorAuthPresent", "false"),
		"a safe line": _on("Bool", "aws:SecureTransport", "true"),
		"a region": _on("StringEquals", "aws:RequestedRegion", "eu-west-1"),
		"no value": {"Condition": {"StringEquals": {"sts:ExternalId": []}}},
	}
	not trust.narrows_account(statement)
}
