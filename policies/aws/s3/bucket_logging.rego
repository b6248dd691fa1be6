# METADATA
# title: Requests to buckets are logged
# description: |
#   Server access logs tell who read, wrote and deleted what. A bucket that such logs are delivered to is left out: it
#   would log its own deliveries without end. A bucket that only trails write to is not: it should tell who reads them.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
# custom:
#   severity: low
#   exposure: remote
#   impact: service
#   resources: [aws_s3_bucket]
#   aliases: [CKV_AWS_18, AWS-0089, prowler:s3_bucket_server_access_logging_enabled]
#   remediation: aws.s3.bucket_logging
#   fix: |
#     resource "aws_s3_bucket" "data" {
#       bucket = "example-data"
#     }
#
#     resource "aws_s3_bucket" "logs" {
#       bucket = "example-logs"
#     }
#
#     resource "aws_s3_bucket_policy" "logs" {
#       bucket = aws_s3_bucket.logs.id
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Principal = { Service = "logging.s3.amazonaws.com" }
#           Action    = "s3:PutObject"
#           Resource  = "arn:aws:s3:::example-logs/*"
#           Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:s3:::example-data" } }
#         }]
#       })
#     }
#
#     resource "aws_s3_bucket_logging" "data" {
#       bucket        = aws_s3_bucket.data.id
#       target_bucket = aws_s3_bucket.logs.id
#       target_prefix = "data/"
#     }
package policies.aws.s3.bucket_logging

applies if not _is_log_target

# METADATA
# entrypoint: true
deny contains "requests to the bucket are not logged" if not _is_logged

_is_logged if {
	some _ in input.referrers.aws_s3_bucket_logging.bucket
}

_is_log_target if {
	some _ in input.referrers.aws_s3_bucket_logging.target_bucket
}
