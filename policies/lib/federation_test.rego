package policies.lib.federation_test

import data.policies.lib.federation

_github := "token.actions.githubusercontent.com"

test_issuer[note] if {
	some note, example in {
		"an ARN": ["arn:aws:iam::123456789012:oidc-provider/gitlab.com", "gitlab.com"],
		"with a path": ["arn:aws:iam::123456789012:oidc-provider/api.pulumi.com/oidc", "api.pulumi.com/oidc"],
		"of another partition": ["arn:aws-cn:iam::123456789012:oidc-provider/GitLab.com", "gitlab.com"],
		"that IAM knows": ["accounts.google.com", "accounts.google.com"],
	}
	federation.issuer(example[0]) == example[1]
}

test_no_issuer if not federation.issuer("arn:aws:iam::123456789012:saml-provider/acme")

test_shared[issuer] if {
	some issuer in ["gitlab.com", _github, "app.terraform.io", "accounts.google.com", "api.pulumi.com/oidc"]
	federation.is_shared(issuer)
}

test_not_shared[issuer] if {
	some issuer in [
		"oidc.eks.us-east-1.amazonaws.com/id/0123456789ABCDEF",
		"token.actions.githubusercontent.com/acme",
		"acme.okta.com",
		"",
	]
	not federation.is_shared(issuer)
}

_on(key, operator, values) := {operator: {key: values}}

_subject(value) := {"StringLike": {$"{_github}:sub": [value]}}

test_narrowed_subject[value] if {
	some value in [
		"repo:acme/shop:ref:refs/heads/main",
		"repo:acme/shop:*",
		"repo:acme/*",
		"repo:acme@123456/shop@456789:environment:prod",
		"repository_owner:acme:environment:prod",
		"environment:prod:repository_owner_id:123456",
		"ref:refs/heads/main:repo:acme/shop",
	]
	federation.is_narrowed(_subject(value), _github)
}

test_not_narrowed_subject[value] if {
	some value in [
		"", "*", "?", "repo:*", "repo:*/*", "repo:acme*", "repo:?cme/shop", "repo:${aws:username}/shop",
		"environment:prod", "ref:refs/heads/main", "workflow:deploy:*", "environment:*:repo:acme/shop",
		"actor:somebody",
	]
	not federation.is_narrowed(_subject(value), _github)
}

test_narrowed[note] if {
	some note, example in {
		"an operator of exact values": ["gitlab.com", _on("gitlab.com:sub", "StringEquals", ["project_path:acme/shop:ref_type:branch:ref:main"])],
		"any letters": ["gitlab.com", _on("GITLAB.com:SUB", "stringlike", ["project_path:acme/*"])],
		"any of several": ["app.terraform.io", _on("app.terraform.io:sub", "ForAnyValue:StringLike", ["organization:acme:*"])],
		"an audience": ["oidc.vercel.com", _on("oidc.vercel.com:aud", "StringEquals", ["https://vercel.com/acme"])],
		"a session": ["sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d", _on("sts:RoleSessionName", "StringEquals", ["acme"])],
		"an id": [_github, _on($"{_github}:repository_id", "StringEquals", ["42"])],
		"a repository": [_github, _on($"{_github}:repository", "StringLike", ["acme/*"])],
		"a user of Google": ["accounts.google.com", _on("accounts.google.com:sub", "StringEquals", ["112233445566778899"])],
	}
	federation.is_narrowed(example[1], example[0])
}

test_not_narrowed[note] if {
	some note, condition in {
		"nothing": {},
		"the audience of everybody": _on($"{_github}:aud", "StringEquals", ["sts.amazonaws.com"]),
		"the claim of another issuer": _on("gitlab.com:sub", "StringLike", ["project_path:acme/*"]),
		"satisfied when missing": _on($"{_github}:sub", "StringLikeIfExists", ["repo:acme/*"]),
		"satisfied by none": _on($"{_github}:sub", "ForAllValues:StringLike", ["repo:acme/*"]),
		"all but one": _on($"{_github}:sub", "StringNotLike", ["repo:acme/*"]),
		"that it is there": _on($"{_github}:sub", "Null", ["false"]),
		"one of two open": _on($"{_github}:sub", "StringLike", ["repo:acme/*", "*"]),
		"no value": _on($"{_github}:sub", "StringLike", []),
		"any owner": _on($"{_github}:repository", "StringLike", ["*/shop"]),
		"a pattern of ids": _on($"{_github}:repository_id", "StringLike", ["4*"]),
	}
	not federation.is_narrowed(condition, _github)
}
