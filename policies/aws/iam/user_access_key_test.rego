package policies.aws.iam.user_access_key_test

import data.policies.aws.iam.user_access_key

_key(values) := {
	"type": "aws_iam_access_key",
	"mode": "managed",
	"address": "aws_iam_access_key.main",
	"scope": {"account": "123456789012", "region": "global"},
	"values": object.union({"user": "mail", "status": "Active"}, values),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_planned(actions, values) := object.union(_key(values), {"change": {"actions": actions}})

_is_to_lie := {"the secret of the key is to lie in the state, in plain text"}

_lies := {"the secret of the key lies in the state, in plain text"}

test_deny_created if {
	user_access_key.applies with input as _planned(["create"], {})
	user_access_key.deny == _is_to_lie with input as _planned(["create"], {})
}

test_deny_replaced if {
	user_access_key.deny == _is_to_lie with input as _planned(["delete", "create"], {"secret": "s"})
}

test_deny_kept[note] if {
	some note, one in {
		"a state": _key({"secret": "s"}),
		"a plan that leaves it": _planned(["no-op"], {"secret": "s"}),
		"a plan that changes it": _planned(["update"], {"secret": "s"}),
	}
	user_access_key.applies with input as one
	user_access_key.deny == _lies with input as one
}

test_allow[note] if {
	some note, one in {
		"created, for the owner of a key": _planned(["create"], {"pgp_key": "keybase:acme"}),
		"made so": _key({"pgp_key": "keybase:acme", "encrypted_secret": "e"}),
		"an imported one": _planned(["no-op"], {}),
	}
	user_access_key.applies with input as one
	user_access_key.deny == set() with input as one
}

test_not_applicable[note] if {
	some note, one in {
		"found in the cloud": _key({"id": "AKIAIOSFODNN7EXAMPLE"}),
		"switched off": _key({"secret": "s", "status": "Inactive"}),
		"made switched off": _planned(["create"], {"status": "Inactive"}),
	}
	not user_access_key.applies with input as one
}
