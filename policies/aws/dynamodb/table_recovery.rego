# METADATA
# title: DynamoDB tables can be restored to any point in time
# description: |
#   Items that are overwritten or deleted, by mistake or in an attack, are gone unless the table can be restored to the
#   moment before. Point-in-time recovery reaches back for as many days as the table says, 35 where it says nothing.
#   Replicas in other regions take over what is deleted, and are not judged: one place to restore from is enough.
# related_resources:
#   - https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_dynamodb_table]
#   aliases: [CKV_AWS_28, AWS-0024, prowler:dynamodb_tables_pitr_enabled]
#   remediation: aws.dynamodb.table_recovery
#   fix: |
#     resource "aws_dynamodb_table" "items" {
#       name         = "items"
#       billing_mode = "PAY_PER_REQUEST"
#       hash_key     = "id"
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
package policies.aws.dynamodb.table_recovery

# METADATA
# entrypoint: true
deny contains "point-in-time recovery of the table is off" if not _is_on

_is_on if {
	some recovery in input.values.point_in_time_recovery
	recovery.enabled
}
