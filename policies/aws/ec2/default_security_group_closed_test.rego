package policies.aws.ec2.default_security_group_closed_test

import data.policies.aws.ec2.default_security_group_closed

_group(values, ingress, egress) := {
	"type": "aws_security_group",
	"mode": "managed",
	"address": "aws_default_security_group.main",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": values,
	"tags": {},
	"refs": {},
	"referrers": {
		"aws_vpc_security_group_ingress_rule": {"security_group_id": ingress},
		"aws_vpc_security_group_egress_rule": {"security_group_id": egress},
	},
	"now": 1795000000,
}

_rule := {
	"address": "aws_default_security_group.main",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"tags": {},
	"values": {},
}

_in(place) := {
	"message": "a rule of the default security group lets traffic in",
	"path": ["referrers", "aws_vpc_security_group_ingress_rule", "security_group_id", place],
}

_out(place) := {
	"message": "a rule of the default security group lets traffic out",
	"path": ["referrers", "aws_vpc_security_group_egress_rule", "security_group_id", place],
}

test_deny[note] if {
	some note, example in {
		"as AWS makes it": [[_rule], [_rule], {_in(0), _out(0)}],
		"in": [[_rule, _rule], [], {_in(0), _in(1)}],
		"out": [[], [_rule], {_out(0)}],
	}
	default_security_group_closed.deny == example[2] with input as _group({"name": "default"}, example[0], example[1])
	default_security_group_closed.applies with input as _group({"name": "default"}, example[0], example[1])
}

test_allow_without_rules if {
	default_security_group_closed.deny == set() with input as _group({"name": "default"}, [], [])
	default_security_group_closed.applies with input as _group({"name": "default"}, [], [])
}

test_other_groups_are_left_alone[note] if {
	some note, values in {
		"a name": {"name": "web"},
		"a name that begins so": {"name": "default-web"},
		"another case": {"name": "Default"},
		"a prefix": {"name_prefix": "default"},
		"a prefix, and the name not told": {"name": "default", "name_prefix": "default"},
		"nothing": {},
	}
	not default_security_group_closed.applies with input as _group(values, [_rule], [_rule])
}
