# METADATA
# title: Pairs of records are told apart
# custom:
#   severity: medium
#   resources: [aws_acm_certificate]
package policies.idioms.set_of_sets

deny contains "a record is of the wrong kind" if {
	pairs := {[option.resource_record_type, option.domain_name] | some option in input.values.domain_validation_options}
	not ["CNAME", "www.example.test"] in pairs
}

deny contains "too many kinds" if count({option.resource_record_type | some option in input.values.domain_validation_options}) > 1
