# METADATA
# title: Queues are encrypted at rest
# description: |
#   Messages wait in a queue for up to two weeks. SQS encrypts them with keys of its own, which new queues do by
#   themselves, or with a key of KMS; either will do. A queue that is without has been made so, or is from before that.
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_sqs_queue]
#   aliases: [CKV_AWS_27, AWS-0096, prowler:sqs_queues_server_side_encryption_enabled]
#   remediation: aws.sqs.queue_encryption
#   fix: |
#     resource "aws_sqs_queue" "jobs" {
#       name                    = "jobs"
#       sqs_managed_sse_enabled = true
#     }
package policies.aws.sqs.queue_encryption

# METADATA
# entrypoint: true
deny contains "messages are not encrypted at rest" if {
	not input.values.sqs_managed_sse_enabled
	not input.values.kms_master_key_id
}
