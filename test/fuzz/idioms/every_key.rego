# METADATA
# title: Tags are lower case
# custom:
#   severity: medium
#   resources: [aws_lb, aws_instance, aws_ebs_volume]
package policies.idioms.every_key

deny contains "a tag is not lower case" if not _lower_case

_lower_case if {
	every name, value in input.tags {
		lower(name) == name
		lower(value) == value
	}
}
