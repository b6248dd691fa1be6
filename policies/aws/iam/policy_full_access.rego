# METADATA
# title: IAM policies do not allow every action on every resource
# description: |
#   Whoever holds such a policy owns the account. NotAction and NotResource in an Allow take in all but a few, and all
#   that AWS adds later. A condition says when the statement holds, not what it allows, so it does not make it less.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
# custom:
#   severity: high
#   exposure: next
#   impact: account
#   resources: [aws_iam_policy, aws_iam_role_policy, aws_iam_user_policy, aws_iam_group_policy]
#   aliases:
#     - CKV_AWS_62
#     - AWS-0057
#     - prowler:iam_customer_attached_policy_no_administrative_privileges
#     - prowler:iam_inline_policy_no_administrative_privileges
#   remediation: aws.iam.policy_full_access
#   fix: |
#     resource "aws_iam_policy" "reports" {
#       name = "reports"
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect   = "Allow"
#           Action   = ["s3:GetObject"]
#           Resource = ["arn:aws:s3:::acme-reports/*"]
#         }]
#       })
#     }
package policies.aws.iam.policy_full_access

import data.policies.lib.wildcard

# METADATA
# entrypoint: true
deny contains {
	"message": $"the policy allows {_actions(statement)} on {_resources(statement)}",
	"path": ["values", "policy", "Statement", position],
} if {
	some position, statement in input.values.policy.Statement
	statement.Effect == "Allow"
	_is_every_action(statement)
	_is_every_resource(statement)
}

_is_every_action(statement) if {
	some action in statement.Action
	wildcard.is_every_action(action)
}

_is_every_action(statement) if statement.NotAction

_is_every_resource(statement) if {
	some resource in statement.Resource
	wildcard.is_every_resource(resource)
}

_is_every_resource(statement) if statement.NotResource

_actions(statement) := "every action" if not statement.NotAction

_actions(statement) := $"every action but {concat(", ", statement.NotAction)}" if statement.NotAction

_resources(statement) := "every resource" if not statement.NotResource

_resources(statement) := $"every resource but {concat(", ", statement.NotResource)}" if statement.NotResource
