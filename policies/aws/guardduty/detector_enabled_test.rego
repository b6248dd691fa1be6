package policies.aws.guardduty.detector_enabled_test

import data.policies.aws.guardduty.detector_enabled

_detector(values) := {
	"type": "aws_guardduty_detector",
	"mode": "managed",
	"address": "aws_guardduty_detector.main",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"finding_publishing_frequency": "SIX_HOURS"}, values),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_denied := {{"message": "the detector is suspended", "path": ["values", "enable"]}}

test_deny_suspended if detector_enabled.deny == _denied with input as _detector({"enable": false})

test_deny_not_said if detector_enabled.deny == _denied with input as _detector({})

test_allow if detector_enabled.deny == set() with input as _detector({"enable": true})
