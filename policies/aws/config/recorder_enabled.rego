# METADATA
# title: Recorders of AWS Config are switched on and take in all types
# description: |
#   What is not recorded cannot be looked up after an incident. A recorder has to be switched on and to take in all types
#   that AWS supports; `params.allow_exclusions` lets it leave out some by name. AWS starts none without a delivery
#   channel, so that one that is on has one. Global types belong into one region alone, which no recorder can tell by
#   itself, and are not judged; nor is whether every region has a recorder.
# related_resources:
#   - https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html
#   - https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
# custom:
#   severity: medium
#   exposure: next
#   impact: service
#   resources: [aws_config_configuration_recorder]
#   params:
#     allow_exclusions:
#       type: boolean
#       description: Whether a recorder may leave out types by name.
#       default: false
#   aliases: [CKV2_AWS_45, prowler:config_recorder_all_regions_enabled]
#   remediation: aws.config.recorder_enabled
#   fix: |
#     resource "aws_config_configuration_recorder" "main" {
#       role_arn = "arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
#       recording_group {
#         all_supported                 = true
#         include_global_resource_types = true
#       }
#     }
#
#     resource "aws_config_delivery_channel" "main" {
#       s3_bucket_name = "config-history"
#       depends_on     = [aws_config_configuration_recorder.main]
#     }
#
#     resource "aws_config_configuration_recorder_status" "main" {
#       name       = aws_config_configuration_recorder.main.name
#       is_enabled = true
#       depends_on = [aws_config_delivery_channel.main]
#     }
package policies.aws.config.recorder_enabled

# METADATA
# entrypoint: true
deny contains "the recorder is not switched on" if not _is_on

deny contains {
	"message": "the recorder leaves out types of resources",
	"path": ["values", "recording_group", position],
} if {
	some position, group in input.values.recording_group

	# What leaves it out records all of them. driftlock: ignore false-comparison
	group.all_supported == false
	not _may_exclude(group)
}

_is_on if {
	some status in input.referrers.aws_config_configuration_recorder_status.name
	status.values.is_enabled
}

_may_exclude(group) if {
	_allow_exclusions
	some strategy in group.recording_strategy
	strategy.use_only == "EXCLUSION_BY_RESOURCE_TYPES"
}

default _allow_exclusions := false

_allow_exclusions := data.params["aws.config.recorder_enabled"].allow_exclusions
