# METADATA
# title: Trust policies of roles
# description: Which statements of a trust policy let somebody assume the role, and what narrows them for an account.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user_externalid.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
package policies.lib.trust

import data.policies.lib.condition

# METADATA
# description: Whether a statement is about assuming the role, and not only about what a session of it carries.
lets_assume(statement) if {
	some action in statement.Action
	not lower(action) in {"sts:setcontext", "sts:setsourceidentity", "sts:tagsession"}
}

lets_assume(statement) if statement.NotAction

# METADATA
# description: |
#   Whether a condition asks more of the principals of an account than that they are of it: an external id, a second
#   factor, a name, a tag or a network.
narrows_account(statement) if condition.narrows(statement.Condition)

narrows_account(statement) if {
	some operator, keys in statement.Condition
	lower(operator) in _demands
	some key, values in keys
	_tells_more(lower(key))
	count(values) > 0
	every value in values {
		not value in {"", "*", "false"}
	}
}

# IfExists and ForAllValues are satisfied when the key is missing.
_demands := {
	"arnequals",
	"arnlike",
	"bool",
	"foranyvalue:stringequals",
	"foranyvalue:stringlike",
	"numericlessthan",
	"numericlessthanequals",
	"stringequals",
	"stringequalsignorecase",
	"stringlike",
}

_tells_more(key) if {
	key in {
		"aws:multifactorauthage",
		"aws:multifactorauthpresent",
		"aws:principalarn",
		"aws:sourceidentity",
		"aws:username",
		"sts:externalid",
		"sts:rolesessionname",
		"sts:sourceidentity",
	}
}

_tells_more(key) if startswith(key, "aws:principaltag/")
