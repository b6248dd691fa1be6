# METADATA
# title: Ports of firewall rules
# description: Whether a firewall rule leaves a port closed; a rule that cannot be read leaves none closed.
# related_resources:
#   - https://www.iana.org/assignments/protocol-numbers/protocol-numbers.xhtml
package policies.lib.ports

# METADATA
# description: Whether a protocol, by name or by IANA number, is one that has neither TCP nor UDP ports.
is_portless(protocol) if lower(protocol) in {"icmp", "icmpv6"}

is_portless(protocol) if {
	regex.match(`^(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])$`, protocol)
	not protocol in {"6", "17"}
}

# METADATA
# description: |
#   Whether a rule for this protocol and range of ports leaves the port closed. Without a range, with "-1" as protocol,
#   with an end of -1 or with anything but numbers, it does not.
is_closed(protocol, from_port, to_port, port) if {
	_has_ports(protocol)
	_is_below(port, from_port)
	is_number(to_port)
}

is_closed(protocol, from_port, to_port, port) if {
	_has_ports(protocol)
	to_port >= 0
	_is_below(to_port, port)
	is_number(from_port)
}

_has_ports(protocol) if lower(protocol) in {"tcp", "udp", "6", "17"}

# Rego orders numbers before strings: without the type, "22" would lie above every range.
_is_below(low, high) if {
	is_number(low)
	is_number(high)
	low < high
}
