# METADATA
# title: Container insights are enabled
# custom:
#   severity: medium
#   resources: [aws_ecs_cluster]
package policies.idioms.partial_object

deny contains "there are no insights" if object.get(_settings, "containerInsights", "disabled") == "disabled"

_settings[setting.name] := setting.value if {
	some setting in input.values.setting
}
