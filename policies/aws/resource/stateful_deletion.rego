# METADATA
# title: Plans do not delete resources that hold data
# description: |
#   What is deleted here takes its data with it, also when a replacement follows. Moving, forgetting and updating keep
#   it. A deletion that is meant is waived, with a reason, for as long as it takes.
# related_resources:
#   - https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/back-up-data.html
#   - https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle
# custom:
#   severity: high
#   exposure: next
#   impact: data
#   on: change
#   resources:
#     - aws_backup_vault
#     - aws_cloudtrail_event_data_store
#     - aws_cloudwatch_log_group
#     - aws_codecommit_repository
#     - aws_cognito_user_pool
#     - aws_db_instance
#     - aws_docdb_cluster
#     - aws_docdbelastic_cluster
#     - aws_dsql_cluster
#     - aws_dynamodb_table
#     - aws_ebs_volume
#     - aws_ecr_repository
#     - aws_ecrpublic_repository
#     - aws_efs_file_system
#     - aws_elasticache_cluster
#     - aws_elasticache_replication_group
#     - aws_elasticache_serverless_cache
#     - aws_elasticsearch_domain
#     - aws_fsx_lustre_file_system
#     - aws_fsx_ontap_file_system
#     - aws_fsx_ontap_volume
#     - aws_fsx_openzfs_file_system
#     - aws_fsx_openzfs_volume
#     - aws_fsx_windows_file_system
#     - aws_glacier_vault
#     - aws_keyspaces_keyspace
#     - aws_keyspaces_table
#     - aws_kinesis_stream
#     - aws_kms_external_key
#     - aws_kms_key
#     - aws_lightsail_database
#     - aws_lightsail_disk
#     - aws_memorydb_cluster
#     - aws_msk_cluster
#     - aws_msk_serverless_cluster
#     - aws_neptune_cluster
#     - aws_neptunegraph_graph
#     - aws_opensearch_domain
#     - aws_opensearchserverless_collection
#     - aws_prometheus_workspace
#     - aws_qldb_ledger
#     - aws_rds_cluster
#     - aws_redshift_cluster
#     - aws_redshiftserverless_namespace
#     - aws_s3_bucket
#     - aws_s3_directory_bucket
#     - aws_s3tables_table
#     - aws_s3tables_table_bucket
#     - aws_secretsmanager_secret
#     - aws_timestreaminfluxdb_db_instance
#     - aws_timestreamwrite_database
#     - aws_timestreamwrite_table
#   aliases: []
#   remediation: aws.resource.stateful_deletion
#   fix: |
#     resource "aws_dynamodb_table" "orders" {
#       name         = "orders"
#       hash_key     = "id"
#       billing_mode = "PAY_PER_REQUEST"
#
#       attribute {
#         name = "id"
#         type = "S"
#       }
#
#       lifecycle {
#         prevent_destroy = true
#       }
#     }
package policies.aws.resource.stateful_deletion

# A state and the live cloud plan nothing.
applies if count(input.change.actions) > 0

# METADATA
# entrypoint: true
deny contains "the plan deletes this resource and the data in it" if {
	"delete" in input.change.actions
	not "create" in input.change.actions
}

deny contains "the plan replaces this resource: the data in it goes with the old one" if {
	"delete" in input.change.actions
	"create" in input.change.actions
}
