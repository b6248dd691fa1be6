package policies.lib.text_test

import data.policies.lib.text

test_from_json[note] if {
	some note, example in {
		"an object": [`{"a": [1, true, null]}`, {"a": [1, true, null]}],
		"a text": [`"a"`, "a"],
		"a number": ["7", 7],
		"spaces around": [" [] ", []],
	}
	text.from_json(example[0]) == example[1]
}

test_from_json_none[note] if {
	some note, value in {
		"empty": "",
		"words": "words",
		"cut short": `{"a": `,
		"two": "{} {}",
		"two with a comma": "1, 2",
		"words after it": "{} words",
		"a list closed twice": "1] [2",
		"an object closed twice": "1}, {",
		"a member too many": `1, "b": 2`,
		"single quotes": "{'a': 1}",
		"a number": 7,
		"an object": {"a": 1},
		"null": null,
	}
	not text.from_json(value)
}

test_from_base64[note] if {
	some note, example in {
		"a text": ["aGVsbG8=", "hello"],
		"empty": ["", ""],
	}
	text.from_base64(example[0]) == example[1]
}

test_from_base64_none[note] if {
	some note, value in {
		"words": "not base64",
		"no padding": "aGVsbG8",
		"a number": 7,
		"null": null,
	}
	not text.from_base64(value)
}

test_is_match[note] if {
	some note, example in {
		"all of it": ["[a-z]+", "core"],
		"either": ["a|bc", "bc"],
		"with anchors": ["^a$", "a"],
		"nothing": ["", ""],
	}
	text.is_match(example[0], example[1])
}

test_is_no_match[note] if {
	some note, example in {
		"a part": ["[a-z]+", "core1"],
		"either, not both": ["a|b", "ab"],
		"cannot be read": ["(", "("],
		"leaves the group": ["a)|(b", "b"],
		"no expression": [5, "5"],
		"no text": ["5", 5],
	}
	not text.is_match(example[0], example[1])
}
