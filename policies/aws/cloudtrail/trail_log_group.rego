# METADATA
# title: Trails send their events to CloudWatch Logs
# description: |
#   Metric filters and alarms work on a log group only: without one, nobody is told of a sign-in as root or a change to
#   IAM while it happens. Teams that read the bucket with a tool of their own do not need it, and pay for it.
# related_resources:
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html
# custom:
#   severity: low
#   exposure: remote
#   impact: service
#   resources: [aws_cloudtrail]
#   aliases: [CKV2_AWS_10, AWS-0162, prowler:cloudtrail_cloudwatch_logging_enabled]
#   remediation: aws.cloudtrail.trail_log_group
#   fix: |
#     resource "aws_cloudwatch_log_group" "trail" {
#       name = "/trail/main"
#     }
#
#     resource "aws_cloudtrail" "main" {
#       name                       = "main"
#       s3_bucket_name             = "acme-trail"
#       is_multi_region_trail      = true
#       cloud_watch_logs_group_arn = "${aws_cloudwatch_log_group.trail.arn}:*"
#       cloud_watch_logs_role_arn  = "arn:aws:iam::123456789012:role/trail"
#     }
package policies.aws.cloudtrail.trail_log_group

# METADATA
# entrypoint: true
deny contains "the trail sends its events to no log group" if not input.values.cloud_watch_logs_group_arn
