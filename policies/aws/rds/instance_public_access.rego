# METADATA
# title: RDS instances have no public address
# description: |
#   A publicly accessible instance resolves to an address on the internet; only its security groups then keep others
#   out. Instances of Aurora clusters are judged one by one.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
# custom:
#   severity: high
#   exposure: next
#   impact: data
#   resources: [aws_db_instance, aws_rds_cluster_instance]
#   aliases: [CKV_AWS_17, AWS-0180, prowler:rds_instance_no_public_access]
#   remediation: aws.rds.instance_public_access
#   fix: |
#     resource "aws_db_instance" "app" {
#       identifier                  = "app"
#       engine                      = "postgres"
#       instance_class              = "db.t3.micro"
#       allocated_storage           = 20
#       username                    = "app"
#       manage_master_user_password = true
#       publicly_accessible         = false
#     }
package policies.aws.rds.instance_public_access

# METADATA
# entrypoint: true
deny contains "the instance is publicly accessible" if input.values.publicly_accessible
