# METADATA
# title: Wildcards of IAM documents
# description: What the patterns of actions and resources take in.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
package policies.lib.wildcard

# METADATA
# description: Whether a pattern takes in every action, as * and *:* do.
is_every_action("*")

is_every_action(pattern) if {
	pattern != "*"
	contains(pattern, "*")
	regex.match(`^[*?]*\*[*?]*(:[*?]*\*[*?]*)?$`, pattern)
}

# METADATA
# description: Whether a pattern takes in every resource, as * and arn:aws:* do.
is_every_resource("*")

is_every_resource(pattern) if {
	pattern != "*"
	contains(pattern, "*")
	regex.match(`^[*?]*\*[*?]*$`, pattern)
}

is_every_resource(pattern) if {
	pattern != "*"
	endswith(pattern, "*")
	regex.match(`^(arn|\*)(:(aws[a-z-]*|\*))?(:\*+)+$`, pattern)
}

# METADATA
# description: |
#   Whether a pattern takes in all that another one does, for certain: they are the same, or the other one begins with
#   what stands before the closing *. Cleverer patterns are taken to cover nothing else.
covers(pattern, other) if pattern == other

covers(pattern, other) if {
	endswith(pattern, "*")
	startswith(other, trim_suffix(pattern, "*"))
}

# METADATA
# description: Whether a text holds a wildcard or a policy variable, so that it stands for more than itself.
is_wild(text) if {
	some mark in ["*", "?", "${"]
	contains(text, mark)
}

# METADATA
# description: |
#   Whether * in a pattern can stand for such texts that the pattern is the whole of another text. Patterns of anything
#   but letters, digits, * and . _ - / stand for nothing.
matches(pattern, text) if {
	regex.match(`^[A-Za-z0-9*._/-]+$`, pattern)
	expression := replace(replace(pattern, ".", `\.`), "*", ".*")
	regex.match($"^{expression}$", text)
}
