package policies.aws.elb.listener_tls_policy_test

import data.policies.aws.elb.listener_tls_policy

_listener(values) := {
	"type": "aws_lb_listener",
	"mode": "managed",
	"address": "aws_lb_listener.https",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": values,
	"tags": {},
	"refs": {"load_balancer_arn": []},
	"referrers": {},
	"now": 1795000000,
}

# Source: "Security policies for your Application Load Balancer" and for your Network Load Balancer, read 2026-11.
_outdated := {
	"ELBSecurityPolicy-2015-05",
	"ELBSecurityPolicy-2016-08",
	"ELBSecurityPolicy-FS-1-1-2019-08",
	"ELBSecurityPolicy-FS-2018-06",
	"ELBSecurityPolicy-TLS-1-0-2015-04",
	"ELBSecurityPolicy-TLS-1-1-2017-01",
	"ELBSecurityPolicy-TLS13-1-0-2021-06",
	"ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04",
	"ELBSecurityPolicy-TLS13-1-0-PQ-2025-09",
	"ELBSecurityPolicy-TLS13-1-1-2021-06",
	"ELBSecurityPolicy-TLS13-1-1-FIPS-2023-04",
}

_modern := {
	"ELBSecurityPolicy-FS-1-2-2019-08",
	"ELBSecurityPolicy-FS-1-2-Res-2019-08",
	"ELBSecurityPolicy-FS-1-2-Res-2020-10",
	"ELBSecurityPolicy-TLS-1-2-2017-01",
	"ELBSecurityPolicy-TLS-1-2-Ext-2018-06",
	"ELBSecurityPolicy-TLS13-1-2-2021-06",
	"ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-2023-04",
	"ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06",
	"ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06",
	"ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04",
	"ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
	"ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
	"ELBSecurityPolicy-TLS13-1-3-2021-06",
	"ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04",
}

# Names that nobody knows are not taken to be good.
_others := {
	"ELBSecurityPolicy-Default",
	"ELBSecurityPolicy-TLS13-1-20-2030-01",
	"elbsecuritypolicy-tls13-1-2-2021-06",
	"my-ELBSecurityPolicy-TLS13-1-2-2021-06",
	"TLSv1.2",
}

test_deny_outdated if {
	every name in _outdated | _others {
		message := $"{name} takes versions of TLS before 1.2"
		listener_tls_policy.deny == {message} with input as _listener({"protocol": "HTTPS", "ssl_policy": name})
	}
}

test_allow_modern if {
	every name in _modern {
		every protocol in {"HTTPS", "TLS"} {
			listener := _listener({"protocol": protocol, "ssl_policy": name})
			listener_tls_policy.deny == set() with input as listener
			listener_tls_policy.applies with input as listener
		}
	}
}

test_deny_without_a_policy if {
	listener_tls_policy.deny == {"the listener names no security policy, and takes TLS 1.0"} with input as _listener({"protocol": "TLS"})
}

test_others_have_no_policy if {
	every protocol in {"HTTP", "TCP", "UDP", "TCP_UDP"} {
		not listener_tls_policy.applies with input as _listener({"protocol": protocol})
	}
	not listener_tls_policy.applies with input as _listener({})
}

test_gateways_have_no_policy if {
	balancer := {
		"address": "aws_lb.gateway",
		"scope": {"account": "123456789012", "region": "us-east-1"},
		"tags": {},
		"values": {"load_balancer_type": "gateway"},
	}
	listener := object.union(_listener({"protocol": "TLS"}), {"refs": {"load_balancer_arn": [balancer]}})
	not listener_tls_policy.applies with input as listener
}
