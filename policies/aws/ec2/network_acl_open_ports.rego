# METADATA
# title: Network ACLs keep administration ports closed to the world
# description: |
#   A network ACL stands behind security groups when one of those is opened by mistake. A rule is open when it allows
#   most of the internet, in IPv4 or IPv6, whole or in halves, to reach one of `params.ports` over TCP, and no rule with
#   a lower number denies that port to all of the same addresses first. A range of high ports for answers takes in 3389
#   as well: deny that port before it. What AWS puts into each new default ACL allows everything, and fails.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
#   - https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_network_acl_rule]
#   related: [refs.network_acl_id.referrers.aws_network_acl_rule.network_acl_id]
#   params:
#     ports:
#       type: [array, integer]
#       items: integer
#       description: Ports that are to be closed.
#       default: [22, 3389]
#   aliases:
#     - CKV_AWS_231
#     - CKV_AWS_232
#     - AWS-0105
#     - prowler:ec2_networkacl_allow_ingress_any_port
#     - prowler:ec2_networkacl_allow_ingress_tcp_port_22
#     - prowler:ec2_networkacl_allow_ingress_tcp_port_3389
#   remediation: aws.ec2.network_acl_open_ports
#   fix: |
#     resource "aws_vpc" "main" {
#       cidr_block = "10.0.0.0/16"
#     }
#
#     resource "aws_network_acl" "main" {
#       vpc_id = aws_vpc.main.id
#     }
#
#     resource "aws_network_acl_rule" "https" {
#       network_acl_id = aws_network_acl.main.id
#       rule_number    = 100
#       rule_action    = "allow"
#       protocol       = "tcp"
#       cidr_block     = "0.0.0.0/0"
#       from_port      = 443
#       to_port        = 443
#     }
package policies.aws.ec2.network_acl_open_ports

import data.policies.lib.cidr
import data.policies.lib.parameter
import data.policies.lib.ports

applies if {
	not input.values.egress
	not _is_denial
}

_is_denial if lower(input.values.rule_action) == "deny"

# METADATA
# entrypoint: true
deny contains $"port {port} is open to {input.values.cidr_block}" if {
	cidr.is_public(input.values.cidr_block)
	some port in _ports
	not _is_closed(port)
	not _is_denied_before(port)
}

deny contains $"port {port} is open to {input.values.ipv6_cidr_block}" if {
	cidr.is_public(input.values.ipv6_cidr_block)
	some port in _ports
	not _is_closed(port)
	not _is_denied_before_ipv6(port)
}

_is_closed(_) if _is_not_tcp(input.values.protocol)

_is_closed(port) if {
	ports.is_closed(input.values.protocol, input.values.from_port, input.values.to_port, port)
}

_is_not_tcp(protocol) if ports.is_portless(protocol)

_is_not_tcp(protocol) if lower(protocol) in {"udp", "17"}

_is_denied_before(port) if {
	some acl in input.refs.network_acl_id
	some rule in acl.referrers.aws_network_acl_rule.network_acl_id
	_denies(rule.values, port)
	rule.values.rule_number < input.values.rule_number
	cidr.is_within(input.values.cidr_block, rule.values.cidr_block)
}

_is_denied_before_ipv6(port) if {
	some acl in input.refs.network_acl_id
	some rule in acl.referrers.aws_network_acl_rule.network_acl_id
	_denies(rule.values, port)
	rule.values.rule_number < input.values.rule_number
	cidr.is_within(input.values.ipv6_cidr_block, rule.values.ipv6_cidr_block)
}

_denies(rule, port) if {
	lower(rule.rule_action) == "deny"
	not rule.egress
	_takes_in(rule, port)
}

_takes_in(rule, _) if lower(rule.protocol) in {"-1", "all"}

_takes_in(rule, port) if {
	lower(rule.protocol) in {"tcp", "6"}
	rule.from_port <= port
	port <= rule.to_port
}

default _ports := [22, 3389]

_ports := parameter.list(data.params["aws.ec2.network_acl_open_ports"].ports)
