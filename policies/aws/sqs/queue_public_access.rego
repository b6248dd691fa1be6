# METADATA
# title: Queues are not open to anyone
# description: |
#   Anyone may send to such a queue, or read and empty it. A statement for every principal is open unless its condition
#   holds it to accounts, organizations, networks or resources that it names, or a Deny takes the same actions back.
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# custom:
#   severity: critical
#   exposure: direct
#   impact: data
#   resources: [aws_sqs_queue_policy]
#   aliases: [CKV_AWS_168, prowler:sqs_queues_not_publicly_accessible]
#   remediation: aws.sqs.queue_public_access
#   fix: |
#     resource "aws_sqs_queue" "jobs" {
#       name = "jobs"
#     }
#
#     resource "aws_sqs_queue_policy" "jobs" {
#       queue_url = aws_sqs_queue.jobs.id
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Principal = { Service = "sns.amazonaws.com" }
#           Action    = "sqs:SendMessage"
#           Resource  = "arn:aws:sqs:us-east-1:123456789012:jobs"
#           Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:sns:us-east-1:123456789012:alerts" } }
#         }]
#       })
#     }
package policies.aws.sqs.queue_public_access

import data.policies.lib.document

# METADATA
# entrypoint: true
deny contains {
	"message": $"anyone may call {concat(", ", sort(actions))} on the queue: no condition narrows the statement",
	"path": ["values", "policy", "Statement", position],
} if {
	some position, statement in input.values.policy.Statement
	document.is_open(input.values.policy.Statement, statement)
	actions := document.open_actions(input.values.policy.Statement, statement)
}
