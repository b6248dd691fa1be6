# METADATA
# title: Address ranges
# description: |
#   Whether a range of addresses lets in anyone; a range that cannot be read does. Whether it lies in another one, or
#   apart from it; a range that cannot be read does neither.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
package policies.lib.cidr

# METADATA
# description: |
#   Whether a range means "anyone": wider than an IPv4 /8 or an IPv6 /32, which is where S3 draws the line for bucket
#   policies, unless all of it is private. The halves of a split 0.0.0.0/0 count as well. A bare address is a range of
#   one. What is no range at all counts as public.
is_public(cidr) if not _is_narrow(cidr)

# A colon tells the two kinds apart before an expression is compiled, which costs most of an evaluation.
_is_narrow(cidr) if {
	not contains(cidr, ":")
	regex.match($`^{_ipv4}(/(8|9|[12][0-9]|3[0-2]))?$`, cidr)
}

_is_narrow(cidr) if {
	contains(cidr, ":")
	regex.match($`^{_ipv6}(/(3[2-9]|[4-9][0-9]|1[01][0-9]|12[0-8]))?$`, lower(cidr))
	_has_few_groups(cidr)
}

# Unique local and link-local addresses.
_is_narrow(cidr) if {
	contains(cidr, ":")
	startswith(lower(cidr), "f")
	regex.match($`^{_ipv6}/[0-9]+$`, lower(cidr))
	regex.match(`^f(c00::/7|[cd][0-9a-f]{2}:[0-9a-f:]*/([89]|[12][0-9]|3[01])|e80::/[1-3][0-9])$`, lower(cidr))
	_has_few_groups(cidr)
}

# A gap stands for at least one of eight groups.
_has_few_groups(cidr) if count(split(cidr, ":")) <= 8

_octet := `(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])`

_ipv4 := concat(`\.`, [_octet, _octet, _octet, _octet])

_eight_groups := `[0-9a-f]{1,4}(:[0-9a-f]{1,4}){7}`

_groups_with_a_gap := `([0-9a-f]{1,4}(:[0-9a-f]{1,4}){0,6})?::([0-9a-f]{1,4}(:[0-9a-f]{1,4}){0,6})?`

_ipv6 := $`({_eight_groups}|{_groups_with_a_gap})`

# METADATA
# description: |
#   Whether all addresses of a range lie in another one. What is no range at all lies in none, so ask for it with not.
is_within(cidr, other) if net.cidr_contains(_range(other), _range(cidr))

# METADATA
# description: |
#   Whether two ranges have no address in common. What is no range at all is apart from none, so ask for it with not.
is_apart(cidr, other) if net.cidr_intersects(_range(cidr), _range(other)) == false

# The built-ins fail on what they cannot read, and a bare address is no range to them.
_range(cidr) := cidr if {
	_is_range(cidr)
	contains(cidr, "/")
}

_range(cidr) := $"{cidr}/32" if {
	_is_range(cidr)
	not contains(cidr, "/")
	not contains(cidr, ":")
}

_range(cidr) := $"{cidr}/128" if {
	_is_range(cidr)
	not contains(cidr, "/")
	contains(cidr, ":")
}

_is_range(cidr) if {
	is_string(cidr)
	regex.match($`^{_ipv4}(/([12]?[0-9]|3[0-2]))?$`, cidr)
}

_is_range(cidr) if {
	is_string(cidr)
	regex.match($`^{_ipv6}(/([1-9]?[0-9]|1[01][0-9]|12[0-8]))?$`, lower(cidr))
	_has_few_groups(cidr)
}
