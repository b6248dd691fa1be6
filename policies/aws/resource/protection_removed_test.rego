package policies.aws.resource.protection_removed_test

import data.policies.aws.resource.protection_removed

_planned(type, actions, before, values) := {
	"type": type,
	"mode": "managed",
	"address": $"{type}.main",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": values,
	"change": {"actions": actions, "before": before},
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_protections := [
	["aws_db_instance", {"deletion_protection": true}, {"deletion_protection": false}, "switches off protection against deletion"],
	["aws_cognito_user_pool", {"deletion_protection": "ACTIVE"}, {"deletion_protection": "INACTIVE"}, "switches off protection against deletion"],
	["aws_dynamodb_table", {"deletion_protection_enabled": true}, {"deletion_protection_enabled": false}, "switches off protection against deletion"],
	["aws_lb", {"enable_deletion_protection": true}, {"enable_deletion_protection": false}, "switches off protection against deletion"],
	["aws_networkfirewall_firewall", {"delete_protection": true}, {"delete_protection": false}, "switches off protection against deletion"],
	["aws_instance", {"disable_api_termination": true}, {"disable_api_termination": false}, "switches off protection against termination"],
	["aws_emr_cluster", {"termination_protection": true}, {"termination_protection": false}, "switches off protection against termination"],
	["aws_cloudtrail_event_data_store", {"termination_protection_enabled": true}, {"termination_protection_enabled": false}, "switches off protection against termination"],
	["aws_db_instance", {"backup_retention_period": 7}, {"backup_retention_period": 0}, "switches off automated backups"],
	["aws_memorydb_cluster", {"snapshot_retention_limit": 7}, {"snapshot_retention_limit": 0}, "switches off automated backups"],
	["aws_redshift_cluster", {"automated_snapshot_retention_period": 1}, {"automated_snapshot_retention_period": 0}, "switches off automated backups"],
	["aws_fsx_ontap_file_system", {"automatic_backup_retention_days": 30}, {"automatic_backup_retention_days": 0}, "switches off automated backups"],
	["aws_efs_backup_policy", {"backup_policy": [{"status": "ENABLED"}]}, {"backup_policy": [{"status": "DISABLED"}]}, "switches off automated backups"],
	["aws_dynamodb_table", {"point_in_time_recovery": [{"enabled": true}]}, {"point_in_time_recovery": [{"enabled": false}]}, "switches off point-in-time recovery"],
	["aws_keyspaces_table", {"point_in_time_recovery": [{"status": "ENABLED"}]}, {"point_in_time_recovery": [{"status": "DISABLED"}]}, "switches off point-in-time recovery"],
	["aws_s3_bucket_versioning", {"versioning_configuration": [{"status": "Enabled"}]}, {"versioning_configuration": [{"status": "Suspended"}]}, "suspends versioning"],
	["aws_s3_bucket_public_access_block", {"block_public_acls": true}, {"block_public_acls": false}, "lets the public in: block_public_acls is off"],
	["aws_s3_bucket_public_access_block", {"block_public_policy": true}, {"block_public_policy": false}, "lets the public in: block_public_policy is off"],
	["aws_s3_account_public_access_block", {"ignore_public_acls": true}, {"ignore_public_acls": false}, "lets the public in: ignore_public_acls is off"],
	["aws_s3_bucket_public_access_block", {"restrict_public_buckets": true}, {"restrict_public_buckets": false}, "lets the public in: restrict_public_buckets is off"],
	["aws_cloudtrail", {"is_multi_region_trail": true}, {"is_multi_region_trail": false}, "ends the record of other regions"],
	["aws_cloudtrail", {"enable_logging": true}, {"enable_logging": false}, "stops the trail"],
	["aws_cloudtrail", {"enable_log_file_validation": true}, {"enable_log_file_validation": false}, "ends the digests of log files"],
	["aws_cloudtrail", {"include_global_service_events": true}, {"include_global_service_events": false}, "ends the record of global services"],
	["aws_guardduty_detector", {"enable": true}, {"enable": false}, "switches off the detector"],
	["aws_config_configuration_recorder_status", {"is_enabled": true}, {"is_enabled": false}, "stops the recorder"],
	["aws_ebs_encryption_by_default", {"enabled": true}, {"enabled": false}, "switches off encryption of new volumes"],
	["aws_kms_key", {"enable_key_rotation": true}, {"enable_key_rotation": false}, "stops the rotation of the key"],
	["aws_ecr_repository", {"image_tag_mutability": "IMMUTABLE"}, {"image_tag_mutability": "MUTABLE"}, "lets tags of images be moved"],
	["aws_kinesis_stream", {"encryption_type": "KMS"}, {"encryption_type": "NONE"}, "ends encryption with a KMS key"],
	["aws_sqs_queue", {"sqs_managed_sse_enabled": true}, {"sqs_managed_sse_enabled": false}, "ends encryption"],
]

test_deny[note] if {
	some [type, on, off, loss] in _protections
	some attribute, _ in on
	note := $"{type} {attribute}"
	denied := {{"message": $"the plan {loss}", "path": ["values", attribute]}}
	update := _planned(type, ["update"], on, off)
	protection_removed.applies with input as update
	protection_removed.deny == denied with input as update
	protection_removed.deny == denied with input as _planned(type, ["delete", "create"], on, off)
	protection_removed.deny == denied with input as _planned(type, ["create", "delete"], on, off)
}

test_allow[note] if {
	some [type, on, off, _] in _protections
	some attribute, _ in on
	some kind, one in {
		"kept": _planned(type, ["update"], on, on),
		"put on": _planned(type, ["update"], off, on),
		"never on": _planned(type, ["update"], off, off),
		"never set": _planned(type, ["update"], {}, off),
		"deleted": _planned(type, ["delete"], on, on),
		"forgotten": _planned(type, ["forget"], on, off),
		"left": _planned(type, ["no-op"], on, on),
		"created": object.remove(_planned(type, ["create"], {}, off), ["before"]),
	}
	note := $"{type} {attribute} {kind}"
	protection_removed.deny == set() with input as one
}

_key := "arn:aws:kms:us-east-1:123456789012:key/236939a6-93da-4273-be8f-ac8b1907b423"

test_deny_key_left_out[note] if {
	some note, example in {
		"a trail": ["aws_cloudtrail", "kms_key_id", "kms_key_id", "ends encryption with a KMS key"],
		"a log group": ["aws_cloudwatch_log_group", "kms_key_id", "kms_key_id", "ends encryption with a KMS key"],
		"a topic": ["aws_sns_topic", "kms_master_key_id", "kms_master_key_id", "ends encryption with a KMS key"],
		"a queue": ["aws_sqs_queue", "kms_master_key_id", "sqs_managed_sse_enabled", "ends encryption"],
	}
	denied := {{"message": $"the plan {example[3]}", "path": ["values", example[2]]}}
	protection_removed.deny == denied with input as _planned(example[0], ["update"], {example[1]: _key}, {})
	protection_removed.deny == set() with input as _planned(example[0], ["update"], {example[1]: _key}, {example[1]: "alias/other"})
}

test_allow_another_encryption_of_a_queue[note] if {
	some note, example in {
		"from its own to a key": [{"sqs_managed_sse_enabled": true}, {"sqs_managed_sse_enabled": false, "kms_master_key_id": _key}],
		"from a key to its own": [{"kms_master_key_id": _key}, {"sqs_managed_sse_enabled": true}],
	}
	protection_removed.deny == set() with input as _planned("aws_sqs_queue", ["update"], example[0], example[1])
}

test_allow[note] if {
	some note, example in {
		"fewer backups": ["aws_db_instance", {"backup_retention_period": 30}, {"backup_retention_period": 7}],
		"backups left to AWS": ["aws_db_instance", {"backup_retention_period": 7}, {}],
		"a rule of that name": ["aws_cloudwatch_event_rule", {"is_enabled": true}, {"is_enabled": false}],
		"a volume's key": ["aws_ebs_volume", {"kms_key_id": _key}, {}],
		"tags but for some": ["aws_ecr_repository", {"image_tag_mutability": "IMMUTABLE"}, {"image_tag_mutability": "IMMUTABLE_WITH_EXCLUSION"}],
	}
	protection_removed.deny == set() with input as _planned(example[0], ["update"], example[1], example[2])
}

test_deny_names_each if {
	protection_removed.deny == {
		{"message": "the plan switches off protection against deletion", "path": ["values", "deletion_protection"]},
		{"message": "the plan switches off automated backups", "path": ["values", "backup_retention_period"]},
	} with input as _planned(
		"aws_db_instance", ["update"],
		{"deletion_protection": true, "backup_retention_period": 7},
		{"deletion_protection": false, "backup_retention_period": 0},
	)
}

test_not_applicable[note] if {
	some note, one in {
		"a state": object.remove(_planned("aws_db_instance", [], {}, {"deletion_protection": false}), ["change"]),
		"no actions": _planned("aws_db_instance", [], {}, {"deletion_protection": false}),
	}
	not protection_removed.applies with input as one
}
