# METADATA
# title: No star anywhere
# custom:
#   severity: medium
#   resources: [aws_iam_policy, aws_iam_role_policy, aws_sqs_queue_policy]
package policies.idioms.walk_document

deny contains "there is a star" if {
	walk(input.values.policy, [path, value])
	value == "*"
	path[0] == "Statement"
}
