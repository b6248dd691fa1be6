# METADATA
# title: RDS databases are protected from deletion
# description: |
#   With protection, a delete call or a wrong plan fails instead of taking the database with it. Judged are instances and
#   clusters. Members of a cluster have no such setting, and a cluster without members keeps its data. Read replicas are
#   left out: what they hold is in their source.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html
#   - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_db_instance, aws_rds_cluster]
#   aliases:
#     - CKV_AWS_139
#     - CKV_AWS_293
#     - AWS-0177
#     - AWS-0343
#     - prowler:rds_instance_deletion_protection
#     - prowler:rds_cluster_deletion_protection
#   remediation: aws.rds.instance_deletion_protection
#   fix: |
#     resource "aws_db_instance" "app" {
#       identifier                  = "app"
#       engine                      = "postgres"
#       instance_class              = "db.t3.micro"
#       allocated_storage           = 20
#       username                    = "app"
#       manage_master_user_password = true
#       deletion_protection         = true
#     }
package policies.aws.rds.instance_deletion_protection

applies if not _is_replica

# METADATA
# entrypoint: true
deny contains $"nothing protects the {_kind} from deletion" if not input.values.deletion_protection

_is_replica if {
	input.type == "aws_db_instance"
	input.values.replicate_source_db
}

_kind := "cluster" if input.type == "aws_rds_cluster"

_kind := "instance" if input.type != "aws_rds_cluster"
