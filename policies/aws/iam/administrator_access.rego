# METADATA
# title: AWS's policies for administrators are attached to those only who are meant to be
# description: |
#   Whoever holds AdministratorAccess, or IAMFullAccess, with which he gives it to himself, owns the account: each user
#   and machine that has it makes a leak of its credentials the loss of everything. `params.policies` names the policies
#   of AWS that count; `params.allowed` the users, groups and roles that may have them, as roles for emergencies do. Those
#   that AWS makes itself, for IAM Identity Center, organizations and Control Tower, are let by.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
#   - https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html
# custom:
#   severity: high
#   exposure: next
#   impact: account
#   resources:
#     - aws_iam_group_policy_attachment
#     - aws_iam_role_policy_attachment
#     - aws_iam_user_policy_attachment
#   params:
#     policies:
#       type: [array, string]
#       items: string
#       description: Names of the policies of AWS that make an administrator.
#       default: [AdministratorAccess, IAMFullAccess]
#     allowed:
#       type: [array, string]
#       items: string
#       description: Names of users, groups and roles that may have them; * stands for any end of a name.
#       default: ['AWSReservedSSO_*', AWSControlTowerExecution, OrganizationAccountAccessRole]
#   aliases:
#     - CKV_AWS_274
#     - CKV2_AWS_56
#     - prowler:iam_aws_attached_policy_no_administrative_privileges
#     - prowler:iam_group_administrator_access_policy
#     - prowler:iam_role_administratoraccess_policy
#     - prowler:iam_user_administrator_access_policy
#   remediation: aws.iam.administrator_access
#   fix: |
#     resource "aws_iam_role_policy_attachment" "reports" {
#       role       = "reports"
#       policy_arn = "arn:aws:iam::aws:policy/AmazonAthenaFullAccess"
#     }
package policies.aws.iam.administrator_access

import data.policies.lib.parameter
import data.policies.lib.wildcard

# METADATA
# entrypoint: true
deny contains $"{_name} is attached to the group {input.values.group}" if {
	input.type == "aws_iam_group_policy_attachment"
	_is_administrative
	not _is_allowed
}

deny contains $"{_name} is attached to the role {input.values.role}" if {
	input.type == "aws_iam_role_policy_attachment"
	_is_administrative
	not _is_allowed
}

deny contains $"{_name} is attached to the user {input.values.user}" if {
	input.type == "aws_iam_user_policy_attachment"
	_is_administrative
	not _is_allowed
}

_is_administrative if count(_names) > 0

_names contains name if {
	some name in _policies
	not _is_own
	_is_of_aws(input.values.policy_arn, name)
}

_is_of_aws(arn, name) if {
	regex.match(`^arn:aws[a-z-]*:iam::aws:policy/`, arn)
	endswith(arn, $"/{name}")
}

# What Terraform makes is no policy of AWS, whatever its ARN will be.
_is_own if {
	some _ in input.refs.policy_arn
}

_name := concat(", ", _names)

_is_allowed if _is_named(input.values.group)

_is_allowed if _is_named(input.values.role)

_is_allowed if _is_named(input.values.user)

_is_named(name) if {
	some allowed in _allowed
	wildcard.covers(allowed, name)
}

default _policies := ["AdministratorAccess", "IAMFullAccess"]

_policies := parameter.list(data.params["aws.iam.administrator_access"].policies)

default _allowed := ["AWSReservedSSO_*", "AWSControlTowerExecution", "OrganizationAccountAccessRole"]

_allowed := parameter.list(data.params["aws.iam.administrator_access"].allowed)
