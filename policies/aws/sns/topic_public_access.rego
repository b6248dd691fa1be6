# METADATA
# title: Topics are not open to anyone
# description: |
#   Anyone may publish to such a topic, as if it were its owner, or subscribe to it and read what is published. A statement
#   for every principal is open unless its condition holds it to accounts, organizations, networks, resources or
#   endpoints that it names, or a Deny takes the same actions back. The policy that SNS writes for a topic that was given
#   none lets in its owner alone.
# related_resources:
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
# custom:
#   severity: critical
#   exposure: direct
#   impact: data
#   resources: [aws_sns_topic_policy]
#   aliases: [CKV_AWS_169, prowler:sns_topics_not_publicly_accessible]
#   remediation: aws.sns.topic_public_access
#   fix: |
#     resource "aws_sns_topic" "alerts" {
#       name = "alerts"
#     }
#
#     resource "aws_sns_topic_policy" "alerts" {
#       arn = aws_sns_topic.alerts.arn
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Principal = { AWS = "arn:aws:iam::123456789012:root" }
#           Action    = ["SNS:Publish", "SNS:Subscribe"]
#           Resource  = "arn:aws:sns:us-east-1:123456789012:alerts"
#         }]
#       })
#     }
package policies.aws.sns.topic_public_access

import data.policies.lib.document

# METADATA
# entrypoint: true
deny contains {
	"message": $"anyone may call {concat(", ", sort(actions))} on the topic: no condition narrows the statement",
	"path": ["values", "policy", "Statement", position],
} if {
	some position, statement in input.values.policy.Statement
	document.is_open(input.values.policy.Statement, statement)
	actions := document.open_actions(input.values.policy.Statement, statement)
}
