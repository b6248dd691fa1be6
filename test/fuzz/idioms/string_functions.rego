# METADATA
# title: Names are of our kind
# custom:
#   severity: medium
#   resources: [aws_db_instance, aws_sqs_queue, aws_lb]
package policies.idioms.string_functions

deny contains "the name is too long" if count(_name) > 6

deny contains "the name has a prefix of others" if {
	some prefix in ["tmp", "zz"]
	startswith(lower(_name), prefix)
}

deny contains "the name has a dash" if contains(replace(_name, "lab-", ""), "-")

_name := input.values.identifier

_name := input.values.name if not input.values.identifier
