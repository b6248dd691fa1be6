# METADATA
# title: Every group of a load balancer says what it is for
# custom:
#   severity: medium
#   resources: [aws_lb, aws_instance, aws_db_instance]
package policies.idioms.every_reference

deny contains "a group says nothing" if {
	some attribute in ["security_groups", "vpc_security_group_ids"]
	some group in input.refs[attribute]
	not group.values.description
}

deny contains "the default group is used" if {
	every group in array.concat(_groups("security_groups"), _groups("vpc_security_group_ids")) {
		group.values.name == "default"
	}
}

_groups(attribute) := object.get(input.refs, attribute, [])
