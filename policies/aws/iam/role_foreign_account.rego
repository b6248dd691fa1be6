# METADATA
# title: Roles do not trust every user and role of another account
# description: |
#   A trust policy for a whole account leaves it to that account who assumes the role: each of its administrators, and
#   whoever breaks in there. Name the role that is to come, or ask for more: an external id where the account is a
#   provider's, a second factor, an organization, a tag. `params.trusted_accounts` has the accounts that are one's own.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user_externalid.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# custom:
#   severity: high
#   exposure: next
#   impact: account
#   resources: [aws_iam_role]
#   params:
#     trusted_accounts:
#       type: [array, string]
#       items: string
#       description: Ids of accounts that may be trusted as a whole.
#       default: []
#   aliases: [CKV_AWS_61]
#   remediation: aws.iam.role_foreign_account
#   fix: |
#     resource "aws_iam_role" "audit" {
#       name = "audit"
#       assume_role_policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Action    = "sts:AssumeRole"
#           Principal = { AWS = "arn:aws:iam::999999999999:root" }
#           Condition = {
#             StringEquals = { "sts:ExternalId" = "b1c53d0e" }
#           }
#         }]
#       })
#     }
package policies.aws.iam.role_foreign_account

import data.policies.lib.parameter
import data.policies.lib.trust

# METADATA
# entrypoint: true
deny contains {
	"message": $"any user or role of account {account} may assume the role",
	"path": ["values", "assume_role_policy", "Statement", position],
} if {
	some position, statement in input.values.assume_role_policy.Statement
	statement.Effect == "Allow"
	trust.lets_assume(statement)
	some principal in statement.Principal.AWS
	account := _account(principal)
	not account in _trusted_accounts
	not trust.narrows_account(statement)
	account != input.scope.account
}

_account(principal) := principal if regex.match(`^[0-9]{12}$`, principal)

_account(principal) := split(principal, ":")[4] if regex.match(`^arn:[^:]+:iam::[0-9]{12}:root$`, principal)

default _trusted_accounts := []

_trusted_accounts := parameter.list(data.params["aws.iam.role_foreign_account"].trusted_accounts)
