# METADATA
# title: Capacity stays in bounds
# custom:
#   severity: medium
#   resources: [aws_autoscaling_group]
package policies.idioms.arithmetic

deny contains "the group may grow far" if input.values.max_size - input.values.min_size > 3

deny contains "nothing can run" if input.values.max_size * 1 == 0
