# METADATA
# title: Trails write digests by which their log files can be checked
# description: |
#   An intruder who can write to the bucket of a trail changes or deletes what tells of him. With validation, CloudTrail
#   signs a digest of the log files every hour, so that it shows whether one was changed or is missing. It says so
#   afterwards; what keeps log files from being changed are the rights on their bucket.
# related_resources:
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html
# custom:
#   severity: low
#   exposure: remote
#   impact: service
#   resources: [aws_cloudtrail]
#   aliases: [CKV_AWS_36, AWS-0016, prowler:cloudtrail_log_file_validation_enabled]
#   remediation: aws.cloudtrail.trail_validation
#   fix: |
#     resource "aws_cloudtrail" "main" {
#       name                       = "main"
#       s3_bucket_name             = "acme-trail"
#       is_multi_region_trail      = true
#       enable_log_file_validation = true
#     }
package policies.aws.cloudtrail.trail_validation

# METADATA
# entrypoint: true
deny contains "the trail writes no digests of its log files" if not input.values.enable_log_file_validation
