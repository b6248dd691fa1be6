package policies.aws.config.recorder_enabled_test

import data.policies.aws.config.recorder_enabled

_place := {"account": "123456789012", "region": "us-east-1"}

_recorder(values, statuses) := {
	"type": "aws_config_configuration_recorder",
	"mode": "managed",
	"address": "aws_config_configuration_recorder.main",
	"scope": _place,
	"values": object.union({"name": "default", "role_arn": "arn:aws:iam::123456789012:role/config"}, values),
	"tags": {},
	"refs": {},
	"referrers": {"aws_config_configuration_recorder_status": {"name": statuses}},
	"now": 1795000000,
}

_status(enabled) := [{
	"address": "aws_config_configuration_recorder_status.main",
	"scope": _place,
	"tags": {},
	"values": {"name": "default", "is_enabled": enabled},
}]

_all := {"recording_group": [{"all_supported": true, "include_global_resource_types": true}]}

_some := {"recording_group": [{"all_supported": false, "resource_types": ["AWS::EC2::Instance"]}]}

_but := {"recording_group": [{
	"all_supported": false,
	"exclusion_by_resource_types": [{"resource_types": ["AWS::EC2::NetworkInterface"]}],
	"recording_strategy": [{"use_only": "EXCLUSION_BY_RESOURCE_TYPES"}],
}]}

_off := "the recorder is not switched on"

_partly := {"message": "the recorder leaves out types of resources", "path": ["values", "recording_group", 0]}

test_deny[note] if {
	some note, example in {
		"off": [_all, _status(false), {_off}],
		"never switched on": [_all, [], {_off}],
		"some types": [_some, _status(true), {_partly}],
		"all but some types": [_but, _status(true), {_partly}],
		"off, and some types": [_some, _status(false), {_off, _partly}],
	}
	recorder_enabled.deny == example[2] with input as _recorder(example[0], example[1])
}

test_allow[note] if {
	some note, values in {
		"all": _all,
		"all, without global ones": {"recording_group": [{"all_supported": true}]},
		"not said": {},
		"a group that says nothing": {"recording_group": [{"include_global_resource_types": true}]},
		"once a day": object.union(_all, {"recording_mode": [{"recording_frequency": "DAILY"}]}),
	}
	recorder_enabled.deny == set() with input as _recorder(values, _status(true))
}

test_exclusions_of_params[note] if {
	some note, example in {
		"all but some types, allowed": [true, _but, set()],
		"all but some types, refused": [false, _but, {_partly}],
		"some types": [true, _some, {_partly}],
	}
	recorder_enabled.deny == example[2] with input as _recorder(example[1], _status(true))
		with data.params as {"aws.config.recorder_enabled": {"allow_exclusions": example[0]}}
}
