package policies.aws.ec2.vpc_flow_logs_test

import data.policies.aws.ec2.vpc_flow_logs

_vpc(types) := {
	"type": "aws_vpc",
	"mode": "managed",
	"address": "aws_vpc.main",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": {"cidr_block": "10.0.0.0/16"},
	"tags": {},
	"refs": {},
	"referrers": {"aws_flow_log": {"vpc_id": [log |
		some type in types
		log := {
			"address": "aws_flow_log.main",
			"scope": {"account": "123456789012", "region": "us-east-1"},
			"tags": {},
			"values": {"vpc_id": "vpc-1", "traffic_type": type},
		}
	]}},
	"now": 1795000000,
}

_accepted_only(place) := {
	"message": "the VPC's flow logs leave out rejected traffic",
	"path": ["referrers", "aws_flow_log", "vpc_id", place, "values", "traffic_type"],
}

test_deny_without_logs if vpc_flow_logs.deny == {"the VPC has no flow log"} with input as _vpc([])

test_deny_accepted_traffic_only if {
	vpc_flow_logs.deny == {_accepted_only(0)} with input as _vpc(["ACCEPT"])
	vpc_flow_logs.deny == {_accepted_only(0), _accepted_only(1)} with input as _vpc(["ACCEPT", "ACCEPT"])
}

test_allow[note] if {
	some note, types in {
		"all": ["ALL"],
		"rejected": ["REJECT"],
		"one each": ["ACCEPT", "REJECT"],
		"all beside accepted": ["ALL", "ACCEPT"],
	}
	vpc_flow_logs.deny == set() with input as _vpc(types)
}
