package policies.aws.ecr.repository_scanning_test

import data.policies.aws.ecr.repository_scanning

_place := {"account": "123456789012", "region": "us-east-1"}

_repository(values, registries) := {
	"type": "aws_ecr_repository",
	"mode": "managed",
	"address": "aws_ecr_repository.app",
	"scope": _place,
	"values": object.union({"name": "team/app", "image_tag_mutability": "MUTABLE"}, values),
	"tags": {},
	"refs": {"region": [{
		"scope": _place,
		"tags": {},
		"values": {"region": "us-east-1"},
		"refs": {},
		"referrers": {"aws_ecr_registry_scanning_configuration": {"region": registries}},
	}]},
	"referrers": {},
	"now": 1795000000,
}

_registry(type, rules) := [{
	"address": "aws_ecr_registry_scanning_configuration.main",
	"scope": _place,
	"tags": {},
	"values": {"scan_type": type, "rule": rules},
}]

_rule(frequency, filter) := {
	"scan_frequency": frequency,
	"repository_filter": [{"filter": filter, "filter_type": "WILDCARD"}],
}

_on := {"image_scanning_configuration": [{"scan_on_push": true}]}

_off := {"image_scanning_configuration": [{"scan_on_push": false}]}

_denied := {"images are not scanned when they are pushed"}

test_deny[note] if {
	some note, example in {
		"off": [_off, []],
		"unset": [{}, []],
		"empty": [{"image_scanning_configuration": []}, []],
		"a registry without rules": [_off, _registry("BASIC", [])],
		"by hand": [_off, _registry("BASIC", [_rule("MANUAL", "*")])],
		"others only": [_off, _registry("BASIC", [_rule("SCAN_ON_PUSH", "prod*")])],
		"on, but the registry scans others": [_on, _registry("BASIC", [_rule("SCAN_ON_PUSH", "prod*")])],
		"on, but Inspector scans others": [_on, _registry("ENHANCED", [_rule("CONTINUOUS_SCAN", "prod*")])],
		"on, but Inspector scans nothing": [_on, _registry("ENHANCED", [])],
		"several rules, none for it": [_off, _registry("ENHANCED", [
			_rule("CONTINUOUS_SCAN", "prod*"),
			_rule("SCAN_ON_PUSH", "*-service"),
		])],
	}
	repository_scanning.deny == _denied with input as _repository(example[0], example[1])
}

test_allow[note] if {
	some note, example in {
		"on": [_on, []],
		"on, and a registry without rules": [_on, _registry("BASIC", [])],
		"all of the registry": [_off, _registry("BASIC", [_rule("SCAN_ON_PUSH", "*")])],
		"all by Inspector": [{}, _registry("ENHANCED", [_rule("CONTINUOUS_SCAN", "*")])],
		"a part of its name": [_off, _registry("BASIC", [_rule("SCAN_ON_PUSH", "app")])],
		"a pattern": [_off, _registry("BASIC", [_rule("SCAN_ON_PUSH", "team/*")])],
		"a second rule": [_off, _registry("ENHANCED", [_rule("CONTINUOUS_SCAN", "prod*"), _rule("SCAN_ON_PUSH", "*")])],
		"a second filter": [_off, _registry("BASIC", [{
			"scan_frequency": "SCAN_ON_PUSH",
			"repository_filter": [
				{"filter": "prod*", "filter_type": "WILDCARD"},
				{"filter": "*app", "filter_type": "WILDCARD"},
			],
		}])],
	}
	repository_scanning.deny == set() with input as _repository(example[0], example[1])
}

test_allow_where_the_region_is_not_told if {
	untold := object.remove(_repository(_on, []), ["refs"])
	repository_scanning.deny == set() with input as object.union(untold, {"refs": {}})
}
