# METADATA
# title: What is allowed is not denied as well
# custom:
#   severity: medium
#   resources: [aws_iam_policy, aws_iam_role_policy]
package policies.idioms.join_of_two

deny contains "allowed and denied" if {
	some allow in input.values.policy.Statement
	allow.Effect == "Allow"
	some deny_statement in input.values.policy.Statement
	deny_statement.Effect == "Deny"
	some action in allow.Action
	action in deny_statement.Action
}
