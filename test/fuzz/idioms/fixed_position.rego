# METADATA
# title: The root volume is encrypted
# custom:
#   severity: medium
#   resources: [aws_instance]
package policies.idioms.fixed_position

deny contains "the root volume is not encrypted" if not input.values.root_block_device[0].encrypted == true
