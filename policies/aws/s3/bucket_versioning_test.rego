package policies.aws.s3.bucket_versioning_test

import data.policies.aws.s3.bucket_versioning

_bucket(records) := {
	"type": "aws_s3_bucket",
	"mode": "managed",
	"address": "aws_s3_bucket.data",
	"key": `["123456789012","us-east-1","aws_s3_bucket","lab-data"]`,
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": {"bucket": "lab-data", "force_destroy": false},
	"tags": {"team": "core"},
	"refs": {},
	"referrers": {"aws_s3_bucket_versioning": {"bucket": records}},
	"now": 1795000000,
}

_record(configuration) := {
	"address": "aws_s3_bucket_versioning.data",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"tags": {},
	"values": {"bucket": "lab-data", "versioning_configuration": configuration},
}

test_deny[note] if {
	some note, example in {
		"no record": [[], "not configured"],
		"suspended": [[_record([{"status": "Suspended"}])], "Suspended"],
		"never enabled": [[_record([{"status": "Disabled", "mfa_delete": "Disabled"}])], "Disabled"],
		"no status": [[_record([{"mfa_delete": "Disabled"}])], "not configured"],
		"no configuration": [[_record([])], "not configured"],
		"other letters": [[_record([{"status": "enabled"}])], "enabled"],
		"two records": [
			[_record([{"status": "Suspended"}]), _record([{"status": "Disabled"}])],
			"Disabled, Suspended",
		],
	}
	message := $"versioning of the bucket is {example[1]}"
	bucket_versioning.deny == {message} with input as _bucket(example[0])
}

test_deny_without_any_link if {
	bucket_versioning.deny == {"versioning of the bucket is not configured"} with input as object.union(
		object.remove(_bucket([]), ["referrers"]),
		{"referrers": {}},
	)
}

test_allow[note] if {
	some note, records in {
		"enabled": [_record([{"status": "Enabled"}])],
		"enabled, with a second factor": [_record([{"status": "Enabled", "mfa_delete": "Enabled"}])],
		"enabled by one of two": [_record([{"status": "Suspended"}]), _record([{"status": "Enabled"}])],
	}
	bucket_versioning.deny == set() with input as _bucket(records)
}
