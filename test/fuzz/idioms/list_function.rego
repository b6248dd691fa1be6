# METADATA
# title: Rules expire something
# custom:
#   severity: medium
#   resources: [aws_s3_bucket_lifecycle_configuration]
package policies.idioms.list_function

deny contains "nothing ever expires" if not _expires(input.values.rule)

_expires(rules) if {
	some rule in rules
	rule.status == "Enabled"
	rule.expiration[_].days <= 365
}
