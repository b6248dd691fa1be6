# METADATA
# title: Retention is said, and is not for ever
# custom:
#   severity: medium
#   resources: [aws_cloudwatch_log_group]
package policies.idioms.unification

deny contains "kept for ever" if {
	[days, skips] := [object.get(input.values, "retention_in_days", 0), input.values.skip_destroy]
	days == 0
	skips == false
}

deny contains "kept for ever, on purpose" if {
	{"retention_in_days": 0, "skip_destroy": true} == object.filter(input.values, ["retention_in_days", "skip_destroy"])
}
