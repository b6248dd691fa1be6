# METADATA
# title: Buckets keep versions of their objects
# description: |
#   Without versioning, an object that is overwritten or deleted, by mistake or in an attack, is gone. A suspended
#   configuration keeps old versions and makes no new ones.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_s3_bucket]
#   aliases: [CKV_AWS_21, AWS-0090, prowler:s3_bucket_object_versioning]
#   remediation: aws.s3.bucket_versioning
#   fix: |
#     resource "aws_s3_bucket" "data" {
#       bucket = "example-data"
#     }
#
#     resource "aws_s3_bucket_versioning" "data" {
#       bucket = aws_s3_bucket.data.id
#       versioning_configuration {
#         status = "Enabled"
#       }
#     }
package policies.aws.s3.bucket_versioning

# METADATA
# entrypoint: true
deny contains $"versioning of the bucket is {_state}" if not _is_enabled

_is_enabled if "Enabled" in _states

default _state := "not configured"

_state := concat(", ", sort(_states)) if count(_states) > 0

_states contains configuration.status if {
	some record in input.referrers.aws_s3_bucket_versioning.bucket
	some configuration in record.values.versioning_configuration
}
