package policies.aws.resource.required_tags_test

import data.policies.aws.resource.required_tags

_resource(type, values) := {
	"type": type,
	"mode": "managed",
	"address": $"{type}.main",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": values,
	"tags": object.get(values, "tags_all", {}),
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_vpc(tags) := _resource("aws_vpc", {"tags_all": tags})

_required(names) := {"aws.resource.required_tags": {"required": names}}

_missing(name) := {"message": $"the tag {name} is missing", "path": ["tags", name]}

_empty(name) := {"message": $"the tag {name} is empty", "path": ["tags", name]}

test_deny[note] if {
	some note, example in {
		"no tags": [["owner"], {}, {_missing("owner")}],
		"other tags": [["owner"], {"team": "core", "Name": "main"}, {_missing("owner")}],
		"other letters": [["owner"], {"Owner": "core"}, {_missing("owner")}],
		"empty": [["owner"], {"owner": ""}, {_empty("owner")}],
		"blank": [["owner"], {"owner": " \t"}, {_empty("owner")}],
		"both missing": [["cost-center", "Owner"], {}, {_missing("cost-center"), _missing("Owner")}],
		"one missing, one empty": [
			["cost-center", "owner"],
			{"cost-center": "", "team": "core"},
			{_empty("cost-center"), _missing("owner")},
		],
		"a dot in the name": [["acme.io/team"], {"acme": "x"}, {_missing("acme.io/team")}],
		"one name, no list": ["team", {}, {_missing("team")}],
	}
	required_tags.applies with input as _vpc(example[1]) with data.params as _required(example[0])
	required_tags.deny == example[2] with input as _vpc(example[1]) with data.params as _required(example[0])
}

test_allow[note] if {
	some note, example in {
		"owned": [["owner"], {"owner": "core"}],
		"owned, with more": [["owner"], {"owner": "core", "env": "test"}],
		"another one empty": [["owner"], {"owner": "core", "note": ""}],
		"all of them": [["cost-center", "Owner"], {"cost-center": "42", "Owner": "core"}],
	}
	required_tags.applies with input as _vpc(example[1]) with data.params as _required(example[0])
	required_tags.deny == set() with input as _vpc(example[1]) with data.params as _required(example[0])
}

test_not_applicable_without_params if not required_tags.applies with input as _vpc({})

test_not_applicable_nothing_required if {
	not required_tags.applies with input as _vpc({}) with data.params as _required([])
}

test_not_applicable[type] if {
	some type in ["aws_devopsguru_resource_collection", "aws_inspector_resource_group"]
	not required_tags.applies with input as _resource(type, {}) with data.params as _required(["owner"])
}
