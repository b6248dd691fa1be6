package policies.aws.elb.load_balancer_invalid_headers_test

import data.policies.aws.elb.load_balancer_invalid_headers

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

_passed_on := {"headers that are not valid are passed on"}

test_deny[note] if {
	some note, values in {
		"off": {"load_balancer_type": "application", "drop_invalid_header_fields": false},
		"not set": {"load_balancer_type": "application"},
		"no kind": {"drop_invalid_header_fields": false},
	}
	load_balancer_invalid_headers.deny == _passed_on with input as _balancer(values)
	load_balancer_invalid_headers.applies with input as _balancer(values)
}

test_allow_dropped if {
	values := {"load_balancer_type": "application", "drop_invalid_header_fields": true}
	load_balancer_invalid_headers.deny == set() with input as _balancer(values)
	load_balancer_invalid_headers.applies with input as _balancer(values)
}

test_others_read_no_headers if {
	every kind in {"network", "gateway"} {
		not load_balancer_invalid_headers.applies with input as _balancer({"load_balancer_type": kind})
	}
}
