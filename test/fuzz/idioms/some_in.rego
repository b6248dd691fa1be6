# METADATA
# title: No mapping of a load balancer takes a fixed address
# custom:
#   severity: medium
#   resources: [aws_lb]
package policies.idioms.some_in

deny contains "a mapping has a fixed address" if {
	some mapping in input.values.subnet_mapping
	mapping.private_ipv4_address
	mapping.subnet_id != "subnet-fixed"
}
