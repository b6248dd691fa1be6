# METADATA
# title: The port is a number
# custom:
#   severity: medium
#   resources: [aws_db_instance, aws_vpc_security_group_ingress_rule]
package policies.idioms.kinds_of_values

deny contains "the port is no number" if not is_number(_port)

deny contains "the port is a text" if type_name(_port) == "string"

_port := input.values.port

_port := input.values.from_port
