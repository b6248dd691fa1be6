package policies.aws.s3.bucket_logging_test

import data.policies.aws.s3.bucket_logging

_bucket(referrers) := {
	"type": "aws_s3_bucket",
	"mode": "managed",
	"address": "aws_s3_bucket.data",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": {"bucket": "lab-data", "force_destroy": false},
	"tags": {},
	"refs": {},
	"referrers": referrers,
	"now": 1795000000,
}

_logging(bucket, target) := {
	"address": $"aws_s3_bucket_logging.{bucket}",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"tags": {},
	"values": {"bucket": bucket, "target_bucket": target, "target_prefix": "data/"},
}

_trail := {
	"address": "aws_cloudtrail.main",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"tags": {},
	"values": {"name": "main", "s3_bucket_name": "lab-data", "is_multi_region_trail": true},
}

test_deny[note] if {
	some note, referrers in {
		"nothing": {},
		"no logging": {"aws_s3_bucket_logging": {"bucket": [], "target_bucket": []}},
		"a trail writes to it": {
			"aws_cloudtrail": {"s3_bucket_name": [_trail]},
			"aws_s3_bucket_logging": {"bucket": [], "target_bucket": []},
		},
	}
	bucket_logging.applies with input as _bucket(referrers)
	bucket_logging.deny == {"requests to the bucket are not logged"} with input as _bucket(referrers)
}

test_allow[note] if {
	some note, records in {
		"logged": [_logging("lab-data", "lab-logs")],
		"logged, to a bucket not known yet": [object.union(_logging("lab-data", "x"), {"values": {"target_prefix": ""}})],
		"live, without an address": [object.union(
			object.remove(_logging("lab-data", "lab-logs"), ["address"]),
			{"key": `["123456789012","us-east-1","aws_s3_bucket_logging","lab-data"]`},
		)],
	}
	referrers := {"aws_s3_bucket_logging": {"bucket": records, "target_bucket": []}}
	bucket_logging.applies with input as _bucket(referrers)
	bucket_logging.deny == set() with input as _bucket(referrers)
}

test_not_applicable[note] if {
	some note, records in {
		"another bucket logs to it": {"bucket": [], "target_bucket": [_logging("lab-web", "lab-data")]},
		"several do": {
			"bucket": [],
			"target_bucket": [_logging("lab-web", "lab-data"), _logging("lab-api", "lab-data")],
		},
		"it logs elsewhere as well": {
			"bucket": [_logging("lab-data", "lab-logs")],
			"target_bucket": [_logging("lab-web", "lab-data")],
		},
		"it logs to itself": {
			"bucket": [_logging("lab-data", "lab-data")],
			"target_bucket": [_logging("lab-data", "lab-data")],
		},
	}
	not bucket_logging.applies with input as _bucket({"aws_s3_bucket_logging": records})
}
