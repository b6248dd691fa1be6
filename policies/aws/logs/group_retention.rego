# METADATA
# title: Log groups keep their events long enough
# description: |
#   Intrusions are found months after they began; what has been deleted by then tells nothing. `params.least` says how many
#   days events are to be kept. A group without a retention keeps them for ever. Groups of the delivery class keep
#   nothing for long, whatever is set, and are left out.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
#   - https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html
# custom:
#   severity: low
#   exposure: remote
#   impact: service
#   resources: [aws_cloudwatch_log_group]
#   params:
#     least:
#       type: integer
#       description: How many days events are to be kept.
#       default: 365
#   aliases: [CKV_AWS_338, prowler:cloudwatch_log_group_retention_policy_specific_days_enabled]
#   remediation: aws.logs.group_retention
#   fix: |
#     resource "aws_cloudwatch_log_group" "app" {
#       name              = "/app"
#       retention_in_days = 365
#     }
package policies.aws.logs.group_retention

applies if not _is_for_delivery

# METADATA
# entrypoint: true
deny contains $"events are kept for {input.values.retention_in_days} days, less than {_least}" if {
	input.values.retention_in_days > 0
	input.values.retention_in_days < _least
}

_is_for_delivery if input.values.log_group_class == "DELIVERY"

default _least := 365

_least := data.params["aws.logs.group_retention"].least
