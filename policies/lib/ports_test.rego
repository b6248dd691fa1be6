package policies.lib.ports_test

import data.policies.lib.ports

test_closed[note] if {
	some note, rule in {
		"range above": ["tcp", 23, 65535, 22],
		"range below": ["tcp", 0, 21, 22],
		"one port": ["tcp", 443, 443, 22],
		"UDP": ["udp", 53, 53, 3389],
		"by number": ["6", 443, 443, 22],
		"UDP by number": ["17", 443, 443, 22],
		"in capitals": ["TCP", 443, 443, 22],
		"port 0 below": ["tcp", 1, 65535, 0],
		"only port 0": ["tcp", 0, 0, 22],
		"highest port above": ["tcp", 0, 65534, 65535],
	}
	ports.is_closed(rule[0], rule[1], rule[2], rule[3])
}

test_open[note] if {
	some note, rule in {
		"the port itself": ["tcp", 22, 22, 22],
		"lower end": ["tcp", 22, 80, 22],
		"upper end": ["tcp", 1, 22, 22],
		"all": ["tcp", 0, 65535, 22],
		"port 0": ["tcp", 0, 0, 0],
		"all protocols": ["-1", 443, 443, 22],
		"all protocols, no range": ["-1", -1, -1, 22],
		"no range": ["tcp", -1, -1, 22],
		"no upper end": ["tcp", 0, -1, 22],
		"unknown protocol": ["quic", 443, 443, 22],
		"empty protocol": ["", 443, 443, 22],
		"text as lower end": ["tcp", "443", 443, 22],
		"text as upper end": ["tcp", 443, "443", 22],
		"text as port": ["tcp", 443, 443, "22"],
		"null as the lower end": ["tcp", null, 10, 22],
		"null as the upper end": ["tcp", 0, null, 22],
		"null as a port": ["tcp", 443, 443, null],
		"null as an end": ["tcp", null, 443, 22],
		"protocol as a number": [6, 443, 443, 22],
	}
	not ports.is_closed(rule[0], rule[1], rule[2], rule[3])
}

test_portless[protocol] if {
	some protocol in ["icmp", "ICMP", "icmpv6", "1", "58", "0", "50", "132", "255"]
	ports.is_portless(protocol)
}

test_not_portless[note] if {
	some note, protocol in {
		"tcp": "tcp",
		"udp": "udp",
		"TCP by number": "6",
		"UDP by number": "17",
		"all": "-1",
		"words": "all",
		"empty": "",
		"beyond the numbers": "256",
		"leading zero": "06",
		"a number": 1,
		"null": null,
	}
	not ports.is_portless(protocol)
}
