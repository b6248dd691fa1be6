package policies.lib.number_test

import data.policies.lib.number

test_of[note] if {
	some note, example in {
		"a number": [7, 7],
		"a fraction": [7.5, 7.5],
		"text": ["7", 7],
		"text of a fraction": ["-7.25", -7.25],
		"zero": ["0", 0],
		"the longest": ["999999999999999", 999999999999999],
	}
	number.of(example[0]) == example[1]
}

_none := {
	"words": "seven",
	"empty": "",
	"a leading zero": "07",
	"a sign": "+7",
	"a space": " 7",
	"a line break": "7\n",
	"an exponent": "1e999",
	"hexadecimal": "0x10",
	"infinite": "Inf",
	"no number": "NaN",
	"very long": "9999999999999999999999",
	"a unit": "7 GB",
	"a list": [7],
	"an object": {"n": 7},
	"true": true,
	"null": null,
}

test_of_none[note] if {
	some note, value in _none
	not number.of(value)
	not number.is_at_least(value, 0)
	not number.is_at_most(value, 0)
	not number.is_at_least(0, value)
	not number.is_at_most(0, value)
	not number.ratio(value, 2)
	not number.ratio(2, value)
	not number.is_multiple(value, 1)
	not number.is_multiple(1, value)
}

test_compared if {
	number.is_at_least("10", 9)
	number.is_at_least(9, "9")
	not number.is_at_least("8", "9")
	number.is_at_most("9", 10)
	number.is_at_most(9, 9)
	not number.is_at_most("10", "9")
}

test_ratio if {
	number.ratio("10", 4) == 2.5
	not number.ratio(10, 0)
	not number.ratio(10, "0")
}

test_multiple if {
	number.is_multiple(30, "10")
	number.is_multiple(0, 10)
	not number.is_multiple(35, 10)
	not number.is_multiple(30, 0)
	not number.is_multiple(30.5, 10)
	not number.is_multiple(30, 0.5)
}
