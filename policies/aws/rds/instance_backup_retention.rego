# METADATA
# title: RDS databases keep automated backups long enough
# description: |
#   Data that is deleted by mistake or in an attack comes back from a backup, if one is older than the mistake. The
#   parameter says how many days are long enough; the default outlasts a weekend and a holiday. Read replicas are left
#   out: their data is restored from the backups of their source. Backups that a plan of AWS Backup takes show here only
#   where they are continuous.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html
#   - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_db_instance, aws_rds_cluster]
#   aliases: [CKV_AWS_133, AWS-0077, prowler:rds_instance_backup_enabled]
#   remediation: aws.rds.instance_backup_retention
#   params:
#     days:
#       type: integer
#       description: For how many days backups have to be kept at least.
#       default: 7
#   fix: |
#     resource "aws_db_instance" "app" {
#       identifier                  = "app"
#       engine                      = "postgres"
#       instance_class              = "db.t3.micro"
#       allocated_storage           = 20
#       username                    = "app"
#       manage_master_user_password = true
#       backup_retention_period     = 7
#     }
package policies.aws.rds.instance_backup_retention

applies if not _is_replica

# METADATA
# entrypoint: true
deny contains "automated backups are off" if not _is_on

deny contains $"automated backups are kept for {kept} of {least} days" if {
	kept := input.values.backup_retention_period
	least := _days
	kept > 0
	kept < least
}

default _days := 7

_days := data.params["aws.rds.instance_backup_retention"].days

_is_replica if {
	input.type == "aws_db_instance"
	input.values.replicate_source_db
}

_is_on if input.values.backup_retention_period > 0
