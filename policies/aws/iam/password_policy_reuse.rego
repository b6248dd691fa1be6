# METADATA
# title: IAM users cannot take an old password again
# description: |
#   Whoever has to change a password that leaked goes back to it where that is allowed. `params.least` says how many
#   former passwords are refused; AWS keeps 24. An account without a password policy refuses none; a plan or state
#   without one does not tell whether the account has one.
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
#       description: The least number of former passwords that are refused.
#       default: 24
#   aliases: [CKV_AWS_13, AWS-0056, prowler:iam_password_policy_reuse_24]
#   remediation: aws.iam.password_policy_reuse
#   fix: |
#     resource "aws_iam_account_password_policy" "main" {
#       minimum_password_length        = 14
#       password_reuse_prevention      = 24
#       allow_users_to_change_password = true
#     }
package policies.aws.iam.password_policy_reuse

applies if input.type == "aws_iam_account_password_policy"

# The policy itself is judged where there is one.
applies if {
	input.type == "driftlock_aws_account"
	not _has_policy
}

# METADATA
# entrypoint: true
deny contains "the account has no password policy: any former password will do" if {
	input.type == "driftlock_aws_account"
	_least > 0
}

deny contains $"a password may be taken again after {_refused} others" if {
	input.type == "aws_iam_account_password_policy"
	not _is_enough
}

_has_policy if {
	some _ in input.referrers.aws_iam_account_password_policy.account
}

_is_enough if _least <= 0

_is_enough if input.values.password_reuse_prevention >= _least

default _refused := 0

_refused := input.values.password_reuse_prevention

default _least := 24

_least := data.params["aws.iam.password_policy_reuse"].least
