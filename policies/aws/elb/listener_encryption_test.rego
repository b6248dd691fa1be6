package policies.aws.elb.listener_encryption_test

import data.policies.aws.elb.listener_encryption

_of_listener(values) := {
	"type": "aws_lb_listener",
	"mode": "managed",
	"address": "aws_lb_listener.web",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": values,
	"tags": {},
	"refs": {"load_balancer_arn": []},
	"referrers": {"aws_lb_listener_rule": {"listener_arn": []}},
	"now": 1795000000,
}

_of_classic(values) := {
	"type": "aws_elb",
	"mode": "managed",
	"address": "aws_elb.web",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": values,
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_listener(actions) := _of_listener({"port": 80, "protocol": "HTTP", "default_action": actions})

_forward := {"type": "forward", "target_group_arn": "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/1"}

_redirect(protocol) := {"type": "redirect", "redirect": [{"protocol": protocol, "port": "443", "status_code": "HTTP_301"}]}

_answer := {"type": "fixed-response", "fixed_response": [{"content_type": "text/plain", "status_code": "404"}]}

_serves(place) := {
	"message": "the listener serves plain HTTP",
	"path": ["values", "default_action", place],
}

test_deny[note] if {
	some note, example in {
		"forwards": [[_forward], {_serves(0)}],
		"redirects to the same protocol": [[_redirect("#{protocol}")], {_serves(0)}],
		"redirects to HTTP": [[_redirect("HTTP")], {_serves(0)}],
		"redirects to nothing": [[{"type": "redirect", "redirect": []}], {_serves(0)}],
		"something new": [[{"type": "teleport"}], {_serves(0)}],
		"no type": [[{}], {_serves(0)}],
		"two actions": [[_answer, _forward], {_serves(1)}],
	}
	listener_encryption.deny == example[1] with input as _listener(example[0])
	listener_encryption.applies with input as _listener(example[0])
}

test_allow[note] if {
	some note, listener in {
		"redirects": _listener([_redirect("HTTPS")]),
		"gives a fixed answer": _listener([_answer]),
		"HTTPS": _of_listener({"protocol": "HTTPS", "default_action": [_forward]}),
		"TLS": _of_listener({"protocol": "TLS", "default_action": [_forward]}),
		"TCP": _of_listener({"protocol": "TCP", "default_action": [_forward]}),
		"UDP": _of_listener({"protocol": "UDP", "default_action": [_forward]}),
	}
	listener_encryption.deny == set() with input as listener
	listener_encryption.applies with input as listener
}

_rule(actions, condition) := {
	"address": "aws_lb_listener_rule.api",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"tags": {},
	"values": {"action": actions, "condition": condition},
}

_path(values) := [{"path_pattern": [{"values": values}]}]

_with_rules(listener, rules) := object.union(
	listener,
	{"referrers": {"aws_lb_listener_rule": {"listener_arn": rules}}},
)

_rule_serves(position, place) := {
	"message": "a rule of the listener serves plain HTTP",
	"path": ["referrers", "aws_lb_listener_rule", "listener_arn", position, "values", "action", place],
}

_challenge := "/.well-known/acme-challenge/*"

test_rules[note] if {
	some note, example in {
		"forward": [[_rule([_forward], _path(["/api"]))], {_rule_serves(0, 0)}],
		"the second": [
			[_rule([_redirect("HTTPS")], _path(["/"])), _rule([_forward], [])],
			{_rule_serves(1, 0)},
		],
		"redirect to HTTPS": [[_rule([_redirect("HTTPS")], _path(["/api"]))], set()],
		"redirect to HTTP": [[_rule([_redirect("HTTP")], _path(["/api"]))], {_rule_serves(0, 0)}],
		"a fixed answer": [[_rule([_answer], _path(["/health"]))], set()],
		"the challenge": [[_rule([_forward], _path([_challenge]))], set()],
		"the challenge for a host": [
			[_rule([_forward], array.concat([{"host_header": [{"values": ["a.example"]}]}], _path([_challenge])))],
			set(),
		],
		"the challenge and more": [[_rule([_forward], _path([_challenge, "/api"]))], {_rule_serves(0, 0)}],
		"a path that begins like it": [[_rule([_forward], _path(["/.well-known/*"]))], {_rule_serves(0, 0)}],
	}
	listener_encryption.deny == example[1] with input as _with_rules(_listener([_redirect("HTTPS")]), example[0])
}

test_rules_of_an_encrypted_listener if {
	listener := _of_listener({"protocol": "HTTPS", "default_action": [_forward]})
	listener_encryption.deny == set() with input as _with_rules(listener, [_rule([_forward], _path(["/api"]))])
}

_balancer(values) := {"load_balancer_arn": [{
	"address": "aws_lb.app",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"tags": {},
	"values": values,
}]}

_behind(values) := object.union(_listener([_forward]), {"refs": _balancer(values)})

_all := {"aws.elb.listener_encryption": {"internal": true}}

test_internal if {
	inside := _behind({"load_balancer_type": "application", "internal": true})
	not listener_encryption.applies with input as inside
	listener_encryption.applies with input as inside with data.params as _all
	listener_encryption.deny == {_serves(0)} with input as inside with data.params as _all
	listener_encryption.applies with input as _behind({"load_balancer_type": "application", "internal": false})
	listener_encryption.applies with input as _behind({"load_balancer_type": "application"})
}

test_gateways_are_left_alone if {
	not listener_encryption.applies with input as _behind({"load_balancer_type": "gateway"})
	not listener_encryption.applies with input as _behind({"load_balancer_type": "gateway"}) with data.params as _all
}

_classic(listeners) := _of_classic({"internal": false, "listener": listeners})

_plain(place, port) := {
	"message": $"the listener on port {port} serves plain HTTP",
	"path": ["values", "listener", place, "lb_protocol"],
}

test_classic[note] if {
	some note, example in {
		"HTTP": [[{"lb_port": 80, "lb_protocol": "http"}], {_plain(0, 80)}],
		"in capitals": [[{"lb_port": 80, "lb_protocol": "HTTP"}], {_plain(0, 80)}],
		"beside HTTPS": [
			[{"lb_port": 443, "lb_protocol": "https"}, {"lb_port": 8080, "lb_protocol": "http"}],
			{_plain(1, 8080)},
		],
		"HTTPS": [[{"lb_port": 443, "lb_protocol": "https", "instance_protocol": "http"}], set()],
		"SSL": [[{"lb_port": 443, "lb_protocol": "ssl"}], set()],
		"TCP": [[{"lb_port": 443, "lb_protocol": "tcp"}], set()],
	}
	listener_encryption.deny == example[1] with input as _classic(example[0])
	listener_encryption.applies with input as _classic(example[0])
}

test_classic_internal if {
	inside := _of_classic({"internal": true, "listener": [{"lb_port": 80, "lb_protocol": "http"}]})
	not listener_encryption.applies with input as inside
	listener_encryption.applies with input as inside with data.params as _all
}
