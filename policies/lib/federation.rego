# METADATA
# title: Identity providers of trust policies
# description: |
#   Providers of identities that many organizations share: their tokens say in a claim whose they are, so that a role is
#   everybody's who has an account there unless its trust policy asks for that claim.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
#   - https://docs.github.com/en/actions/reference/security/oidc
package policies.lib.federation

import data.policies.lib.wildcard

# METADATA
# description: The issuer of a principal, as an OIDC provider's ARN or as the name of one that IAM knows by itself.
issuer(principal) := lower(split(principal, ":oidc-provider/")[1]) if contains(principal, ":oidc-provider/")

issuer(principal) := lower(principal) if not contains(principal, ":")

# METADATA
# description: Whether an issuer is one whose tokens go to anybody who signs up there.
is_shared(issuer) if _claims[issuer]

# METADATA
# description: |
#   Whether a condition asks for the claim by which an issuer tells its customers apart, and names somebody. IAM demands
#   all operators and keys of a condition at once, so one is enough.
is_narrowed(condition, issuer) if {
	some operator, keys in condition
	lower(operator) in _demands
	some key, values in keys
	some claim in _claims[issuer]
	lower(key) == _key(issuer, claim)
	count(values) > 0
	every value in values {
		_is_named(_forms[claim], value)
	}
}

_key(_, "sts:rolesessionname") := "sts:rolesessionname"

_key(issuer, claim) := $"{issuer}:{claim}" if claim != "sts:rolesessionname"

# IfExists and ForAllValues are satisfied when the key is missing.
_demands := {
	"stringequals",
	"stringequalsignorecase",
	"stringlike",
	"foranyvalue:stringequals",
	"foranyvalue:stringequalsignorecase",
	"foranyvalue:stringlike",
}

# What each asks for by AWS's table, and what says as much.
_claims := {
	"accounts.google.com": {"sub", "aud", "oaud"},
	"agent.buildkite.com": {"sub"},
	"api.pulumi.com/oidc": {"sub", "aud"},
	"app.terraform.io": {"sub"},
	"cognito-identity.amazonaws.com": {"sub", "aud"},
	"gitlab.com": {"sub"},
	"graph.facebook.com": {"id", "app_id"},
	"oidc-configuration.audit-log.githubusercontent.com": {"sub"},
	"oidc.codefresh.io": {"sub"},
	"oidc.vercel.com": {"sub", "aud"},
	"proidc.upbound.io": {"sub"},
	"sandboxes.cloud": {"sub", "aud"},
	"scalr.io": {"sub"},
	"sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d": {"sts:rolesessionname"},
	"studio.datachain.ai/api": {"sub"},
	"token.actions.githubusercontent.com": {
		"sub",
		"repository",
		"repository_id",
		"job_workflow_ref",
		"enterprise_id",
	},
	"tokens.cloud.shisho.dev": {"sub"},
	"vstoken.actions.githubusercontent.com": {"sub"},
	"www.amazon.com": {"user_id", "app_id"},
}

_forms := {
	"sub": "subject",
	"repository": "path",
	"job_workflow_ref": "path",
	"aud": "word",
	"oaud": "word",
	"app_id": "word",
	"id": "word",
	"user_id": "word",
	"repository_id": "word",
	"enterprise_id": "word",
	"sts:rolesessionname": "word",
}

_is_named("word", value) if {
	value != ""
	not wildcard.is_wild(value)
}

_is_named("path", value) if regex.match(`^[^*?$/]+/`, value)

_is_named("subject", value) if {
	value != ""
	not wildcard.is_wild(value)
	not _is_of_the_caller(value)
}

# repo:acme/shop:ref:refs/heads/main, repo:acme/*: an owner, whole. repo:acme* is acme-evil's as well.
_is_named("subject", value) if {
	regex.match(`^[^:*?$]+:[^:/*?$]+[:/]`, value)
	not _is_of_the_caller(value)
}

_is_named("subject", value) if {
	_is_of_the_caller(value)
	regex.match(`^[^*?$]*:(repo|repository|repository_id|repository_owner|repository_owner_id):[^:/*?$]+([:/]|$)`, value)
}

# Subjects of GitHub take the form that an organization gives them: they may begin with what anybody calls his own.
_is_of_the_caller(value) if {
	regex.match(`^(actor|base_ref|context|environment|event_name|head_ref|ref|ref_type|runner_environment|workflow):`, value)
}
