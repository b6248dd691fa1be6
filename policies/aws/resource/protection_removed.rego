# METADATA
# title: Plans do not take protection away from what is there
# description: |
#   An update that switches off deletion protection, backups, versions, encryption or a record of what happens is often
#   the first of two steps, or a line that got lost in a merge. What is judged is the change: that something never was
#   protected is another policy's matter. A removal that is meant is waived, with a reason, for as long as it takes.
# related_resources:
#   - https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/back-up-data.html
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
# custom:
#   severity: high
#   exposure: next
#   impact: data
#   on: change
#   resources:
#     - aws_cloudtrail
#     - aws_cloudtrail_event_data_store
#     - aws_cloudwatch_log_group
#     - aws_cognito_user_pool
#     - aws_config_configuration_recorder_status
#     - aws_db_instance
#     - aws_docdb_cluster
#     - aws_docdb_global_cluster
#     - aws_docdbelastic_cluster
#     - aws_dsql_cluster
#     - aws_dynamodb_table
#     - aws_ebs_encryption_by_default
#     - aws_ecr_repository
#     - aws_efs_backup_policy
#     - aws_elasticache_cluster
#     - aws_elasticache_replication_group
#     - aws_elasticache_serverless_cache
#     - aws_emr_cluster
#     - aws_fsx_lustre_file_system
#     - aws_fsx_ontap_file_system
#     - aws_fsx_openzfs_file_system
#     - aws_fsx_windows_file_system
#     - aws_guardduty_detector
#     - aws_instance
#     - aws_keyspaces_table
#     - aws_kinesis_stream
#     - aws_kms_key
#     - aws_lb
#     - aws_memorydb_cluster
#     - aws_neptune_cluster
#     - aws_neptune_global_cluster
#     - aws_neptunegraph_graph
#     - aws_networkfirewall_firewall
#     - aws_qldb_ledger
#     - aws_rds_cluster
#     - aws_rds_global_cluster
#     - aws_redshift_cluster
#     - aws_s3_account_public_access_block
#     - aws_s3_bucket_public_access_block
#     - aws_s3_bucket_versioning
#     - aws_sns_topic
#     - aws_sqs_queue
#   aliases: []
#   remediation: aws.resource.protection_removed
#   fix: |
#     resource "aws_dynamodb_table" "orders" {
#       name                        = "orders"
#       hash_key                    = "id"
#       billing_mode                = "PAY_PER_REQUEST"
#       deletion_protection_enabled = true
#
#       attribute {
#         name = "id"
#         type = "S"
#       }
#
#       point_in_time_recovery {
#         enabled = true
#       }
#     }
package policies.aws.resource.protection_removed

# A state and the live cloud plan nothing.
applies if count(input.change.actions) > 0

# METADATA
# entrypoint: true
deny contains {"message": $"the plan {loss}", "path": ["values", attribute]} if {
	_stays
	some attribute, loss in _lost
}

# What goes takes its protection along: aws.resource.stateful_deletion.
_stays if "update" in input.change.actions

_stays if {
	"create" in input.change.actions
	"delete" in input.change.actions
}

_lost["deletion_protection"] := "switches off protection against deletion" if {
	input.change.before.deletion_protection == true
	not input.values.deletion_protection
}

_lost["deletion_protection"] := "switches off protection against deletion" if {
	input.change.before.deletion_protection == "ACTIVE"
	not input.values.deletion_protection == "ACTIVE"
}

_lost["deletion_protection_enabled"] := "switches off protection against deletion" if {
	input.change.before.deletion_protection_enabled == true
	not input.values.deletion_protection_enabled
}

_lost["enable_deletion_protection"] := "switches off protection against deletion" if {
	input.change.before.enable_deletion_protection == true
	not input.values.enable_deletion_protection
}

_lost["delete_protection"] := "switches off protection against deletion" if {
	input.change.before.delete_protection == true
	not input.values.delete_protection
}

_lost["disable_api_termination"] := "switches off protection against termination" if {
	input.change.before.disable_api_termination == true
	not input.values.disable_api_termination
}

_lost["termination_protection"] := "switches off protection against termination" if {
	input.change.before.termination_protection == true
	not input.values.termination_protection
}

_lost["termination_protection_enabled"] := "switches off protection against termination" if {
	input.change.before.termination_protection_enabled == true
	not input.values.termination_protection_enabled
}

_lost["backup_retention_period"] := "switches off automated backups" if {
	input.change.before.backup_retention_period > 0
	input.values.backup_retention_period == 0
}

_lost["snapshot_retention_limit"] := "switches off automated backups" if {
	input.change.before.snapshot_retention_limit > 0
	input.values.snapshot_retention_limit == 0
}

_lost["automated_snapshot_retention_period"] := "switches off automated backups" if {
	input.change.before.automated_snapshot_retention_period > 0
	input.values.automated_snapshot_retention_period == 0
}

_lost["automatic_backup_retention_days"] := "switches off automated backups" if {
	input.change.before.automatic_backup_retention_days > 0
	input.values.automatic_backup_retention_days == 0
}

_lost["backup_policy"] := "switches off automated backups" if {
	_is_on(input.change.before.backup_policy)
	not _is_backed_up
}

_lost["point_in_time_recovery"] := "switches off point-in-time recovery" if {
	_is_on(input.change.before.point_in_time_recovery)
	not _recovers
}

_lost["versioning_configuration"] := "suspends versioning" if {
	_is_on(input.change.before.versioning_configuration)
	not _is_versioned
}

_lost["block_public_acls"] := "lets the public in: block_public_acls is off" if {
	input.change.before.block_public_acls == true
	not input.values.block_public_acls
}

_lost["block_public_policy"] := "lets the public in: block_public_policy is off" if {
	input.change.before.block_public_policy == true
	not input.values.block_public_policy
}

_lost["ignore_public_acls"] := "lets the public in: ignore_public_acls is off" if {
	input.change.before.ignore_public_acls == true
	not input.values.ignore_public_acls
}

_lost["restrict_public_buckets"] := "lets the public in: restrict_public_buckets is off" if {
	input.change.before.restrict_public_buckets == true
	not input.values.restrict_public_buckets
}

_lost["is_multi_region_trail"] := "ends the record of other regions" if {
	input.change.before.is_multi_region_trail == true
	not input.values.is_multi_region_trail
}

_lost["enable_logging"] := "stops the trail" if {
	input.change.before.enable_logging == true
	not input.values.enable_logging
}

_lost["enable_log_file_validation"] := "ends the digests of log files" if {
	input.change.before.enable_log_file_validation == true
	not input.values.enable_log_file_validation
}

_lost["include_global_service_events"] := "ends the record of global services" if {
	input.change.before.include_global_service_events == true
	not input.values.include_global_service_events
}

_lost["enable"] := "switches off the detector" if {
	input.change.before.enable == true
	not input.values.enable
}

_lost["enable_key_rotation"] := "stops the rotation of the key" if {
	input.change.before.enable_key_rotation == true
	not input.values.enable_key_rotation
}

_lost["is_enabled"] := "stops the recorder" if {
	input.type == "aws_config_configuration_recorder_status"
	input.change.before.is_enabled == true
	not input.values.is_enabled
}

_lost["enabled"] := "switches off encryption of new volumes" if {
	input.type == "aws_ebs_encryption_by_default"
	input.change.before.enabled == true
	not input.values.enabled
}

_lost["image_tag_mutability"] := "lets tags of images be moved" if {
	startswith(input.change.before.image_tag_mutability, "IMMUTABLE")
	input.values.image_tag_mutability == "MUTABLE"
}

_lost["encryption_type"] := "ends encryption with a KMS key" if {
	input.change.before.encryption_type == "KMS"
	not input.values.encryption_type == "KMS"
}

_lost["kms_key_id"] := "ends encryption with a KMS key" if {
	input.type in {"aws_cloudtrail", "aws_cloudwatch_log_group"}
	input.change.before.kms_key_id
	not input.values.kms_key_id
}

_lost["kms_master_key_id"] := "ends encryption with a KMS key" if {
	input.type == "aws_sns_topic"
	input.change.before.kms_master_key_id
	not input.values.kms_master_key_id
}

_lost["sqs_managed_sse_enabled"] := "ends encryption" if {
	_is_encrypted_queue
	not input.values.sqs_managed_sse_enabled
	not input.values.kms_master_key_id
}

_is_backed_up if _is_on(input.values.backup_policy)

_recovers if _is_on(input.values.point_in_time_recovery)

_is_versioned if _is_on(input.values.versioning_configuration)

_is_on(settings) if {
	some setting in settings
	setting.enabled == true
}

_is_on(settings) if {
	some setting in settings
	upper(setting.status) == "ENABLED"
}

_is_encrypted_queue if {
	input.type == "aws_sqs_queue"
	input.change.before.sqs_managed_sse_enabled
}

_is_encrypted_queue if {
	input.type == "aws_sqs_queue"
	input.change.before.kms_master_key_id
}
