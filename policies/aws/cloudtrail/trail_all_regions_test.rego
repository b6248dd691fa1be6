package policies.aws.cloudtrail.trail_all_regions_test

import data.policies.aws.cloudtrail.trail_all_regions

_account(trails) := {
	"type": "driftlock_aws_account",
	"mode": "managed",
	"key": `["123456789012","global","driftlock_aws_account","123456789012"]`,
	"scope": {"account": "123456789012", "region": "global"},
	"values": {"account_id": "123456789012"},
	"tags": {},
	"refs": {},
	"referrers": {"aws_cloudtrail": {"account": trails}},
	"now": 1795000000,
}

_trail(name, values) := {
	"address": $"aws_cloudtrail.{name}",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"tags": {},
	"values": object.union(
		{
			"name": name,
			"s3_bucket_name": "lab-logs",
			"enable_logging": true,
			"include_global_service_events": true,
			"is_multi_region_trail": true,
			"is_organization_trail": false,
		},
		values,
	),
}

_selectors(selectors) := {"event_selector": selectors}

_advanced(fields) := {"advanced_event_selector": [{"field_selector": fields}]}

_management := {"field": "eventCategory", "equals": ["Management"]}

_lacks(position, attribute, shortcoming) := {
	"message": $"trail {shortcoming}",
	"path": ["referrers", "aws_cloudtrail", "account", position, "values", attribute],
}

test_deny[note] if {
	some note, example in {
		"one region": [{"is_multi_region_trail": false}, "is_multi_region_trail", "main covers one region only"],
		"not logging": [{"enable_logging": false}, "enable_logging", "main is not logging"],
		"regional services only": [
			{"include_global_service_events": false},
			"include_global_service_events", "main leaves out global services",
		],
		"data events only": [
			_selectors([{"include_management_events": false, "read_write_type": "All"}]),
			"event_selector", "main leaves out management events",
		],
		"writes only": [
			_selectors([{"include_management_events": true, "read_write_type": "WriteOnly"}]),
			"event_selector", "main leaves out management events",
		],
		"reads only, twice": [
			_selectors([{"read_write_type": "ReadOnly"}, {"read_write_type": "ReadOnly"}]),
			"event_selector", "main leaves out management events",
		],
		"data events, advanced": [
			_advanced([
				{"field": "eventCategory", "equals": ["Data"]},
				{"field": "resources.type", "equals": ["AWS::S3::Object"]},
			]),
			"advanced_event_selector", "main leaves out management events",
		],
		"writes only, advanced": [
			_advanced([_management, {"field": "readOnly", "equals": ["false"]}]),
			"advanced_event_selector", "main leaves out management events",
		],
		"reads only, advanced": [
			_advanced([_management, {"field": "readOnly", "equals": ["true"]}]),
			"advanced_event_selector", "main leaves out management events",
		],
		"another field of that value": [
			_advanced([
				{"field": "eventCategory", "equals": ["Data"]},
				{"field": "eventName", "equals": ["Management"], "not_equals": ["GetObject"]},
			]),
			"advanced_event_selector", "main leaves out management events",
		],
		"one source, advanced": [
			_advanced([_management, {"field": "eventSource", "equals": ["iam.amazonaws.com"]}]),
			"advanced_event_selector", "main leaves out management events",
		],
	}
	expected := {_lacks(0, example[1], example[2])}
	trail_all_regions.deny == expected with input as _account([_trail("main", example[0])])
}

test_deny_no_trail if trail_all_regions.deny == {"the account has no trail"} with input as _account([])

test_deny_no_link if {
	trail_all_regions.deny == {"the account has no trail"} with input as object.union(
		object.remove(_account([]), ["referrers"]),
		{"referrers": {}},
	)
}

test_deny_names_each_shortcoming if {
	trail_all_regions.deny == {
		_lacks(0, "enable_logging", "b is not logging"),
		_lacks(0, "event_selector", "b leaves out management events"),
		_lacks(1, "is_multi_region_trail", "a covers one region only"),
	} with input as _account([
		_trail("b", object.union({"enable_logging": false}, _selectors([{"include_management_events": false}]))),
		_trail("a", {"is_multi_region_trail": false}),
	])
}

test_allow[note] if {
	some note, trails in {
		"one trail": [_trail("main", {})],
		"all else unset": [object.union(
			object.remove(_trail("main", {}), ["values"]),
			{"values": {"name": "main", "is_multi_region_trail": true}},
		)],
		"beside a lesser one": [_trail("a", {"is_multi_region_trail": false}), _trail("main", {})],
		"beside all kinds of lesser ones": [
			_trail("a", {"is_multi_region_trail": false}),
			_trail("b", {"enable_logging": false}),
			_trail("c", {"include_global_service_events": false}),
			_trail("d", _selectors([{"include_management_events": false}])),
			_trail("main", {}),
		],
		"the organization's": [_trail("main", {"is_organization_trail": true})],
		"management and data events": [_trail("main", _selectors([{
			"include_management_events": true,
			"read_write_type": "All",
			"data_resource": [{"type": "AWS::S3::Object", "values": ["arn:aws:s3"]}],
		}]))],
		"without noise": [_trail("main", _selectors([{
			"include_management_events": true,
			"read_write_type": "All",
			"exclude_management_event_sources": ["kms.amazonaws.com"],
		}]))],
		"a selector with nothing set": [_trail("main", _selectors([{}]))],
		"reads and writes apart": [_trail("main", _selectors([
			{"read_write_type": "ReadOnly"},
			{"read_write_type": "WriteOnly"},
		]))],
		"advanced": [_trail("main", _advanced([_management]))],
		"advanced, without noise": [_trail("main", _advanced([
			_management,
			{"field": "eventSource", "not_equals": ["kms.amazonaws.com"]},
		]))],
		"advanced, reads and writes": [_trail("main", _advanced([
			_management,
			{"field": "readOnly", "equals": ["true", "false"]},
		]))],
		"advanced, reads and writes apart": [_trail("main", {"advanced_event_selector": [
			{"field_selector": [_management, {"field": "readOnly", "equals": ["true"]}]},
			{"field_selector": [_management, {"field": "readOnly", "equals": ["false"]}]},
		]})],
	}
	trail_all_regions.deny == set() with input as _account(trails)
}
