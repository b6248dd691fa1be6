# METADATA
# title: Statements that allow everything are refused
# custom:
#   severity: medium
#   resources: [aws_iam_policy, aws_iam_role_policy, aws_iam_user_policy]
package policies.idioms.element_function

deny contains "a statement allows everything" if {
	some statement in input.values.policy.Statement
	_allows_everything(statement)
}

_allows_everything(statement) if {
	statement.Effect == "Allow"
	"*" in statement.Action
}

_allows_everything(statement) if {
	statement.Effect == "Allow"
	statement.NotAction
}
