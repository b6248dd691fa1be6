# METADATA
# title: All rules are enabled
# custom:
#   severity: medium
#   resources: [aws_s3_bucket_lifecycle_configuration]
package policies.idioms.every_element

deny contains "a rule is disabled" if not _all_enabled

_all_enabled if {
	every rule in input.values.rule {
		rule.status == "Enabled"
	}
}
