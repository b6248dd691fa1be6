# METADATA
# title: Monitoring is on
# custom:
#   severity: medium
#   resources: [aws_instance]
package policies.idioms.object_get

deny contains "monitoring is off" if object.get(input.values, "monitoring", false) == false
