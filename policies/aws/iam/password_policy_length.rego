# METADATA
# title: Passwords of IAM users have to be long
# description: |
#   A short password is guessed, or found from what a leak elsewhere tells of it. `params.least` says how many
#   characters it has to have. An account without a password policy asks for 8, so that it fails for any larger number;
#   a plan or state without one does not tell whether the account has one.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: account
#   resources: [aws_iam_account_password_policy, driftlock_aws_account]
#   params:
#     least:
#       type: integer
#       description: The least number of characters.
#       default: 14
#   aliases: [CKV_AWS_10, AWS-0063, prowler:iam_password_policy_minimum_length_14]
#   remediation: aws.iam.password_policy_length
#   fix: |
#     resource "aws_iam_account_password_policy" "main" {
#       minimum_password_length        = 14
#       password_reuse_prevention      = 24
#       allow_users_to_change_password = true
#     }
package policies.aws.iam.password_policy_length

applies if input.type == "aws_iam_account_password_policy"

# The policy itself is judged where there is one.
applies if {
	input.type == "driftlock_aws_account"
	not _has_policy
}

# METADATA
# entrypoint: true
deny contains $"the account has no password policy: passwords of {_without_policy} characters will do" if {
	input.type == "driftlock_aws_account"
	_least > _without_policy
}

deny contains $"passwords of {input.values.minimum_password_length} characters will do" if {
	input.type == "aws_iam_account_password_policy"
	not _is_long
}

_has_policy if {
	some _ in input.referrers.aws_iam_account_password_policy.account
}

_is_long if input.values.minimum_password_length >= _least

# What AWS asks for by itself.
_without_policy := 8

default _least := 14

_least := data.params["aws.iam.password_policy_length"].least
