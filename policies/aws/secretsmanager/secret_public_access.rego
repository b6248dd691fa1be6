# METADATA
# title: Secrets are not open to every account
# description: |
#   Any account may read such a secret, or overwrite or delete it. A statement for every principal is open unless its
#   condition holds it to accounts, organizations, networks or resources that it names, or a Deny takes the same actions
#   back. Where `block_public_policy` is set, AWS refuses such a policy when it is applied.
# related_resources:
#   - https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html
#   - https://docs.aws.amazon.com/secretsmanager/latest/userguide/determine-acccess_examine-iam-policies.html
# custom:
#   severity: critical
#   exposure: direct
#   impact: data
#   resources: [aws_secretsmanager_secret_policy]
#   aliases: [prowler:secretsmanager_not_publicly_accessible]
#   remediation: aws.secretsmanager.secret_public_access
#   fix: |
#     resource "aws_secretsmanager_secret" "app" {
#       name = "app"
#     }
#
#     resource "aws_secretsmanager_secret_policy" "app" {
#       secret_arn          = aws_secretsmanager_secret.app.arn
#       block_public_policy = true
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Principal = { AWS = "arn:aws:iam::123456789012:role/app" }
#           Action    = "secretsmanager:GetSecretValue"
#           Resource  = "*"
#         }]
#       })
#     }
package policies.aws.secretsmanager.secret_public_access

import data.policies.lib.document

# METADATA
# entrypoint: true
deny contains {
	"message": $"any account may call {concat(", ", sort(actions))} on the secret: no condition narrows the statement",
	"path": ["values", "policy", "Statement", position],
} if {
	some position, statement in input.values.policy.Statement
	document.is_open(input.values.policy.Statement, statement)
	actions := document.open_actions(input.values.policy.Statement, statement)
}
