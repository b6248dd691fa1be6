package policies.aws.ec2.instance_public_address_test

import data.policies.aws.ec2.instance_public_address

_of(type, values) := {
	"type": type,
	"mode": "managed",
	"address": $"{type}.app",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"instance_type": "t3.micro"}, values),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_at(place) := {
	"message": "instances get a public address",
	"path": ["values", "network_interfaces", place, "associate_public_ip_address"],
}

test_deny_instance if {
	every type in {"aws_instance", "aws_spot_instance_request"} {
		instance_public_address.deny == {"the instance has a public address"} with input as _of(
			type,
			{"associate_public_ip_address": true},
		)
	}
}

test_deny_launch_configuration if {
	instance_public_address.deny == {"instances get a public address"} with input as _of(
		"aws_launch_configuration",
		{"associate_public_ip_address": true},
	)
}

test_deny_launch_template[note] if {
	some note, example in {
		"one interface": [[{"associate_public_ip_address": "true"}], {_at(0)}],
		"the second": [
			[{"associate_public_ip_address": "false"}, {"device_index": 1, "associate_public_ip_address": "true"}],
			{_at(1)},
		],
		"both": [
			[{"associate_public_ip_address": "true"}, {"associate_public_ip_address": "true"}],
			{_at(0), _at(1)},
		],
	}
	instance_public_address.deny == example[1] with input as _of(
		"aws_launch_template",
		{"network_interfaces": example[0]},
	)
}

test_allow[note] if {
	some note, example in {
		"an instance without": ["aws_instance", {"associate_public_ip_address": false}],
		"an instance of which nothing is known": ["aws_instance", {}],
		"IPv6 alone": ["aws_instance", {"associate_public_ip_address": false, "ipv6_address_count": 1}],
		"a spot request without": ["aws_spot_instance_request", {"associate_public_ip_address": false}],
		"a launch configuration without": ["aws_launch_configuration", {"associate_public_ip_address": false}],
		"a launch configuration that says nothing": ["aws_launch_configuration", {}],
		"a template that says nothing": ["aws_launch_template", {}],
		"a template without": ["aws_launch_template", {"network_interfaces": [{"associate_public_ip_address": "false"}]}],
		"an interface that says nothing": ["aws_launch_template", {"network_interfaces": [{"device_index": 0}]}],
		"an interface of its own": ["aws_launch_template", {"network_interfaces": [{"network_interface_id": "eni-1"}]}],
	}
	instance_public_address.deny == set() with input as _of(example[0], example[1])
}
