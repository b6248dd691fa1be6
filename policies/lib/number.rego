# METADATA
# title: Numbers
# description: |
#   Numbers that may be written as text, and divisions. What cannot be read is no number, at least or at most nothing:
#   ask for what must hold, with not.
package policies.lib.number

# METADATA
# description: A number, or the number that a text spells in decimal; undefined for anything else.
of(value) := value if is_number(value)

# Longer texts may be too large to be numbers.
of(value) := to_number(value) if {
	is_string(value)
	regex.match(`^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?$`, value)
}

# METADATA
# description: Whether a value is a number not below another one.
is_at_least(value, least) if of(value) >= of(least)

# METADATA
# description: Whether a value is a number not above another one.
is_at_most(value, most) if of(value) <= of(most)

# METADATA
# description: One number divided by another; undefined where either is none or the other is 0.
ratio(part, whole) := of(part) / of(whole) if of(whole) != 0

# METADATA
# description: Whether a whole number is a multiple of another one.
is_multiple(value, factor) if {
	_whole(factor) != 0
	_whole(value) % _whole(factor) == 0
}

_whole(value) := of(value) if floor(of(value)) == of(value)
