# METADATA
# title: Roles are of this account
# custom:
#   severity: medium
#   resources: [aws_lambda_function]
package policies.idioms.split_and_join

deny contains "the role is of another account" if {
	parts := split(input.values.role, ":")
	parts[4] != "123456789012"
}

deny contains "the handler is not the usual one" if concat(".", ["index", "handler"]) != input.values.handler
