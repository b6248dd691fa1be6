# METADATA
# title: Buckets have access control lists turned off
# description: |
#   Where the bucket's owner owns all objects, policies alone say who may do what. Otherwise each object has an access
#   control list of its own, whoever uploads one may keep it from the bucket's owner, and no policy shows what such lists
#   allow. New buckets have them off; where no ownership controls are set, an older one has them on. What a state leaves
#   to a bucket that it did not just create is unknown.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_s3_bucket]
#   aliases: [CKV2_AWS_65, prowler:s3_bucket_acl_prohibited]
#   remediation: aws.s3.bucket_acl_disabled
#   fix: |
#     resource "aws_s3_bucket" "data" {
#       bucket = "example-data"
#     }
#
#     resource "aws_s3_bucket_ownership_controls" "data" {
#       bucket = aws_s3_bucket.data.id
#       rule {
#         object_ownership = "BucketOwnerEnforced"
#       }
#     }
package policies.aws.s3.bucket_acl_disabled

# METADATA
# entrypoint: true
deny contains {
	"message": $"access control lists are on: object ownership is {rule.object_ownership}",
	"path": _path(position, place),
} if {
	some position, record in input.referrers.aws_s3_bucket_ownership_controls.bucket
	some place, rule in record.values.rule
	rule.object_ownership != "BucketOwnerEnforced"
}

deny contains "access control lists are on: no object ownership is set" if not _has_ownership

_has_ownership if {
	some record in input.referrers.aws_s3_bucket_ownership_controls.bucket
	some _ in record.values.rule
}

_path(position, place) := [
	"referrers",
	"aws_s3_bucket_ownership_controls",
	"bucket",
	position,
	"values",
	"rule",
	place,
	"object_ownership",
]
