# METADATA
# title: More than one action is allowed
# custom:
#   severity: medium
#   resources: [aws_iam_policy, aws_iam_role_policy, aws_iam_user_policy]
package policies.idioms.gathered_under_keys

deny contains "one action is allowed" if count(_actions.Allow) == 1

_actions[effect] contains action if {
	some statement in input.values.policy.Statement
	effect := statement.Effect
	some action in statement.Action
}
