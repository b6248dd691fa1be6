# METADATA
# title: Each statement says what it is about
# custom:
#   severity: medium
#   resources: [aws_iam_policy, aws_iam_role_policy, aws_sns_topic_policy]
package policies.idioms.not_element_function

deny contains "a statement is about anything" if {
	some statement in input.values.policy.Statement
	not _is_narrow(statement)
}

_is_narrow(statement) if statement.Condition

_is_narrow(statement) if not "*" in statement.Resource
