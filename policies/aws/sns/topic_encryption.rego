# METADATA
# title: Topics are encrypted with a key of KMS
# description: |
#   SNS keeps messages until they are delivered, on disks that it encrypts. A key of KMS besides says who may publish
#   and what may deliver them, and its use stands in the trail. The key that AWS manages for SNS counts; services of AWS
#   that publish, such as alarms and buckets, need a key of one's own whose policy lets them in.
# related_resources:
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_sns_topic]
#   aliases: [CKV_AWS_26, AWS-0095, prowler:sns_topics_kms_encryption_at_rest_enabled]
#   remediation: aws.sns.topic_encryption
#   fix: |
#     resource "aws_sns_topic" "alerts" {
#       name              = "alerts"
#       kms_master_key_id = "alias/aws/sns"
#     }
package policies.aws.sns.topic_encryption

# METADATA
# entrypoint: true
deny contains "messages are not encrypted with a key of KMS" if not input.values.kms_master_key_id
