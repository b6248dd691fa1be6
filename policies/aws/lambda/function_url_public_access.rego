# METADATA
# title: URLs of Lambda functions ask who is calling
# description: |
#   With the authorization type NONE anyone who knows or finds the address runs the function, at the cost of the account.
#   Functions that check their callers themselves, as webhooks do by a signature, are waived one by one. What lies in
#   front of it does not close it: the address of the URL itself stays open.
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
# custom:
#   severity: high
#   exposure: direct
#   impact: service
#   resources: [aws_lambda_function_url]
#   aliases: [CKV_AWS_258, prowler:awslambda_function_url_public]
#   remediation: aws.lambda.function_url_public_access
#   fix: |
#     resource "aws_lambda_function_url" "app" {
#       function_name      = "app"
#       authorization_type = "AWS_IAM"
#     }
package policies.aws.lambda.function_url_public_access

# METADATA
# entrypoint: true
deny contains {
	"message": "anyone may call the function by its URL",
	"path": ["values", "authorization_type"],
} if {
	input.values.authorization_type == "NONE"
}
