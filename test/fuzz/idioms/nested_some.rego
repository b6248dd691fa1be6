# METADATA
# title: Applied encryption is by a key of ours
# custom:
#   severity: medium
#   resources: [aws_s3_bucket_server_side_encryption_configuration]
package policies.idioms.nested_some

deny contains "encrypted without a key" if {
	some rule in input.values.rule
	some applied in rule.apply_server_side_encryption_by_default
	applied.sse_algorithm == "AES256"
}
