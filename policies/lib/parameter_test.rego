package policies.lib.parameter_test

import data.policies.lib.parameter

test_list[note] if {
	some note, example in {
		"a list": [[22, 80], [22, 80]],
		"an empty list": [[], []],
		"a bare value": [22, [22]],
		"a bare text": ["owner", ["owner"]],
		"an object": [{"a": 1}, [{"a": 1}]],
	}
	parameter.list(example[0]) == example[1]
}
