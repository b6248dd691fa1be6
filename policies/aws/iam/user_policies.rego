# METADATA
# title: IAM users get their rights from groups
# description: |
#   Rights that are given to one user are forgotten when he changes his work: nobody looks at users one by one. Inline
#   policies and attachments are found at the user; where the input does not hold him, at the policy or attachment
#   itself. `params.allowed_users` names those that may have their own, such as the users of machines.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html
# custom:
#   severity: low
#   exposure: next
#   impact: order
#   resources: [aws_iam_user, aws_iam_user_policy, aws_iam_user_policy_attachment]
#   params:
#     allowed_users:
#       type: [array, string]
#       items: string
#       description: Names of users that may have policies of their own; * stands for any end of a name.
#       default: []
#   aliases: [CKV_AWS_40, AWS-0143, prowler:iam_policy_attached_only_to_group_or_roles]
#   remediation: aws.iam.user_policies
#   fix: |
#     resource "aws_iam_user" "dana" {
#       name = "dana"
#     }
#
#     resource "aws_iam_group" "readers" {
#       name = "readers"
#     }
#
#     resource "aws_iam_user_group_membership" "dana" {
#       user   = aws_iam_user.dana.name
#       groups = [aws_iam_group.readers.name]
#     }
#
#     resource "aws_iam_group_policy_attachment" "readers" {
#       group      = aws_iam_group.readers.name
#       policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
#     }
package policies.aws.iam.user_policies

import data.policies.lib.parameter
import data.policies.lib.wildcard

applies if input.type == "aws_iam_user"

# What belongs to a user that is at hand is found there.
applies if {
	input.type != "aws_iam_user"
	not _has_user
}

# METADATA
# entrypoint: true
deny contains {
	"message": $"the user has a policy of his own: {policy.values.name}",
	"path": ["referrers", "aws_iam_user_policy", "user", position],
} if {
	some position, policy in input.referrers.aws_iam_user_policy.user
	not _is_allowed
}

deny contains {
	"message": $"a policy is attached to the user: {attachment.values.policy_arn}",
	"path": ["referrers", "aws_iam_user_policy_attachment", "user", position],
} if {
	some position, attachment in input.referrers.aws_iam_user_policy_attachment.user
	not _is_allowed
}

deny contains $"the policy belongs to one user: {input.values.user}" if {
	input.type == "aws_iam_user_policy"
	not _is_allowed
}

deny contains $"the policy is attached to one user: {input.values.user}" if {
	input.type == "aws_iam_user_policy_attachment"
	not _is_allowed
}

_has_user if {
	some _ in input.refs.user
}

_is_allowed if {
	input.type == "aws_iam_user"
	_is_named(input.values.name)
}

_is_allowed if _is_named(input.values.user)

_is_named(name) if {
	some allowed in _allowed_users
	wildcard.covers(allowed, name)
}

default _allowed_users := []

_allowed_users := parameter.list(data.params["aws.iam.user_policies"].allowed_users)
