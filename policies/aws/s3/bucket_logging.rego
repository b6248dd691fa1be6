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
