# METADATA
# title: Deleted secrets can be brought back for a while
# description: |
#   A secret that is deleted without a recovery window is gone at once, and with it whatever needs it. AWS keeps one for
#   7 to 30 days otherwise, 30 where nothing is said; `params.least` asks for more than the 7. What a deletion will ask
#   for stands in the configuration alone, so that nobody can tell of a live secret.
# related_resources:
#   - https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_secretsmanager_secret]
#   params:
#     least:
#       type: integer
#       description: The shortest recovery window in days.
#       default: 7
#   aliases: []
#   remediation: aws.secretsmanager.secret_recovery_window
#   fix: |
#     resource "aws_secretsmanager_secret" "app" {
#       name                    = "app"
#       recovery_window_in_days = 30
#     }
package policies.aws.secretsmanager.secret_recovery_window

# An argument of the deletion: only Terraform keeps it, and the cloud tells nothing of it.
applies if input.values.recovery_window_in_days >= 0

# METADATA
# entrypoint: true
deny contains "a deleted secret is gone at once" if input.values.recovery_window_in_days == 0

deny contains $"a deleted secret is kept for {input.values.recovery_window_in_days} days, less than {_least}" if {
	input.values.recovery_window_in_days > 0
	input.values.recovery_window_in_days < _least
}

default _least := 7

_least := data.params["aws.secretsmanager.secret_recovery_window"].least
