# METADATA
# title: No two kinds of principals
# custom:
#   severity: medium
#   resources: [aws_iam_role, aws_sns_topic_policy, aws_sqs_queue_policy]
package policies.idioms.partial_set

deny contains "two kinds of principals" if count(_kinds) > 1

_kinds contains kind if {
	some attribute in ["assume_role_policy", "policy"]
	some statement in input.values[attribute].Statement
	some kind, _ in statement.Principal
}
