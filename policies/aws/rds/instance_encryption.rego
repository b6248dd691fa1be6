# METADATA
# title: RDS databases encrypt their storage with a KMS key
# description: |
#   Whoever gets hold of a snapshot that no KMS key protects reads its data. Encryption cannot be turned on for a
#   database that exists; it takes a new one, restored from an encrypted copy of a snapshot. Judged are instances and
#   clusters. Members of a cluster have the storage of the cluster; a replica is encrypted where its source is. What is
#   restored is encrypted as its snapshot was, which only the result tells. New clusters of Aurora that name no key are
#   encrypted with one that AWS owns: that keeps nobody from reading a snapshot, and the API tells it as not encrypted.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html
#   - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html
# custom:
#   severity: high
#   exposure: next
#   impact: data
#   resources: [aws_db_instance, aws_rds_cluster]
#   aliases:
#     - CKV_AWS_16
#     - CKV_AWS_96
#     - AWS-0079
#     - AWS-0080
#     - prowler:rds_instance_storage_encrypted
#     - prowler:rds_cluster_storage_encrypted
#   remediation: aws.rds.instance_encryption
#   fix: |
#     resource "aws_db_instance" "app" {
#       identifier                  = "app"
#       engine                      = "postgres"
#       instance_class              = "db.t3.micro"
#       allocated_storage           = 20
#       username                    = "app"
#       manage_master_user_password = true
#       storage_encrypted           = true
#     }
package policies.aws.rds.instance_encryption

# METADATA
# entrypoint: true
deny contains $"no KMS key encrypts the storage of the {_kind}" if {
	not _is_replica
	not input.values.storage_encrypted
}

deny contains "no KMS key encrypts the storage of the replica" if {
	_is_replica
	not _is_encrypted_replica
}

_is_replica if {
	input.type == "aws_db_instance"
	input.values.replicate_source_db
}

_kind := "cluster" if input.type == "aws_rds_cluster"

_kind := "instance" if input.type != "aws_rds_cluster"

_is_encrypted_replica if input.values.storage_encrypted

# It takes no key where its source has none.
_is_encrypted_replica if input.values.kms_key_id

# It is created without saying so, and has what its source has.
_is_encrypted_replica if {
	some source in input.refs.replicate_source_db
	source.values.storage_encrypted
}
