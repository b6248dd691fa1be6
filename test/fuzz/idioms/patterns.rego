# METADATA
# title: Names of functions follow the pattern
# custom:
#   severity: medium
#   resources: [aws_lambda_function, aws_cloudwatch_log_group]
package policies.idioms.patterns

deny contains "the name does not follow the pattern" if {
	not regex.match(`^(/app/[a-z]+|fn)$`, _name)
}

_name := input.values.function_name

_name := input.values.name if input.type == "aws_cloudwatch_log_group"
