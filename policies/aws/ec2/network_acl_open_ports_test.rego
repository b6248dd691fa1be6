package policies.aws.ec2.network_acl_open_ports_test

import data.policies.aws.ec2.network_acl_open_ports

_allow := {
	"network_acl_id": "acl-1",
	"egress": false,
	"rule_number": 100,
	"rule_action": "allow",
	"protocol": "tcp",
	"from_port": 22,
	"to_port": 22,
	"cidr_block": "0.0.0.0/0",
}

_deny := object.union(_allow, {"rule_action": "deny", "rule_number": 50})

_without(rule, name) := object.remove(rule, [name])

_ipv6(rule) := object.union(object.remove(rule, ["cidr_block"]), {"ipv6_cidr_block": "::/0"})

_rule(values, others) := {
	"type": "aws_network_acl_rule",
	"mode": "managed",
	"address": "aws_network_acl_rule.in",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": values,
	"tags": {},
	"refs": {"network_acl_id": [{
		"address": "aws_network_acl.main",
		"scope": {"account": "123456789012", "region": "us-east-1"},
		"tags": {},
		"values": {},
		"refs": {},
		"referrers": {"aws_network_acl_rule": {"network_acl_id": [_linked(other) |
			some other in array.concat([values], others)
		]}},
	}]},
	"referrers": {},
	"now": 1795000000,
}

_linked(values) := {
	"address": "aws_network_acl.main",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"tags": {},
	"values": values,
}

_ssh := {"port 22 is open to 0.0.0.0/0"}

_both := {"port 22 is open to 0.0.0.0/0", "port 3389 is open to 0.0.0.0/0"}

test_deny[note] if {
	some note, example in {
		"SSH": [{}, _ssh],
		"RDP": [{"from_port": 3389, "to_port": 3389}, {"port 3389 is open to 0.0.0.0/0"}],
		"a range": [{"from_port": 20, "to_port": 25}, _ssh],
		"high ports": [{"from_port": 1024, "to_port": 65535}, {"port 3389 is open to 0.0.0.0/0"}],
		"by number": [{"protocol": "6"}, _ssh],
		"all protocols": [{"protocol": "-1", "from_port": 0, "to_port": 0}, _both],
		"all protocols by name": [{"protocol": "all", "from_port": 0, "to_port": 0}, _both],
		"half of the internet": [{"cidr_block": "128.0.0.0/1"}, {"port 22 is open to 128.0.0.0/1"}],
		"no range of addresses": [{"cidr_block": "everyone"}, {"port 22 is open to everyone"}],
		"the action in capitals": [{"rule_action": "ALLOW"}, _ssh],
	}
	values := object.union(_allow, example[0])
	network_acl_open_ports.deny == example[1] with input as _rule(values, [])
	network_acl_open_ports.applies with input as _rule(values, [])
}

test_deny_ipv6 if {
	network_acl_open_ports.deny == {"port 22 is open to ::/0"} with input as _rule(_ipv6(_allow), [])
}

test_deny_without_ports if {
	network_acl_open_ports.deny == _both with input as _rule(_without(_allow, "from_port"), [])
}

test_allow[note] if {
	some note, change in {
		"another port": {"from_port": 443, "to_port": 443},
		"between": {"from_port": 23, "to_port": 3388},
		"above": {"from_port": 3390, "to_port": 65535},
		"UDP": {"protocol": "udp", "from_port": 1024, "to_port": 65535},
		"UDP by number": {"protocol": "17", "from_port": 1024, "to_port": 65535},
		"ICMP": {"protocol": "icmp", "from_port": 0, "to_port": 0},
		"ICMP by number": {"protocol": "1", "from_port": 0, "to_port": 0},
		"private": {"cidr_block": "10.0.0.0/8"},
		"an office": {"cidr_block": "203.0.113.0/24"},
	}
	network_acl_open_ports.deny == set() with input as _rule(object.union(_allow, change), [])
}

test_allow_what_is_denied_before[note] if {
	some note, other in {
		"the port": _deny,
		"the port by number": object.union(_deny, {"protocol": "6"}),
		"a range": object.union(_deny, {"from_port": 0, "to_port": 1023}),
		"everything": object.union(_deny, {"protocol": "-1", "from_port": 0, "to_port": 0}),
		"just before": object.union(_deny, {"rule_number": 99}),
	}
	network_acl_open_ports.deny == set() with input as _rule(_allow, [other])
}

test_allow_ipv6_denied_before if {
	network_acl_open_ports.deny == set() with input as _rule(_ipv6(_allow), [_ipv6(_deny)])
}

test_deny_what_is_not_denied_before[note] if {
	some note, other in {
		"after": object.union(_deny, {"rule_number": 101}),
		"the other way": object.union(_deny, {"egress": true}),
		"another port": object.union(_deny, {"from_port": 23, "to_port": 23}),
		"another protocol": object.union(_deny, {"protocol": "udp"}),
		"half of the addresses": object.union(_deny, {"cidr_block": "0.0.0.0/1"}),
		"IPv6": _ipv6(_deny),
		"allowed as well": object.union(_deny, {"rule_action": "allow", "cidr_block": "10.0.0.0/8"}),
	}
	network_acl_open_ports.deny == _ssh with input as _rule(_allow, [other])
}

test_deny_the_port_that_is_left if {
	values := object.union(_allow, {"protocol": "-1", "from_port": 0, "to_port": 0})
	network_acl_open_ports.deny == {"port 3389 is open to 0.0.0.0/0"} with input as _rule(values, [_deny])
}

test_deny_without_the_acl if {
	rule := object.union(_rule(_allow, []), {"refs": {"network_acl_id": []}})
	network_acl_open_ports.deny == _ssh with input as rule
}

test_others_are_left_alone if {
	not network_acl_open_ports.applies with input as _rule(_deny, [])
	not network_acl_open_ports.applies with input as _rule(object.union(_allow, {"egress": true}), [])
	not network_acl_open_ports.applies with input as _rule(object.union(_deny, {"rule_action": "DENY"}), [])
}

test_ports_of_params[note] if {
	some note, example in {
		"another port": [[443], {"port 443 is open to 0.0.0.0/0"}],
		"not this one": [[22], set()],
		"no list": [443, {"port 443 is open to 0.0.0.0/0"}],
		"none": [[], set()],
	}
	network_acl_open_ports.deny == example[1] with input as _rule(object.union(_allow, {"from_port": 443, "to_port": 443}), [])
		with data.params as {"aws.ec2.network_acl_open_ports": {"ports": example[0]}}
}
