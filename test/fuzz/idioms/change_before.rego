# METADATA
# title: Nothing gets smaller, no tag goes
# custom:
#   severity: medium
#   resources: [aws_s3_bucket, aws_sqs_queue, aws_security_group, aws_kms_key]
#   on: change
package policies.idioms.change_before

deny contains "a tag goes" if {
	some name, _ in input.change.before.tags_all
	not input.tags[name]
}

deny contains "a window gets smaller" if input.values.deletion_window_in_days < input.change.before.deletion_window_in_days
