# METADATA
# title: Log files of trails are encrypted with a key of the account's own
# description: |
#   Without a KMS key, S3 encrypts log files by itself, and whoever may read the bucket reads them. With one, the key's
#   policy has to let him decrypt as well, and each use of it is recorded. Whose key it is, and what its policy says, is
#   not judged here. The trails of an organization are judged in every account that sees them.
# related_resources:
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_cloudtrail]
#   aliases: [CKV_AWS_35, AWS-0015, prowler:cloudtrail_kms_encryption_enabled]
#   remediation: aws.cloudtrail.trail_encryption_key
#   fix: |
#     resource "aws_kms_key" "trail" {
#       description         = "CloudTrail"
#       enable_key_rotation = true
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [
#           {
#             Effect    = "Allow"
#             Principal = { AWS = "arn:aws:iam::123456789012:root" }
#             Action    = "kms:*"
#             Resource  = "*"
#           },
#           {
#             Effect    = "Allow"
#             Principal = { Service = "cloudtrail.amazonaws.com" }
#             Action    = ["kms:GenerateDataKey*", "kms:DescribeKey"]
#             Resource  = "*"
#             Condition = {
#               StringEquals = { "aws:SourceAccount" = "123456789012" }
#             }
#           },
#         ]
#       })
#     }
#
#     resource "aws_cloudtrail" "main" {
#       name                  = "main"
#       s3_bucket_name        = "acme-trail"
#       is_multi_region_trail = true
#       kms_key_id            = aws_kms_key.trail.arn
#     }
package policies.aws.cloudtrail.trail_encryption_key

# METADATA
# entrypoint: true
deny contains "the trail names no KMS key for its log files" if not input.values.kms_key_id
