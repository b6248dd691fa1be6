package policies.aws.ecr.repository_tag_immutability_test

import data.policies.aws.ecr.repository_tag_immutability

_repository(values) := {
	"type": "aws_ecr_repository",
	"mode": "managed",
	"address": "aws_ecr_repository.app",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"name": "app"}, values),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_denied := {"tags can be moved to another image"}

_with(allowed) := {"aws.ecr.repository_tag_immutability": {"allow_exclusions": allowed}}

test_deny[note] if {
	some note, values in {
		"mutable": {"image_tag_mutability": "MUTABLE"},
		"mutable but for some": {"image_tag_mutability": "MUTABLE_WITH_EXCLUSION"},
		"unset": {},
		"other letters": {"image_tag_mutability": "immutable"},
	}
	repository_tag_immutability.deny == _denied with input as _repository(values)
}

test_allow[note] if {
	some note, values in {
		"immutable": {"image_tag_mutability": "IMMUTABLE"},
		"immutable but for some": {"image_tag_mutability": "IMMUTABLE_WITH_EXCLUSION"},
	}
	repository_tag_immutability.deny == set() with input as _repository(values)
}

test_exclusions_of_params[note] if {
	some note, example in {
		"refused": [false, "IMMUTABLE_WITH_EXCLUSION", _denied],
		"refused, none there": [false, "IMMUTABLE", set()],
		"allowed": [true, "IMMUTABLE_WITH_EXCLUSION", set()],
	}
	repository_tag_immutability.deny == example[2] with input as _repository({"image_tag_mutability": example[1]})
		with data.params as _with(example[0])
}
