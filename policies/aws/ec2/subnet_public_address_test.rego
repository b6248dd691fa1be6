package policies.aws.ec2.subnet_public_address_test

import data.policies.aws.ec2.subnet_public_address

_subnet(values) := {
	"type": "aws_subnet",
	"mode": "managed",
	"address": "aws_subnet.app",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"cidr_block": "10.0.1.0/24"}, values),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

test_deny_public if {
	subnet_public_address.deny == {"what is launched in the subnet gets a public address"} with input as _subnet({"map_public_ip_on_launch": true})
}

test_allow[note] if {
	some note, values in {
		"private": {"map_public_ip_on_launch": false},
		"not set": {},
		"IPv6": {"map_public_ip_on_launch": false, "assign_ipv6_address_on_creation": true},
		"an address of one's own on an outpost": {"map_customer_owned_ip_on_launch": true},
	}
	subnet_public_address.deny == set() with input as _subnet(values)
}
