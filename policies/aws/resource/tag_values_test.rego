package policies.aws.resource.tag_values_test

import data.policies.aws.resource.tag_values

_resource(type, tags) := {
	"type": type,
	"mode": "managed",
	"address": $"{type}.main",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": {},
	"tags": tags,
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_vpc(tags) := _resource("aws_vpc", tags)

_allowed(allowed) := {"aws.resource.tag_values": {"allowed": allowed}}

_at(name, message) := {"message": message, "path": ["tags", name]}

test_deny[note] if {
	some note, example in {
		"another value": [
			{"env": ["prod", "test"]}, {"env": "production"},
			{_at("env", "the tag env is production, not one of prod, test")},
		],
		"other letters": [{"env": ["prod"]}, {"env": "Prod"}, {_at("env", "the tag env is Prod, not one of prod")}],
		"empty": [{"env": ["prod"]}, {"env": ""}, {_at("env", "the tag env is , not one of prod")}],
		"no value allowed": [{"env": []}, {"env": "prod"}, {_at("env", "the tag env is prod, not one of ")}],
		"an expression": [
			{"cost": "[0-9]{4}"}, {"cost": "12a4"},
			{_at("cost", "the tag cost is 12a4, which does not match [0-9]{4}")},
		],
		"a part that matches": [
			{"cost": "[0-9]{4}"}, {"cost": "x1234"},
			{_at("cost", "the tag cost is x1234, which does not match [0-9]{4}")},
		],
		"either, each whole": [
			{"cost": "a|b"}, {"cost": "ab"},
			{_at("cost", "the tag cost is ab, which does not match a|b")},
		],
		"an expression that cannot be read": [
			{"cost": "["}, {"cost": "["},
			{_at("cost", "the tag cost is [, which does not match [")},
		],
		"neither": [
			{"env": 5, "team": {"core": true}}, {"env": "5", "team": "core"},
			{
				_at("env", "the values that the tag env may have cannot be read: neither a list nor an expression"),
				_at("team", "the values that the tag team may have cannot be read: neither a list nor an expression"),
			},
		],
		"one of two": [{"env": ["prod"], "team": ["core"]}, {"env": "prod", "team": "x"}, {_at("team", "the tag team is x, not one of core")}],
	}
	tag_values.applies with input as _vpc(example[1]) with data.params as _allowed(example[0])
	tag_values.deny == example[2] with input as _vpc(example[1]) with data.params as _allowed(example[0])
}

test_allow[note] if {
	some note, example in {
		"one of them": [{"env": ["prod", "test"]}, {"env": "test"}],
		"an expression": [{"cost": "[0-9]{4}"}, {"cost": "1234"}],
		"with anchors": [{"cost": "^[0-9]{4}$"}, {"cost": "1234"}],
		"not there": [{"env": ["prod"], "cost": "[0-9]{4}"}, {"team": "core"}],
		"no tags": [{"env": ["prod"]}, {}],
		"another tag, other letters": [{"env": ["prod"]}, {"Env": "x"}],
	}
	tag_values.applies with input as _vpc(example[1]) with data.params as _allowed(example[0])
	tag_values.deny == set() with input as _vpc(example[1]) with data.params as _allowed(example[0])
}

test_not_applicable_without_params if not tag_values.applies with input as _vpc({"env": "x"})

test_not_applicable_nothing_asked if not tag_values.applies with input as _vpc({"env": "x"}) with data.params as _allowed({})

test_not_applicable[type] if {
	some type in ["aws_devopsguru_resource_collection", "aws_inspector_resource_group"]
	not tag_values.applies with input as _resource(type, {}) with data.params as _allowed({"env": ["prod"]})
}
