# METADATA
# title: Keys of KMS wait long enough before they are deleted
# description: |
#   Nothing that a deleted key encrypted can be read again. Until the waiting period ends the deletion can be cancelled;
#   `params.least` says how many days somebody needs to notice. KMS takes 7 to 30 days, 30 where nothing is said. What a
#   deletion will ask for stands in the configuration alone, so that nobody can tell of a live key.
# related_resources:
#   - https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_kms_key, aws_kms_external_key, aws_kms_replica_key, aws_kms_replica_external_key]
#   params:
#     least:
#       type: integer
#       description: The shortest waiting period in days.
#       default: 14
#   aliases: []
#   remediation: aws.kms.key_deletion_window
#   fix: |
#     resource "aws_kms_key" "main" {
#       description             = "main"
#       enable_key_rotation     = true
#       deletion_window_in_days = 30
#     }
package policies.aws.kms.key_deletion_window

# An argument of the deletion: only Terraform keeps it, the cloud tells nothing of it, and KMS takes 30 days by itself.
applies if input.values.deletion_window_in_days >= 0

# METADATA
# entrypoint: true
deny contains $"the key is deleted {input.values.deletion_window_in_days} days after somebody asks for it, less than {_least}" if {
	input.values.deletion_window_in_days < _least
}

default _least := 14

_least := data.params["aws.kms.key_deletion_window"].least
