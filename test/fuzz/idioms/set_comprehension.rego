# METADATA
# title: Nobody but services assumes a role
# custom:
#   severity: medium
#   resources: [aws_iam_role]
package policies.idioms.set_comprehension

deny contains "a role can be assumed by an account" if {
	kinds := {kind | some statement in input.values.assume_role_policy.Statement; some kind, _ in statement.Principal}
	not kinds == {"Service"}
}
