# METADATA
# title: Buckets are encrypted with a key of KMS
# description: |
#   S3 encrypts every object with keys of its own, for whoever may read it. A key of KMS has a policy of its own, each use
#   of it stands in the trail, and turning it off shuts the bucket at once. The key that AWS manages for S3 counts, and so
#   does encryption in two layers. Buckets that access logs of other buckets, or of load balancers other than network ones,
#   are delivered to are left out: only buckets with S3's own keys get these.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_s3_bucket]
#   aliases: [CKV_AWS_145, prowler:s3_bucket_kms_encryption]
#   remediation: aws.s3.bucket_encryption_key
#   fix: |
#     resource "aws_s3_bucket" "data" {
#       bucket = "example-data"
#     }
#
#     resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
#       bucket = aws_s3_bucket.data.id
#       rule {
#         bucket_key_enabled = true
#         apply_server_side_encryption_by_default {
#           sse_algorithm = "aws:kms"
#         }
#       }
#     }
package policies.aws.s3.bucket_encryption_key

applies if not _receives_access_logs

# METADATA
# entrypoint: true
deny contains "objects are encrypted with keys of S3, not of KMS" if not _uses_kms

_uses_kms if {
	some record in input.referrers.aws_s3_bucket_server_side_encryption_configuration.bucket
	some rule in record.values.rule
	some default_encryption in rule.apply_server_side_encryption_by_default
	default_encryption.sse_algorithm in {"aws:kms", "aws:kms:dsse"}
}

_receives_access_logs if {
	some _ in input.referrers.aws_s3_bucket_logging.target_bucket
}

_receives_access_logs if {
	some balancer in input.referrers.aws_lb.bucket

	# Those take a key of KMS.
	not balancer.values.load_balancer_type == "network"
}

_receives_access_logs if {
	some _ in input.referrers.aws_elb.bucket
}
