package policies.aws.ec2.instance_metadata_v2_test

import data.policies.aws.ec2.instance_metadata_v2

_of(type, options) := {
	"type": type,
	"mode": "managed",
	"address": $"{type}.app",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": {"instance_type": "t3.micro", "metadata_options": options},
	"tags": {},
	"refs": {"region": []},
	"referrers": {},
	"now": 1795000000,
}

_types := {"aws_instance", "aws_launch_configuration", "aws_launch_template", "aws_spot_instance_request"}

_answers(place) := {
	"message": "the metadata service answers without a token",
	"path": ["values", "metadata_options", place, "http_tokens"],
}

_silent := "nothing says that the metadata service asks for a token"

test_deny[note] if {
	some note, example in {
		"optional": [[{"http_endpoint": "enabled", "http_tokens": "optional"}], {_answers(0)}],
		"optional, the endpoint left out": [[{"http_tokens": "optional"}], {_answers(0)}],
		"no such value": [[{"http_endpoint": "enabled", "http_tokens": "Required "}], {_answers(0)}],
		"no tokens": [[{"http_endpoint": "enabled"}], {_silent}],
		"another option": [[{"http_put_response_hop_limit": 1}], {_silent}],
		"an empty block": [[{}], {_silent}],
		"no block": [[], {_silent}],
	}
	every type in _types - {"aws_launch_configuration"} {
		instance_metadata_v2.deny == example[1] with input as _of(type, example[0])
	}
}

test_deny_without_the_attribute if {
	every type in _types {
		instance := object.remove(_of(type, []), ["values"])
		instance_metadata_v2.deny == {_silent} with input as object.union(instance, {"values": {}})
	}
}

test_allow[note] if {
	some note, options in {
		"required": [{"http_endpoint": "enabled", "http_tokens": "required"}],
		"required, many hops": [{
			"http_endpoint": "enabled",
			"http_tokens": "required",
			"http_put_response_hop_limit": 64,
		}],
		"turned off": [{"http_endpoint": "disabled"}],
		"turned off, tokens optional": [{"http_endpoint": "disabled", "http_tokens": "optional"}],
	}
	every type in _types {
		instance_metadata_v2.deny == set() with input as _of(type, options)
	}
}

test_allow_tokens_alone if {
	every type in _types - {"aws_launch_configuration"} {
		instance_metadata_v2.deny == set() with input as _of(type, [{"http_tokens": "required"}])
	}
}

# The provider sends the tokens of a launch configuration only beside an endpoint.
test_deny_launch_configuration_without_an_endpoint if {
	configuration := _of("aws_launch_configuration", [{"http_tokens": "required"}])
	instance_metadata_v2.deny == {_silent} with input as configuration
}

_in_region(tokens) := {"region": [{
	"address": "driftlock_aws_region.main",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"tags": {},
	"values": {"region": "us-east-1"},
	"refs": {},
	"referrers": {"aws_ec2_instance_metadata_defaults": {"region": [{
		"address": "aws_ec2_instance_metadata_defaults.main",
		"scope": {"account": "123456789012", "region": "us-east-1"},
		"tags": {},
		"values": {"http_tokens": tokens},
	}]}},
}]}

test_the_region_decides_where_nothing_is_said if {
	silent := _of("aws_launch_template", [])
	required := object.union(silent, {"refs": _in_region("required")})
	instance_metadata_v2.deny == set() with input as required
	optional := object.union(silent, {"refs": _in_region("no-preference")})
	instance_metadata_v2.deny == {_silent} with input as optional
}

test_what_is_said_goes_before_the_region if {
	template := _of("aws_launch_template", [{"http_tokens": "optional"}])
	instance_metadata_v2.deny == {_answers(0)} with input as object.union(template, {"refs": _in_region("required")})
}
