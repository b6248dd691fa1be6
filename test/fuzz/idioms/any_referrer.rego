# METADATA
# title: Some rule of a bucket blocks public access
# custom:
#   severity: medium
#   resources: [aws_s3_bucket]
package policies.idioms.any_referrer

deny contains "access is not blocked" if not _is_blocked

_is_blocked if {
	some block in input.referrers.aws_s3_bucket_public_access_block.bucket
	every name in ["block_public_acls", "restrict_public_buckets"] {
		block.values[name] == true
	}
}
