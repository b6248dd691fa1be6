package policies.aws.guardduty.region_detector_test

import data.policies.aws.guardduty.region_detector

_place := {"account": "123456789012", "region": "eu-north-1"}

_region(detectors) := {
	"type": "driftlock_aws_region",
	"mode": "managed",
	"scope": _place,
	"values": {"region": "eu-north-1"},
	"tags": {},
	"refs": {},
	"referrers": {"aws_guardduty_detector": {"region": detectors}},
	"now": 1795000000,
}

_detector(enabled) := {
	"address": "aws_guardduty_detector.main",
	"scope": _place,
	"tags": {},
	"values": {"enable": enabled},
}

test_deny_none if region_detector.deny == {"the region has no detector"} with input as _region([])

test_allow if region_detector.deny == set() with input as _region([_detector(true)])

test_allow_suspended if region_detector.deny == set() with input as _region([_detector(false)])
