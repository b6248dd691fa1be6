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
