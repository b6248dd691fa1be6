package policies.aws.resource.stateful_deletion_test

import data.policies.aws.resource.stateful_deletion

_values := {"identifier": "appdb", "engine": "postgres", "skip_final_snapshot": true}

_database := {
	"type": "aws_db_instance",
	"mode": "managed",
	"address": "aws_db_instance.db",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": _values,
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_planned(actions) := object.union(_database, {"change": {"actions": actions, "before": _values}})

_replaced := {"the plan replaces this resource: the data in it goes with the old one"}

test_deny[note] if {
	some note, example in {
		"delete": [["delete"], {"the plan deletes this resource and the data in it"}],
		"replace": [["delete", "create"], _replaced],
		"create before destroy": [["create", "delete"], _replaced],
	}
	stateful_deletion.applies with input as _planned(example[0])
	stateful_deletion.deny == example[1] with input as _planned(example[0])
}

test_allow[note] if {
	some note, actions in {
		"create": ["create"],
		"update": ["update"],
		"no-op": ["no-op"],
		"forget": ["forget"],
		"replace a forgotten one": ["create", "forget"],
	}
	stateful_deletion.applies with input as _planned(actions)
	stateful_deletion.deny == set() with input as _planned(actions)
}

test_not_applicable[note] if {
	some note, resource in {
		"a state": _database,
		"no actions": _planned([]),
	}
	not stateful_deletion.applies with input as resource
}
