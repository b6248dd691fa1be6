package policies.aws.iam.user_policies_test

import data.policies.aws.iam.user_policies

_resource(type, values, refs, referrers) := {
	"type": type,
	"mode": "managed",
	"address": $"{type}.main",
	"scope": {"account": "123456789012", "region": "global"},
	"values": values,
	"tags": {},
	"refs": refs,
	"referrers": referrers,
	"now": 1795000000,
}

_linked(address, values) := {
	"address": address,
	"scope": {"account": "123456789012", "region": "global"},
	"tags": {},
	"values": values,
}

_user(policies, attachments) := _resource("aws_iam_user", {"name": "dana"}, {}, {
	"aws_iam_user_policy": {"user": policies},
	"aws_iam_user_policy_attachment": {"user": attachments},
})

_inline := _linked("aws_iam_user_policy.p", {"name": "inline", "user": "dana"})

_attached := _linked("aws_iam_user_policy_attachment.a", {"user": "dana", "policy_arn": "arn:aws:iam::aws:policy/ReadOnlyAccess"})

_own := {
	"message": "the user has a policy of his own: inline",
	"path": ["referrers", "aws_iam_user_policy", "user", 0],
}

_attachment := {
	"message": "a policy is attached to the user: arn:aws:iam::aws:policy/ReadOnlyAccess",
	"path": ["referrers", "aws_iam_user_policy_attachment", "user", 0],
}

_alone(type, values) := _resource(type, values, {"user": []}, {})

_with(users) := {"aws.iam.user_policies": {"allowed_users": users}}

test_deny_user[note] if {
	some note, example in {
		"an inline policy": [[_inline], [], {_own}],
		"an attachment": [[], [_attached], {_attachment}],
		"both": [[_inline], [_attached], {_own, _attachment}],
	}
	user_policies.applies with input as _user(example[0], example[1])
	user_policies.deny == example[2] with input as _user(example[0], example[1])
}

test_allow_user_without_policies if {
	user_policies.applies with input as _user([], [])
	user_policies.deny == set() with input as _user([], [])
}

test_allow_users_of_params[note] if {
	some note, users in {"by name": ["ops", "dana"], "by its beginning": ["da*"], "one name, no list": "dana"}
	user_policies.deny == set() with input as _user([_inline], [_attached]) with data.params as _with(users)
}

test_deny_others_than_those_of_params if {
	user_policies.deny == {_own} with input as _user([_inline], []) with data.params as _with(["dan", "Dana", "danae*"])
}

test_deny_where_the_user_is_not_at_hand[type] if {
	some type, denied in {
		"aws_iam_user_policy": "the policy belongs to one user: dana",
		"aws_iam_user_policy_attachment": "the policy is attached to one user: dana",
	}
	one := _alone(type, {"user": "dana", "name": "inline"})
	user_policies.applies with input as one
	user_policies.deny == {denied} with input as one
	user_policies.deny == set() with input as one with data.params as _with(["dana"])

	# The name of the policy is nobody's.
	user_policies.deny == {denied} with input as one with data.params as _with(["inline"])
}

test_not_applicable_where_the_user_is_at_hand[type] if {
	some type in ["aws_iam_user_policy", "aws_iam_user_policy_attachment"]
	user := _linked("aws_iam_user.dana", {"name": "dana"})
	not user_policies.applies with input as _resource(type, {"user": "dana"}, {"user": [user]}, {})
}
