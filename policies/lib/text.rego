# METADATA
# title: Texts that hold something else
# description: |
#   JSON and base64 in texts that come as they are. What cannot be read is undefined: ask for what must be in it, with not.
package policies.lib.text

# METADATA
# description: What a text of JSON says.
from_json(text) := wrapped[0] if {
	is_string(text)
	as_list := concat("", ["[", text, "]"])
	as_member := concat("", [`{"a": `, text, "}"])

	# WebAssembly passes over what follows a value: inside either bracket, nothing can follow unseen.
	json.is_valid(as_list)
	json.is_valid(as_member)
	wrapped := json.unmarshal(as_list)
	count(wrapped) == 1
}

# METADATA
# description: The text that a text of base64 stands for.
from_base64("") := ""

# WebAssembly takes shorter forms, which OPA does not.
from_base64(text) := base64.decode(text) if {
	is_string(text)
	regex.match(`^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)$`, text)
}

# METADATA
# description: Whether the whole of a text matches an expression; no text matches one that cannot be read.
is_match(expression, text) if {
	is_string(text)
	regex.is_valid(expression)
	regex.match(concat("", ["^(?:", expression, ")$"]), text)
}
