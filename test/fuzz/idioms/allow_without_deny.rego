# METADATA
# title: Stars are taken back
# custom:
#   severity: medium
#   resources: [aws_iam_policy, aws_iam_role_policy, aws_iam_user_policy]
package policies.idioms.allow_without_deny

deny contains "a star is not taken back" if {
	some statement in input.values.policy.Statement
	statement.Effect == "Allow"
	some action in statement.Action
	endswith(action, "*")
	not _is_denied(action)
}

_is_denied(action) if {
	some statement in input.values.policy.Statement
	statement.Effect == "Deny"
	action in statement.Action
}
