# METADATA
# title: Buckets are versioned
# custom:
#   severity: medium
#   resources: [aws_s3_bucket]
package policies.idioms.no_referrer

deny contains "no versioning" if count(input.referrers.aws_s3_bucket_versioning.bucket) == 0

deny contains "versioning is not enabled" if {
	some versioning in input.referrers.aws_s3_bucket_versioning.bucket
	some configuration in versioning.values.versioning_configuration
	configuration.status != "Enabled"
}
