# METADATA
# title: IAM policies do not give away a whole service that guards the others
# description: |
#   All of IAM, of the keys, of the organization or of the trails is a way to everything else, or to do it unseen.
#   `params.services` names the services of which no policy allows every action on every resource, by a wildcard or by
#   NotAction. To pass any role to a service, or to assume any role that lets the holder, is judged alike. A statement
#   with a condition on what it acts on (such as iam:PassedToService or aws:ResourceTag) is let by. Policies that allow
#   every action of every service are aws.iam.policy_full_access's matter.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
# custom:
#   severity: high
#   exposure: next
#   impact: account
#   resources: [aws_iam_policy, aws_iam_role_policy, aws_iam_user_policy, aws_iam_group_policy]
#   params:
#     services:
#       type: [array, string]
#       items: string
#       description: Prefixes of actions of which no policy allows all on every resource.
#       default: [cloudtrail, iam, kms, organizations, sso, sts]
#   aliases:
#     - CKV2_AWS_40
#     - AWS-0342
#     - prowler:iam_inline_policy_no_full_access_to_cloudtrail
#     - prowler:iam_inline_policy_no_full_access_to_kms
#     - prowler:iam_no_custom_policy_permissive_role_assumption
#     - prowler:iam_policy_no_full_access_to_cloudtrail
#     - prowler:iam_policy_no_full_access_to_kms
#   remediation: aws.iam.policy_wildcards
#   fix: |
#     resource "aws_iam_policy" "deploy" {
#       name = "deploy"
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect   = "Allow"
#           Action   = ["iam:PassRole"]
#           Resource = ["arn:aws:iam::123456789012:role/app"]
#           Condition = {
#             StringEquals = { "iam:PassedToService" = "lambda.amazonaws.com" }
#           }
#         }]
#       })
#     }
package policies.aws.iam.policy_wildcards

import data.policies.lib.parameter
import data.policies.lib.wildcard

# METADATA
# entrypoint: true
deny contains {
	"message": $"the policy allows every action of {service} on every resource",
	"path": ["values", "policy", "Statement", position],
} if {
	some position, statement in input.values.policy.Statement
	statement.Effect == "Allow"
	some service in _services
	_takes_in_service(statement, service)
	_is_on_everything(statement, service)
	not _narrows(statement, service)
}

deny contains {
	"message": $"the policy allows {action} on every role",
	"path": ["values", "policy", "Statement", position],
} if {
	some position, statement in input.values.policy.Statement
	statement.Effect == "Allow"
	some action, service in {"iam:PassRole": "iam", "sts:AssumeRole": "sts"}
	_takes_in_action(statement, action)
	_is_on_every_role(statement)
	not _narrows(statement, service)
}

_takes_in_service(statement, service) if {
	some action in statement.Action
	not wildcard.is_every_action(action)
	_is_whole(lower(action), lower(service))
}

# All but a few, on what full access leaves out: every resource of this service.
_takes_in_service(statement, service) if {
	statement.NotAction
	not _is_on_all_services(statement)
	not _leaves_out(statement, service)
}

_leaves_out(statement, service) if {
	some action in statement.NotAction
	_is_whole(lower(action), lower(service))
}

_leaves_out(statement, _) if {
	some action in statement.NotAction
	wildcard.is_every_action(action)
}

# iam:*, iam:*?*
_is_whole(action, service) if {
	startswith(action, $"{service}:")
	contains(action, "*")
	trim(trim_prefix(action, $"{service}:"), "*?") == ""
}

# i*, iam*
_is_whole(action, service) if {
	not contains(action, ":")
	wildcard.covers(action, $"{service}:")
}

# Alone: with all of its service, that is told.
_takes_in_action(statement, action) if {
	some pattern in statement.Action
	wildcard.covers(lower(pattern), lower(action))
	not wildcard.is_every_action(pattern)
	not _is_told(pattern)
}

_is_told(pattern) if {
	some service in _services
	_is_whole(lower(pattern), lower(service))
}

_is_on_everything(statement, _) if _is_on_all_services(statement)

_is_on_everything(statement, service) if {
	some resource in statement.Resource
	regex.match(`^arn:[^:]*:[^:]*:[^:]*:[^:]*:\*+$`, resource)
	split(resource, ":")[2] == lower(service)
}

_is_on_all_services(statement) if {
	some resource in statement.Resource
	wildcard.is_every_resource(resource)
}

_is_on_all_services(statement) if statement.NotResource

_is_on_every_role(statement) if _is_on_everything(statement, "iam")

_is_on_every_role(statement) if {
	some resource in statement.Resource
	regex.match(`^arn:[^:]*:iam::[^:]*:role/\*+$`, resource)
}

_narrows(statement, service) if {
	some _, keys in statement.Condition
	some key, _ in keys
	startswith(lower(key), $"{lower(service)}:")
}

_narrows(statement, _) if {
	some _, keys in statement.Condition
	some key, _ in keys
	startswith(lower(key), "aws:resource")
}

default _services := ["cloudtrail", "iam", "kms", "organizations", "sso", "sts"]

_services := parameter.list(data.params["aws.iam.policy_wildcards"].services)
