# METADATA
# title: Lambda functions are not open to anyone
# description: |
#   Any account of AWS may call such a function, with an event of its own making. A permission for every principal is
#   open unless it names the account, organization or resource on whose behalf the call has to be made, or the token of
#   an Alexa skill. That a permission holds for the function's URL only does not narrow it.
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
#   - https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
# custom:
#   severity: critical
#   exposure: direct
#   impact: data
#   resources: [aws_lambda_permission]
#   aliases: [CKV_AWS_301, prowler:awslambda_function_not_publicly_accessible]
#   remediation: aws.lambda.function_public_access
#   fix: |
#     resource "aws_lambda_permission" "organization" {
#       function_name    = "app"
#       action           = "lambda:InvokeFunction"
#       principal        = "*"
#       principal_org_id = "o-a1b2c3d4e5"
#     }
package policies.aws.lambda.function_public_access

import data.policies.lib.condition

# METADATA
# entrypoint: true
deny contains {
	"message": $"anyone may call {input.values.action} on the function: nothing narrows the permission",
	"path": ["values", "principal"],
} if {
	input.values.principal == "*"
	not _is_narrowed
}

_is_narrowed if condition.narrows({"ArnLike": {"aws:SourceArn": [input.values.source_arn]}})

_is_narrowed if condition.narrows({"StringEquals": {"aws:SourceAccount": [input.values.source_account]}})

_is_narrowed if condition.narrows({"StringEquals": {"aws:PrincipalOrgID": [input.values.principal_org_id]}})

_is_narrowed if input.values.event_source_token
