# METADATA
# title: DynamoDB tables are protected from deletion
# description: |
#   With protection, a delete call or a wrong plan fails instead of taking the table and its items with it. Replicas in
#   other regions are not judged: without them, the table still has everything.
# related_resources:
#   - https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_dynamodb_table]
#   aliases: [prowler:dynamodb_table_deletion_protection_enabled]
#   remediation: aws.dynamodb.table_deletion_protection
#   fix: |
#     resource "aws_dynamodb_table" "items" {
#       name                        = "items"
#       billing_mode                = "PAY_PER_REQUEST"
#       hash_key                    = "id"
#       deletion_protection_enabled = true
#
#       attribute {
#         name = "id"
#         type = "S"
#       }
#     }
package policies.aws.dynamodb.table_deletion_protection

# METADATA
# entrypoint: true
deny contains "nothing protects the table from deletion" if not input.values.deletion_protection_enabled
