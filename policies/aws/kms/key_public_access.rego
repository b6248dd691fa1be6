# METADATA
# title: Keys of KMS are not open to every account
# description: |
#   Any account may use such a key, or delete it, which takes all that it encrypted along. A statement for every principal
#   is open unless its condition holds it to accounts, organizations, networks or resources that it names, or a Deny
#   takes the same actions back; `kms:ViaService` alone names nobody. The policy is judged wherever it is written: in the
#   key, of whatever kind, or on its own.
# related_resources:
#   - https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
#   - https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
# custom:
#   severity: critical
#   exposure: direct
#   impact: data
#   resources: [aws_kms_key_policy]
#   aliases: [CKV_AWS_33, prowler:kms_key_not_publicly_accessible]
#   remediation: aws.kms.key_public_access
#   fix: |
#     resource "aws_kms_key" "main" {
#       description         = "main"
#       enable_key_rotation = true
#     }
#
#     resource "aws_kms_key_policy" "main" {
#       key_id = aws_kms_key.main.id
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Principal = { AWS = "arn:aws:iam::123456789012:root" }
#           Action    = "kms:*"
#           Resource  = "*"
#         }]
#       })
#     }
package policies.aws.kms.key_public_access

import data.policies.lib.document

# METADATA
# entrypoint: true
deny contains {
	"message": $"any account may call {concat(", ", sort(actions))} on the key: no condition narrows the statement",
	"path": ["values", "policy", "Statement", position],
} if {
	some position, statement in input.values.policy.Statement
	document.is_open(input.values.policy.Statement, statement)
	actions := document.open_actions(input.values.policy.Statement, statement)
}
