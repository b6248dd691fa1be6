# METADATA
# title: RDS instances have a standby in a second availability zone
# description: |
#   Without a standby, the failure of a zone or of a machine, and some maintenance, stop the database until it is back or
#   restored. A standby costs as much as the instance: turn the policy off for what may stop. Clusters are left out, as
#   their members lie in several zones, and so are read replicas, whose source goes on without them, and SQL Server
#   Express, which can have no standby.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_SQLServerMultiAZ.html
# custom:
#   severity: low
#   exposure: remote
#   impact: service
#   resources: [aws_db_instance]
#   aliases: [CKV_AWS_157, prowler:rds_instance_multi_az]
#   remediation: aws.rds.instance_multi_az
#   fix: |
#     resource "aws_db_instance" "app" {
#       identifier                  = "app"
#       engine                      = "postgres"
#       instance_class              = "db.t3.micro"
#       allocated_storage           = 20
#       username                    = "app"
#       manage_master_user_password = true
#       multi_az                    = true
#     }
package policies.aws.rds.instance_multi_az

applies if {
	not input.values.replicate_source_db
	not _can_have_none
}

# METADATA
# entrypoint: true
deny contains "the instance has no standby in another availability zone" if not input.values.multi_az

# The engine matters only where there is no standby: what is restored may not tell it.
_can_have_none if {
	input.values.engine == "sqlserver-ex"
	not input.values.multi_az
}
