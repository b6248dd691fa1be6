package policies.aws.iam.role_trust_test

import data.policies.aws.iam.role_trust

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

_allow(parts) := object.union({"Effect": "Allow", "Action": ["sts:AssumeRole"]}, parts)

_everyone := {"AWS": ["*"]}

_provider(issuer) := {"Federated": [$"arn:aws:iam::123456789012:oidc-provider/{issuer}"]}

_at(position, message) := {"message": message, "path": ["values", "assume_role_policy", "Statement", position]}

_anyone := "anyone may assume the role: no condition narrows the statement"

_account_at(issuer) := $"anyone who has an account at {issuer} may assume the role: no condition asks whose the token is"

_github := "token.actions.githubusercontent.com"

_token(issuer, conditions) := object.union(
	_allow({"Action": ["sts:AssumeRoleWithWebIdentity"], "Principal": _provider(issuer)}),
	conditions,
)

test_deny[note] if {
	some note, example in {
		"everyone": [_allow({"Principal": _everyone}), _anyone],
		"all but one": [_allow({"NotPrincipal": {"AWS": ["arn:aws:iam::123456789012:user/eve"]}}), _anyone],
		"with an external id": [
			_allow({"Principal": _everyone, "Condition": {"StringEquals": {"sts:ExternalId": ["42"]}}}),
			_anyone,
		],
		"every token": [_allow({"Action": ["sts:AssumeRoleWithWebIdentity"], "Principal": {"Federated": ["*"]}}), _anyone],
		"GitHub, no condition": [_token(_github, {}), _account_at(_github)],
		"GitHub, audience only": [
			_token(_github, {"Condition": {"StringEquals": {$"{_github}:aud": ["sts.amazonaws.com"]}}}),
			_account_at(_github),
		],
		"GitHub, any repository": [
			_token(_github, {"Condition": {"StringLike": {$"{_github}:sub": ["repo:*"]}}}),
			_account_at(_github),
		],
		"GitLab": [_token("gitlab.com", {}), _account_at("gitlab.com")],
		"HCP Terraform": [_token("app.terraform.io", {"Action": ["sts:*"]}), _account_at("app.terraform.io")],
		"Cognito": [
			_allow({"Action": ["sts:AssumeRoleWithWebIdentity"], "Principal": {"Federated": ["cognito-identity.amazonaws.com"]}}),
			_account_at("cognito-identity.amazonaws.com"),
		],
	}
	role_trust.deny == {_at(0, example[1])} with input as _role([example[0]])
}

test_allow[note] if {
	some note, statement in {
		"a service": _allow({"Principal": {"Service": ["ec2.amazonaws.com"]}}),
		"an account": _allow({"Principal": {"AWS": ["arn:aws:iam::999999999999:root"]}}),
		"an organization": _allow({"Principal": _everyone, "Condition": {"StringEquals": {"aws:PrincipalOrgID": ["o-0123456789"]}}}),
		"tags of sessions": _allow({"Action": ["sts:TagSession"], "Principal": _everyone}),
		"a deny": {"Effect": "Deny", "Action": ["sts:AssumeRole"], "Principal": _everyone},
		"one repository": _token(_github, {"Condition": {"StringEquals": {$"{_github}:sub": ["repo:acme/shop:ref:refs/heads/main"]}}}),
		"one owner": _token(_github, {"Condition": {"StringLike": {$"{_github}:sub": ["repo:acme/*"]}}}),
		"one network": _token(_github, {"Condition": {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24"]}}}),
		"tags of its sessions": _token(_github, {"Action": ["sts:TagSession"]}),
		"a cluster": _token("oidc.eks.us-east-1.amazonaws.com/id/0123", {}),
		"an issuer of one's own at GitHub": _token($"{_github}/acme", {}),
		"SAML": _allow({
			"Action": ["sts:AssumeRoleWithSAML"],
			"Principal": {"Federated": ["arn:aws:iam::123456789012:saml-provider/acme"]},
		}),
		"an identity pool": _allow({
			"Action": ["sts:AssumeRoleWithWebIdentity"],
			"Principal": {"Federated": ["cognito-identity.amazonaws.com"]},
			"Condition": {"StringEquals": {"cognito-identity.amazonaws.com:aud": ["us-east-1:0123"]}},
		}),
	}
	role_trust.deny == set() with input as _role([statement])
}

test_allow_what_a_deny_takes_back if {
	role_trust.deny == set() with input as _role([
		_allow({"Principal": _everyone}),
		{
			"Effect": "Deny",
			"Action": ["sts:*"],
			"Principal": _everyone,
			"Resource": ["*"],
			"Condition": {"StringNotEquals": {"aws:PrincipalOrgID": ["o-0123456789"]}},
		},
	])
}

test_deny_names_each_statement if {
	role_trust.deny == {_at(0, _anyone), _at(2, _account_at("gitlab.com"))} with input as _role([
		_allow({"Principal": _everyone}),
		_allow({"Principal": {"Service": ["ec2.amazonaws.com"]}}),
		_token("gitlab.com", {}),
	])
}

test_allow_without_a_document if {
	role_trust.deny == set() with input as object.remove(_role([]), ["values"])
}
