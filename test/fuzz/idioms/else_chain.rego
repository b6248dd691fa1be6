# METADATA
# title: Instances are of a size that is paid for
# custom:
#   severity: medium
#   resources: [aws_instance, aws_launch_template]
package policies.idioms.else_chain

deny contains "the size is not paid for" if _size == "large"

_size := "small" if {
	startswith(input.values.instance_type, "t3.")
} else := "unknown" if {
	not input.values.instance_type
} else := "large"
