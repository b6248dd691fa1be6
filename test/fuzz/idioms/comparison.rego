# METADATA
# title: Backups are kept a week at least and a month at most
# custom:
#   severity: medium
#   resources: [aws_db_instance]
package policies.idioms.comparison

deny contains "backups go too early" if input.values.backup_retention_period < 7

deny contains "backups stay too long" if input.values.backup_retention_period > 35
