# METADATA
# title: Protocols are encrypted
# custom:
#   severity: medium
#   resources: [aws_lb_listener, aws_lb_target_group]
package policies.idioms.else_function

deny contains "the protocol is not encrypted" if _strength(object.get(input.values, "protocol", "NONE")) < 2

_strength(protocol) := 3 if {
	protocol == "TLS"
} else := 2 if {
	protocol in {"HTTPS", "TCP"}
} else := 1
