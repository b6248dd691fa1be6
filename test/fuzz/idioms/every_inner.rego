# METADATA
# title: No statement is about S3 alone
# custom:
#   severity: medium
#   resources: [aws_iam_policy, aws_iam_role_policy]
package policies.idioms.every_inner

deny contains "a statement is about S3 alone" if {
	some statement in input.values.policy.Statement
	statement.Effect == "Allow"
	every action in statement.Action {
		startswith(action, "s3:")
	}
}
