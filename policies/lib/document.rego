# METADATA
# title: Statements of resource policies
# description: Whom the statements of an IAM document in canonical form let in, and what a Deny takes back.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
package policies.lib.document

import data.policies.lib.condition
import data.policies.lib.wildcard

# METADATA
# description: |
#   Whether a statement lets anyone call something, after what the Deny statements of the document take back from
#   everyone. A statement that names its principals, or is narrowed by its condition, does not.
is_open(statements, statement) if {
	statement.Effect == "Allow"
	_is_for_everyone(statement)
	not _is_narrowed(statement)
	some action in _actions(statement)
	some resource in _resources(statement)
	not _is_denied(statements, action, resource)
}

# METADATA
# description: The actions that an open statement lets anyone call, for messages.
open_actions(statements, statement) := {action |
	some action in _actions(statement)
	some resource in _resources(statement)
	not _is_denied(statements, action, resource)
}

# A call under not is undefined, instead of true, when what it is given is missing: hence a rule around it.
_is_narrowed(statement) if condition.narrows(statement.Condition)

_is_denied(statements, action, resource) if {
	some statement in statements
	statement.Effect == "Deny"
	_is_for_everyone(statement)
	_holds_for_outsiders(statement)
	some denied_action in statement.Action
	wildcard.covers(lower(denied_action), lower(action))
	some denied_resource in _denied_resources(statement)
	wildcard.covers(denied_resource, resource)
}

_is_for_everyone(statement) if {
	some names in statement.Principal
	"*" in names
}

# Everyone but those listed.
_is_for_everyone(statement) if statement.NotPrincipal

_holds_for_outsiders(statement) if not statement.Condition

_holds_for_outsiders(statement) if condition.spares_only_named(statement.Condition)

_actions(statement) := statement.Action

# NotAction takes in all but a few.
_actions(statement) := ["*"] if not statement.Action

_resources(statement) := statement.Resource

_resources(statement) := ["*"] if not statement.Resource

_denied_resources(statement) := statement.Resource

# Policies of what has no other resource than itself, such as repositories of ECR, name none.
_denied_resources(statement) := ["*"] if {
	not statement.Resource
	not statement.NotResource
}
