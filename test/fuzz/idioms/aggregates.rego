# METADATA
# title: Volumes are small in sum
# custom:
#   severity: medium
#   resources: [aws_instance]
package policies.idioms.aggregates

deny contains "the volumes are large" if sum(_sizes) > 20

deny contains "a volume is very small" if min(_sizes) < 4

_sizes := [device.volume_size |
	some attribute in ["root_block_device", "ebs_block_device"]
	some device in input.values[attribute]
]
