# METADATA
# title: Kinesis data streams are encrypted at rest
# description: |
#   Records stay in a stream for a day up to a year. With a KMS key, whoever reads them needs the key as well as the
#   stream. The key may be the one that AWS makes for Kinesis.
# related_resources:
#   - https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_kinesis_stream]
#   aliases: [CKV_AWS_43, AWS-0064, prowler:kinesis_stream_encrypted_at_rest]
#   remediation: aws.kinesis.stream_encryption
#   fix: |
#     resource "aws_kinesis_stream" "events" {
#       name            = "events"
#       shard_count     = 1
#       encryption_type = "KMS"
#       kms_key_id      = "alias/aws/kinesis"
#     }
package policies.aws.kinesis.stream_encryption

# METADATA
# entrypoint: true
deny contains "the stream is not encrypted" if not input.values.encryption_type == "KMS"
