# METADATA
# title: Instances are dedicated
# custom:
#   severity: medium
#   resources: [aws_instance]
package policies.idioms.not_equal

deny contains "the instance is not dedicated" if input.values.tenancy != "dedicated"
