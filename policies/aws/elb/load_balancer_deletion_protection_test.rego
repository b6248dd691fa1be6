package policies.aws.elb.load_balancer_deletion_protection_test

import data.policies.aws.elb.load_balancer_deletion_protection

_balancer(values) := {
	"type": "aws_lb",
	"mode": "managed",
	"address": "aws_lb.app",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"name": "app"}, values),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_kinds := {"application", "network", "gateway"}

test_deny_unprotected if {
	every kind in _kinds {
		load_balancer_deletion_protection.deny == {"the load balancer can be deleted in one step"} with input as _balancer({
			"load_balancer_type": kind,
			"enable_deletion_protection": false,
		})
	}
}

test_deny_unset if {
	load_balancer_deletion_protection.deny == {"the load balancer can be deleted in one step"} with input as _balancer({})
}

test_allow_protected if {
	every kind in _kinds {
		load_balancer_deletion_protection.deny == set() with input as _balancer({
			"load_balancer_type": kind,
			"enable_deletion_protection": true,
		})
	}
}
