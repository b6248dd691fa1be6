# METADATA
# title: Only in the regions that we use
# custom:
#   severity: medium
#   resources: [aws_lb, aws_instance, aws_db_instance, aws_sqs_queue]
package policies.idioms.scoped

deny contains "the region is not used" if not startswith(input.scope.region, "us-")

deny contains "the account is not ours" if input.scope.account != "123456789012"
