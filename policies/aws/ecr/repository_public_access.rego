# METADATA
# title: ECR repositories are not open to anyone
# description: |
#   Any account of AWS may pull from such a repository, or push what others then run. A statement for every principal is
#   open unless its condition holds it to accounts, organizations, networks or resources that it names, or a Deny takes
#   the same actions back. The policy of the registry counts for all its repositories, and that of a creation template
#   for those made from it. Galleries of ECR Public are meant for everyone and not judged.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
# custom:
#   severity: critical
#   exposure: direct
#   impact: data
#   resources: [aws_ecr_repository_policy, aws_ecr_registry_policy, aws_ecr_repository_creation_template]
#   aliases: [CKV_AWS_32, AWS-0032, prowler:ecr_repositories_not_publicly_accessible]
#   remediation: aws.ecr.repository_public_access
#   fix: |
#     resource "aws_ecr_repository_policy" "app" {
#       repository = "app"
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Principal = { AWS = "arn:aws:iam::123456789012:root" }
#           Action    = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
#         }]
#       })
#     }
package policies.aws.ecr.repository_public_access

import data.policies.lib.document

# METADATA
# entrypoint: true
deny contains {
	"message": $"any account may call {concat(", ", sort(actions))}: no condition narrows the statement",
	"path": ["values", "policy", "Statement", position],
} if {
	input.type in {"aws_ecr_registry_policy", "aws_ecr_repository_policy"}
	some position, statement in input.values.policy.Statement
	document.is_open(input.values.policy.Statement, statement)
	actions := document.open_actions(input.values.policy.Statement, statement)
}

deny contains {
	"message": $"any account may call {concat(", ", sort(actions))} on repositories made from the template: no condition narrows the statement",
	"path": ["values", "repository_policy", "Statement", position],
} if {
	input.type == "aws_ecr_repository_creation_template"
	some position, statement in input.values.repository_policy.Statement
	document.is_open(input.values.repository_policy.Statement, statement)
	actions := document.open_actions(input.values.repository_policy.Statement, statement)
}
