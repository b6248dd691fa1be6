# METADATA
# title: Roles are not there for anyone to assume
# description: |
#   Whoever may assume a role has its rights. A trust policy for every principal is open unless its condition holds it to
#   accounts, organizations or networks that it names; an external id does not, as it is no secret. A trust policy for an
#   identity provider that many organizations share (GitHub Actions, GitLab, HCP Terraform and others that AWS lists) is
#   open unless it asks for the claim that tells whose a token is, of somebody: `repo:acme/*`, not `repo:acme*`.
#   Providers of one's own, such as that of a cluster or SAML, are not judged here.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# custom:
#   severity: critical
#   exposure: direct
#   impact: account
#   resources: [aws_iam_role]
#   aliases: [CKV_AWS_60, CKV_AWS_393]
#   remediation: aws.iam.role_trust
#   fix: |
#     resource "aws_iam_role" "deploy" {
#       name = "deploy"
#       assume_role_policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Action    = "sts:AssumeRoleWithWebIdentity"
#           Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
#           Condition = {
#             StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }
#             StringLike   = { "token.actions.githubusercontent.com:sub" = "repo:acme/shop:*" }
#           }
#         }]
#       })
#     }
package policies.aws.iam.role_trust

import data.policies.lib.condition
import data.policies.lib.document
import data.policies.lib.federation
import data.policies.lib.trust

# METADATA
# entrypoint: true
deny contains {
	"message": "anyone may assume the role: no condition narrows the statement",
	"path": ["values", "assume_role_policy", "Statement", position],
} if {
	some position, statement in input.values.assume_role_policy.Statement
	trust.lets_assume(statement)
	document.is_open(input.values.assume_role_policy.Statement, statement)
}

deny contains {
	"message": $"anyone who has an account at {issuer} may assume the role: no condition asks whose the token is",
	"path": ["values", "assume_role_policy", "Statement", position],
} if {
	some position, statement in input.values.assume_role_policy.Statement
	statement.Effect == "Allow"
	trust.lets_assume(statement)
	some principal in statement.Principal.Federated
	issuer := federation.issuer(principal)
	federation.is_shared(issuer)
	not _is_narrowed(statement, issuer)
}

# A call under not is undefined, instead of true, when what it is given is missing: hence rules around them.
_is_narrowed(statement, issuer) if federation.is_narrowed(statement.Condition, issuer)

_is_narrowed(statement, _) if condition.narrows(statement.Condition)
