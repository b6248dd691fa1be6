# METADATA
# title: Environments of Lambda functions hold no credentials
# description: |
#   Whoever may read the configuration of the function, its plan or its state has the credential, and nobody notices. A
#   variable counts when its value has a form that only credentials have (keys of AWS, private keys, tokens of GitHub,
#   Slack, Stripe and others, addresses with a password in them), or when it is called a password, token or key and is
#   written out. Names, ARNs and paths of secrets, which the function looks up, placeholders and what KMS has encrypted
#   pass. A value that is known only after apply is not judged before. Snapshots keep no variables.
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
#   - https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html
# custom:
#   severity: high
#   exposure: next
#   impact: data
#   resources: [aws_lambda_function]
#   aliases: [CKV_AWS_45, prowler:awslambda_function_no_secrets_in_variables]
#   remediation: aws.lambda.function_environment_secrets
#   fix: |
#     resource "aws_lambda_function" "app" {
#       function_name = "app"
#       role          = "arn:aws:iam::123456789012:role/app"
#       runtime       = "python3.13"
#       handler       = "app.handler"
#       s3_bucket     = "releases"
#       s3_key        = "app.zip"
#       environment {
#         variables = {
#           DATABASE_SECRET_NAME = "app/database"
#         }
#       }
#     }
package policies.aws.lambda.function_environment_secrets

import data.policies.lib.credential

# METADATA
# entrypoint: true
deny contains {
	"message": $"the variable {name} holds {kind}",
	"path": ["values", "environment", position, "variables", name],
} if {
	some position, environment in input.values.environment
	some name, value in environment.variables
	some kind in credential.kinds
	credential.holds(kind, name, value)
}
