# METADATA
# title: RDS instances take minor versions by themselves
# description: |
#   Minor versions close security holes. An instance that waits for somebody to install them keeps the holes until
#   somebody does; with automatic upgrades they come in the maintenance window. Instances of Aurora clusters are judged
#   one by one, since Aurora upgrades only where all of them agree. RDS Custom, where such upgrades cannot be turned on,
#   is left out.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html
#   - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_UpgradeDBInstance.Upgrading.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_db_instance, aws_rds_cluster_instance]
#   aliases: [CKV_AWS_226, prowler:rds_instance_minor_version_upgrade_enabled]
#   remediation: aws.rds.instance_minor_version_upgrade
#   fix: |
#     resource "aws_db_instance" "app" {
#       identifier                  = "app"
#       engine                      = "postgres"
#       instance_class              = "db.t3.micro"
#       allocated_storage           = 20
#       username                    = "app"
#       manage_master_user_password = true
#       auto_minor_version_upgrade  = true
#     }
package policies.aws.rds.instance_minor_version_upgrade

applies if not _is_custom

# METADATA
# entrypoint: true
deny contains "the instance does not take minor versions by itself" if {
	# What leaves it out takes them. driftlock: ignore false-comparison
	input.values.auto_minor_version_upgrade == false
}

# The engine matters only where upgrades are off: what is restored, or a replica, may not tell it.
_is_custom if {
	startswith(input.values.engine, "custom-")

	# driftlock: ignore false-comparison
	input.values.auto_minor_version_upgrade == false
}
