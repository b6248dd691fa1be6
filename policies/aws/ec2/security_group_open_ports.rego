# METADATA
# title: Security groups keep administration and database ports closed to the world
# description: |
#   A port that anyone can reach is found and attacked within minutes. A rule is open when its source is most of the
#   internet, in IPv4 or IPv6, whole or in halves, directly or through a prefix list, and its ports take in one of
#   `params.ports`. A prefix list that is not at hand is open when `params.public_prefix_lists` names it.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
#   - https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html
# custom:
#   severity: high
#   exposure: next
#   impact: data
#   resources: [aws_vpc_security_group_ingress_rule]
#   related: [refs.prefix_list_id.referrers.aws_ec2_managed_prefix_list_entry.prefix_list_id]
#   params:
#     ports:
#       type: [array, integer]
#       items: integer
#       description: Ports that are to be closed.
#       default: [22, 445, 1433, 1521, 3306, 3389, 5432, 6379, 9200, 11211, 27017]
#     public_prefix_lists:
#       type: [array, string]
#       items: string
#       description: Ids of prefix lists that are open to the internet.
#       default: []
#   aliases:
#     - CKV_AWS_24
#     - CKV_AWS_25
#     - AWS-0107
#     - prowler:ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_22
#     - prowler:ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_3389
#   remediation: aws.ec2.security_group_open_ports
#   fix: |
#     resource "aws_vpc" "main" {
#       cidr_block = "10.0.0.0/16"
#     }
#
#     resource "aws_security_group" "app" {
#       name        = "app"
#       description = "SSH from the office"
#       vpc_id      = aws_vpc.main.id
#     }
#
#     resource "aws_vpc_security_group_ingress_rule" "ssh" {
#       security_group_id = aws_security_group.app.id
#       cidr_ipv4         = "203.0.113.0/24"
#       ip_protocol       = "tcp"
#       from_port         = 22
#       to_port           = 22
#     }
package policies.aws.ec2.security_group_open_ports

import data.policies.lib.cidr
import data.policies.lib.parameter
import data.policies.lib.ports

# METADATA
# entrypoint: true
deny contains $"{_open_ports} open to {input.values.cidr_ipv4}" if {
	cidr.is_public(input.values.cidr_ipv4)
	_is_open
}

deny contains $"{_open_ports} open to {input.values.cidr_ipv6}" if {
	cidr.is_public(input.values.cidr_ipv6)
	_is_open
}

deny contains $"{_open_ports} open to prefix list {input.values.prefix_list_id}" if {
	input.values.prefix_list_id in _public_prefix_lists
	_is_open
}

deny contains $"{_open_ports} open to {entry.cidr} through prefix list {input.values.prefix_list_id}" if {
	some list in input.refs.prefix_list_id
	some entry in list.values.entry
	cidr.is_public(entry.cidr)
	_is_open
}

deny contains $"{_open_ports} open to {entry.values.cidr} through prefix list {input.values.prefix_list_id}" if {
	some list in input.refs.prefix_list_id
	some entry in list.referrers.aws_ec2_managed_prefix_list_entry.prefix_list_id
	cidr.is_public(entry.values.cidr)
	_is_open
}

_is_open if {
	some port in _ports
	not _is_closed(port)
}

_is_closed(_) if ports.is_portless(input.values.ip_protocol)

_is_closed(port) if {
	ports.is_closed(input.values.ip_protocol, input.values.from_port, input.values.to_port, port)
}

_open_ports := $"port {names[0]} is" if {
	names := _names
	count(names) == 1
}

_open_ports := $"ports {concat(", ", names)} are" if {
	names := _names
	count(names) > 1
}

_names := [_name(port) |
	some port in _ports
	not _is_closed(port)
]

_name(port) := $"{port} ({_services[$"{port}"]})" if _services[$"{port}"]

_name(port) := $"{port}" if not _services[$"{port}"]

default _ports := [22, 445, 1433, 1521, 3306, 3389, 5432, 6379, 9200, 11211, 27017]

_ports := parameter.list(data.params["aws.ec2.security_group_open_ports"].ports)

default _public_prefix_lists := []

_public_prefix_lists := parameter.list(data.params["aws.ec2.security_group_open_ports"].public_prefix_lists)

_services := {
	"22": "SSH",
	"445": "SMB",
	"1433": "SQL Server",
	"1521": "Oracle",
	"3306": "MySQL",
	"3389": "RDP",
	"5432": "PostgreSQL",
	"6379": "Redis",
	"9200": "OpenSearch",
	"11211": "Memcached",
	"27017": "MongoDB",
}
