# METADATA
# title: No tag is said to be of nobody
# custom:
#   severity: medium
#   resources: [aws_lb, aws_instance, aws_ebs_volume]
package policies.idioms.keyed_by_itself

deny contains "a tag is of nobody" if _values.nobody

deny contains "it is for testing, and for nothing else" if {
	_values.test
	count(_values) == 1
}

_values[value] := value if some value in input.tags
