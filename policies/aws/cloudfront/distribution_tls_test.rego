package policies.aws.cloudfront.distribution_tls_test

import data.policies.aws.cloudfront.distribution_tls

_distribution(values) := {
	"type": "aws_cloudfront_distribution",
	"mode": "managed",
	"address": "aws_cloudfront_distribution.site",
	"scope": {"account": "123456789012", "region": "global"},
	"values": object.union(
		{
			"enabled": true,
			"default_cache_behavior": [{"viewer_protocol_policy": "redirect-to-https"}],
			"viewer_certificate": [_certificate("TLSv1.2_2021")],
		},
		values,
	),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_arn := "arn:aws:acm:us-east-1:123456789012:certificate/236939a6-93da-4273-be8f-ac8b1907b423"

_certificate(version) := {
	"acm_certificate_arn": _arn,
	"minimum_protocol_version": version,
	"ssl_support_method": "sni-only",
}

_default := {"cloudfront_default_certificate": true, "minimum_protocol_version": "TLSv1"}

_of_default(place) := {
	"message": "plain HTTP is answered",
	"path": ["values", "default_cache_behavior", place, "viewer_protocol_policy"],
}

_of_path(place, pattern) := {
	"message": $"plain HTTP is answered for {pattern}",
	"path": ["values", "ordered_cache_behavior", place, "viewer_protocol_policy"],
}

_version(name) := {
	"message": $"viewers may use {name}",
	"path": ["values", "viewer_certificate", 0, "minimum_protocol_version"],
}

_shared := {
	"message": "the certificate of CloudFront lets viewers use TLS 1.0",
	"path": ["values", "viewer_certificate", 0, "cloudfront_default_certificate"],
}

test_behaviors[note] if {
	some note, example in {
		"all": [{"default_cache_behavior": [{"viewer_protocol_policy": "allow-all"}]}, {_of_default(0)}],
		"nothing said": [{"default_cache_behavior": [{"target_origin_id": "o"}]}, {_of_default(0)}],
		"HTTPS only": [{"default_cache_behavior": [{"viewer_protocol_policy": "https-only"}]}, set()],
		"redirect": [{}, set()],
		"a path": [
			{"ordered_cache_behavior": [
				{"path_pattern": "/a/*", "viewer_protocol_policy": "https-only"},
				{"path_pattern": "/b/*", "viewer_protocol_policy": "allow-all"},
			]},
			{_of_path(1, "/b/*")},
		],
		"paths that are encrypted": [
			{"ordered_cache_behavior": [{"path_pattern": "/a/*", "viewer_protocol_policy": "redirect-to-https"}]},
			set(),
		],
		"both": [
			{
				"default_cache_behavior": [{"viewer_protocol_policy": "allow-all"}],
				"ordered_cache_behavior": [{"path_pattern": "*.jpg", "viewer_protocol_policy": "allow-all"}],
			},
			{_of_default(0), _of_path(0, "*.jpg")},
		],
	}
	distribution_tls.deny == example[1] with input as _distribution(example[0])
}

test_deny_outdated_versions if {
	every name in {"SSLv3", "TLSv1", "TLSv1_2016", "TLSv1.1_2016", "TLSv1.20_2030", "tlsv1.2_2021"} {
		distribution_tls.deny == {_version(name)} with input as _distribution({"viewer_certificate": [_certificate(name)]})
	}
}

test_allow_modern_versions if {
	every name in {"TLSv1.2_2018", "TLSv1.2_2019", "TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"} {
		distribution_tls.deny == set() with input as _distribution({"viewer_certificate": [_certificate(name)]})
	}
}

test_certificate_of_iam if {
	old := {"iam_certificate_id": "ASCA", "minimum_protocol_version": "TLSv1_2016"}
	distribution_tls.deny == {_version("TLSv1_2016")} with input as _distribution({"viewer_certificate": [old]})
	new := {"iam_certificate_id": "ASCA", "minimum_protocol_version": "TLSv1.2_2021"}
	distribution_tls.deny == set() with input as _distribution({"viewer_certificate": [new]})
}

test_certificate_of_cloudfront if {
	distribution_tls.deny == {_shared} with input as _distribution({"viewer_certificate": [_default]})
	distribution_tls.deny == {_shared} with input as _distribution({"viewer_certificate": [{}]})
	distribution_tls.deny == set() with input as _distribution({"viewer_certificate": [_default]})
		with data.params as {"aws.cloudfront.distribution_tls": {"default_certificate": true}}
	distribution_tls.deny == {_shared} with input as _distribution({"viewer_certificate": [_default]})
		with data.params as {"aws.cloudfront.distribution_tls": {"default_certificate": false}}
}

test_accepting_the_certificate_of_cloudfront_accepts_nothing_else if {
	distribution_tls.deny == {_version("TLSv1")} with input as _distribution({"viewer_certificate": [_certificate("TLSv1")]})
		with data.params as {"aws.cloudfront.distribution_tls": {"default_certificate": true}}
}

# The report has the title then.
test_a_version_that_is_missing if {
	certificate := object.remove(_certificate("TLSv1"), ["minimum_protocol_version"])
	distribution_tls.deny == {_version("<undefined>")} with input as _distribution({"viewer_certificate": [certificate]})
}
