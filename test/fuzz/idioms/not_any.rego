# METADATA
# title: Some mapping lies in the subnet for services
# custom:
#   severity: medium
#   resources: [aws_lb]
package policies.idioms.not_any

deny contains "no mapping lies in the subnet for services" if not _in_services

_in_services if {
	some mapping in input.values.subnet_mapping
	mapping.subnet_id == "subnet-services"
}
