# METADATA
# title: No setting is disabled
# custom:
#   severity: medium
#   resources: [aws_ecs_cluster]
package policies.idioms.partial_object_wildcard

deny contains $"{name} is disabled" if {
	some name
	"disabled" in _settings[name]
}

_settings[name] contains value if {
	some setting in input.values.setting
	name := setting.name
	value := setting.value
}

_settings[name] contains "disabled" if {
	some name in ["containerInsights"]
	count(object.get(input.values, "setting", [])) == 0
}
