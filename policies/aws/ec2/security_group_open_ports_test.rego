package policies.aws.ec2.security_group_open_ports_test

import data.policies.aws.ec2.security_group_open_ports

_rule(values) := _linked(values, {})

_linked(values, refs) := {
	"type": "aws_vpc_security_group_ingress_rule",
	"mode": "managed",
	"address": "aws_security_group.web",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"security_group_id": "sg-90c723f1a83c9fbbb"}, values),
	"tags": {},
	"refs": refs,
	"referrers": {},
	"now": 1795000000,
}

_ssh := {"ip_protocol": "tcp", "from_port": 22, "to_port": 22}

_https := {"ip_protocol": "tcp", "from_port": 443, "to_port": 443}

_world := {"cidr_ipv4": "0.0.0.0/0"}

_all_names := concat(", ", [
	"22 (SSH)",
	"445 (SMB)",
	"1433 (SQL Server)",
	"1521 (Oracle)",
	"3306 (MySQL)",
	"3389 (RDP)",
	"5432 (PostgreSQL)",
	"6379 (Redis)",
	"9200 (OpenSearch)",
	"11211 (Memcached)",
	"27017 (MongoDB)",
])

test_deny_source[note] if {
	some note, example in {
		"IPv4": [_world, "port 22 (SSH) is open to 0.0.0.0/0"],
		"half of IPv4": [{"cidr_ipv4": "128.0.0.0/1"}, "port 22 (SSH) is open to 128.0.0.0/1"],
		"IPv6": [{"cidr_ipv6": "::/0"}, "port 22 (SSH) is open to ::/0"],
		"half of IPv6": [{"cidr_ipv6": "8000::/1"}, "port 22 (SSH) is open to 8000::/1"],
		"no range at all": [{"cidr_ipv4": "anywhere"}, "port 22 (SSH) is open to anywhere"],
	}
	security_group_open_ports.deny == {example[1]} with input as _rule(object.union(_ssh, example[0]))
}

test_deny_ports[note] if {
	some note, example in {
		"RDP over UDP": [{"ip_protocol": "udp", "from_port": 3389, "to_port": 3389}, "port 3389 (RDP) is"],
		"a range around": [{"ip_protocol": "tcp", "from_port": 20, "to_port": 25}, "port 22 (SSH) is"],
		"lower end": [{"ip_protocol": "tcp", "from_port": 22, "to_port": 444}, "port 22 (SSH) is"],
		"SMB": [{"ip_protocol": "tcp", "from_port": 445, "to_port": 445}, "port 445 (SMB) is"],
		"upper end": [{"ip_protocol": "tcp", "from_port": 446, "to_port": 1433}, "port 1433 (SQL Server) is"],
		"two ports": [
			{"ip_protocol": "tcp", "from_port": 3306, "to_port": 3389},
			"ports 3306 (MySQL), 3389 (RDP) are",
		],
		"all ports": [{"ip_protocol": "tcp", "from_port": 0, "to_port": 65535}, $"ports {_all_names} are"],
		"all protocols": [{"ip_protocol": "-1"}, $"ports {_all_names} are"],
		"all protocols with a range": [
			{"ip_protocol": "-1", "from_port": 443, "to_port": 443},
			$"ports {_all_names} are",
		],
		"protocol by number": [{"ip_protocol": "6", "from_port": 22, "to_port": 22}, "port 22 (SSH) is"],
		"no range": [{"ip_protocol": "tcp"}, $"ports {_all_names} are"],
		"no upper end": [{"ip_protocol": "tcp", "from_port": 443}, $"ports {_all_names} are"],
		"unknown protocol": [{"ip_protocol": "any", "from_port": 443, "to_port": 443}, $"ports {_all_names} are"],
	}
	message := $"{example[1]} open to 0.0.0.0/0"
	security_group_open_ports.deny == {message} with input as _rule(object.union(_world, example[0]))
}

test_allow[note] if {
	some note, values in {
		"another port": object.union(_https, _world),
		"another port, IPv6": object.union(_https, {"cidr_ipv6": "::/0"}),
		"just below": object.union(_world, {"ip_protocol": "tcp", "from_port": 0, "to_port": 21}),
		"between": object.union(_world, {"ip_protocol": "tcp", "from_port": 23, "to_port": 444}),
		"between others": object.union(_world, {"ip_protocol": "tcp", "from_port": 446, "to_port": 1432}),
		"just above": object.union(_world, {"ip_protocol": "tcp", "from_port": 27018, "to_port": 65535}),
		"ICMP": object.union(_world, {"ip_protocol": "icmp", "from_port": -1, "to_port": -1}),
		"ICMP type 22": object.union(_world, {"ip_protocol": "icmp", "from_port": 22, "to_port": 22}),
		"ICMPv6": {"ip_protocol": "icmpv6", "from_port": -1, "to_port": -1, "cidr_ipv6": "::/0"},
		"a protocol without ports": object.union(_world, {"ip_protocol": "50"}),
		"private": object.union(_ssh, {"cidr_ipv4": "10.0.0.0/8"}),
		"an office": object.union(_ssh, {"cidr_ipv4": "203.0.113.0/24"}),
		"an IPv6 network": object.union(_ssh, {"cidr_ipv6": "2001:db8::/32"}),
		"private IPv6": object.union(_ssh, {"cidr_ipv6": "fc00::/7"}),
		"all protocols, private": {"ip_protocol": "-1", "cidr_ipv4": "172.16.0.0/12"},
		"a group": object.union(_ssh, {"referenced_security_group_id": "sg-188ff2a7b13331868"}),
		"the group itself": {"ip_protocol": "-1", "referenced_security_group_id": "sg-90c723f1a83c9fbbb"},
		"a prefix list": object.union(_ssh, {"prefix_list_id": "pl-3b927c52"}),
	}
	security_group_open_ports.deny == set() with input as _rule(values)
}

_by_list := object.union(_ssh, {"prefix_list_id": "pl-0a1b2c3d4e5f67890"})

_list(entries, referrers) := {"prefix_list_id": [{
	"address": "aws_ec2_managed_prefix_list.partners",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"tags": {},
	"values": {"name": "partners", "address_family": "IPv4", "max_entries": 5, "entry": entries},
	"refs": {},
	"referrers": {"aws_ec2_managed_prefix_list_entry": {"prefix_list_id": referrers}},
}]}

_entry(cidr) := {
	"address": "aws_ec2_managed_prefix_list_entry.all",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"tags": {},
	"values": {"cidr": cidr, "prefix_list_id": "pl-0a1b2c3d4e5f67890"},
}

test_deny_prefix_list_with_the_world if {
	refs := _list([{"cidr": "10.0.0.0/8"}, {"cidr": "0.0.0.0/0", "description": "everyone"}], [])
	security_group_open_ports.deny == {"port 22 (SSH) is open to 0.0.0.0/0 through prefix list pl-0a1b2c3d4e5f67890"} with input as _linked(_by_list, refs)
}

test_deny_prefix_list_with_an_entry_for_the_world if {
	refs := _list([], [_entry("203.0.113.0/24"), _entry("0.0.0.0/1")])
	security_group_open_ports.deny == {"port 22 (SSH) is open to 0.0.0.0/1 through prefix list pl-0a1b2c3d4e5f67890"} with input as _linked(_by_list, refs)
}

test_allow_prefix_list_of_partners if {
	refs := _list([{"cidr": "203.0.113.0/24"}], [_entry("198.51.100.0/24")])
	security_group_open_ports.deny == set() with input as _linked(_by_list, refs)
}

test_allow_prefix_list_for_another_port if {
	values := object.union(_https, {"prefix_list_id": "pl-0a1b2c3d4e5f67890"})
	entries := _list([], [_entry("0.0.0.0/0")])
	security_group_open_ports.deny == set() with input as _linked(values, entries)
	security_group_open_ports.deny == set() with input as _linked(values, _list([{"cidr": "0.0.0.0/0"}], []))
}

_with(params) := {"aws.ec2.security_group_open_ports": params}

test_deny_public_prefix_list_by_name if {
	security_group_open_ports.deny == {"port 22 (SSH) is open to prefix list pl-0a1b2c3d4e5f67890"} with input as _rule(_by_list)
		with data.params as _with({"public_prefix_lists": ["pl-0a1b2c3d4e5f67890"]})
}

test_allow_public_prefix_list_for_another_port if {
	values := object.union(_https, {"prefix_list_id": "pl-0a1b2c3d4e5f67890"})
	security_group_open_ports.deny == set() with input as _rule(values)
		with data.params as _with({"public_prefix_lists": ["pl-0a1b2c3d4e5f67890"]})
}

test_ports_of_params[note] if {
	some note, example in {
		"other ports": [[443], {"port 443 is open to 0.0.0.0/0"}],
		"not this port": [[22, 8443], set()],
		"no ports": [[], set()],
		"one port, no list": [443, {"port 443 is open to 0.0.0.0/0"}],
		"a port as text": [["443"], {"port 443 is open to 0.0.0.0/0"}],
	}
	security_group_open_ports.deny == example[1] with input as _rule(object.union(_https, _world))
		with data.params as _with({"ports": example[0]})
}

test_params_of_others_change_nothing if {
	security_group_open_ports.deny == {"port 22 (SSH) is open to 0.0.0.0/0"} with input as _rule(object.union(_ssh, _world))
		with data.params as {"aws.resource.required_tags": {"required": []}}
}
