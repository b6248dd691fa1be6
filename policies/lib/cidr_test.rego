package policies.lib.cidr_test

import data.policies.lib.cidr

test_public[range] if {
	some range in [
		"0.0.0.0/0",
		"0.0.0.0/1",
		"128.0.0.0/1",
		"64.0.0.0/2",
		"0.0.0.0/7",
		"8.0.0.0/7",
		"10.0.0.0/7",
		"::/0",
		"0::/0",
		"::/1",
		"8000::/1",
		"2000::/3",
		"2600::/12",
		"2600::/31",
		"fc00::/6",
		"fd::/8",
		"fe80::/9",
	]
	cidr.is_public(range)
}

test_narrow[range] if {
	some range in [
		"10.0.0.0/8",
		"8.0.0.0/8",
		"100.64.0.0/10",
		"172.16.0.0/12",
		"192.168.0.0/16",
		"203.0.113.0/24",
		"203.0.113.7/32",
		"203.0.113.7",
		"2600:1f00::/32",
		"2001:db8::/64",
		"2001:DB8::1/128",
		"2001:db8::1",
		"::1/128",
		"fc00::/7",
		"fd00::/8",
		"fe80::/10",
		"FD12:3456::/24",
	]
	not cidr.is_public(range)
}

# What cannot be read counts as public.
test_unreadable[name] if {
	some name, range in {
		"empty": "",
		"words": "everywhere",
		"prefix list": "pl-12345678",
		"security group": "sg-12345678",
		"octet too large": "10.0.0.256/24",
		"octet missing": "10.0.0/24",
		"prefix too long": "10.0.0.0/33",
		"prefix with a leading zero": "10.0.0.0/08",
		"prefix with a sign": "10.0.0.0/+8",
		"negative prefix": "10.0.0.0/-1",
		"two prefixes": "10.0.0.0/0/24",
		"no prefix after the slash": "10.0.0.0/",
		"IPv6 prefix too long": "2001:db8::/129",
		"too many groups": "1:2:3:4:5::6:7:8:9/64",
		"too few groups": "2001:db8:1/64",
		"too many groups, unique local": "fd12:3456:1:2:3:4::5:6:7/24",
		"three colons, unique local": "fd12:::/24",
		"two gaps": "2001::db8::/64",
		"not hexadecimal": "2001:dg8::/64",
		"a space before": " 10.0.0.0/8",
		"a line break after": "10.0.0.0/8\n",
		"a range in words": "10.0.0.0-10.0.0.255",
		"a number": 10,
		"a list": ["10.0.0.0/8"],
		"an object": {"cidr": "10.0.0.0/8"},
		"false": false,
		"null": null,
	}
	cidr.is_public(range)
}

test_within[note] if {
	some note, pair in {
		"a part": ["10.1.0.0/16", "10.0.0.0/8"],
		"the same": ["10.0.0.0/8", "10.0.0.0/8"],
		"an address": ["10.1.2.3", "10.0.0.0/8"],
		"an address in itself": ["10.1.2.3", "10.1.2.3/32"],
		"in everything": ["203.0.113.0/24", "0.0.0.0/0"],
		"host bits set": ["10.1.2.3/16", "10.9.9.9/8"],
		"IPv6": ["2001:db8:1::/48", "2001:DB8::/32"],
		"an IPv6 address": ["2001:db8::1", "2001:db8::/32"],
	}
	cidr.is_within(pair[0], pair[1])
}

test_not_within[note] if {
	some note, pair in {
		"another": ["11.0.0.0/16", "10.0.0.0/8"],
		"a wider one": ["10.0.0.0/7", "10.0.0.0/8"],
		"of the other kind": ["::/0", "0.0.0.0/0"],
		"everything": ["0.0.0.0/0", "10.0.0.0/8"],
		"prefix list": ["pl-12345678", "10.0.0.0/8"],
		"unreadable outside": ["10.0.0.0/16", "pl-12345678"],
		"prefix too long": ["10.0.0.0/33", "0.0.0.0/0"],
		"empty": ["", "0.0.0.0/0"],
		"a number": [10, "0.0.0.0/0"],
		"null": [null, "0.0.0.0/0"],
		"a list": [["10.0.0.0/16"], "10.0.0.0/8"],
		"a line break after": ["10.0.0.0/16\n", "10.0.0.0/8"],
	}
	not cidr.is_within(pair[0], pair[1])
}

test_apart[note] if {
	some note, pair in {
		"neighbours": ["10.0.0.0/16", "10.1.0.0/16"],
		"addresses": ["10.0.0.1", "10.0.0.2"],
		"of two kinds": ["::/0", "0.0.0.0/0"],
		"IPv6": ["2001:db8:1::/48", "2001:db8:2::/48"],
	}
	cidr.is_apart(pair[0], pair[1])
	cidr.is_apart(pair[1], pair[0])
}

test_not_apart[note] if {
	some note, pair in {
		"the same": ["10.0.0.0/16", "10.0.0.0/16"],
		"one in the other": ["10.0.0.0/8", "10.1.0.0/16"],
		"an address in a range": ["10.1.2.3", "10.1.0.0/16"],
		"prefix list": ["pl-12345678", "10.1.0.0/16"],
		"empty": ["", "10.1.0.0/16"],
		"null": [null, "10.1.0.0/16"],
		"a number": [10, "10.1.0.0/16"],
	}
	not cidr.is_apart(pair[0], pair[1])
	not cidr.is_apart(pair[1], pair[0])
}
