package policies.aws.s3.bucket_acl_disabled_test

import data.policies.aws.s3.bucket_acl_disabled

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

_controls(rules) := {"aws_s3_bucket_ownership_controls": {"bucket": [{
	"address": "aws_s3_bucket_ownership_controls.data",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"tags": {},
	"values": object.union({"bucket": "lab-data"}, rules),
}]}}

_ownership(value) := _controls({"rule": [{"object_ownership": value}]})

_is_on(value) := {
	"message": $"access control lists are on: object ownership is {value}",
	"path": ["referrers", "aws_s3_bucket_ownership_controls", "bucket", 0, "values", "rule", 0, "object_ownership"],
}

_is_unset := "access control lists are on: no object ownership is set"

test_deny[note] if {
	some note, example in {
		"the owner is preferred": [_ownership("BucketOwnerPreferred"), {_is_on("BucketOwnerPreferred")}],
		"writers own": [_ownership("ObjectWriter"), {_is_on("ObjectWriter")}],
		"in another case": [_ownership("bucketownerenforced"), {_is_on("bucketownerenforced")}],
		"an empty text": [_ownership(""), {_is_on("")}],
		"none": [{"aws_s3_bucket_ownership_controls": {"bucket": []}}, {_is_unset}],
		"no rule": [_controls({}), {_is_unset}],
		"no link": [{}, {_is_unset}],
	}
	bucket_acl_disabled.deny == example[1] with input as _bucket(example[0])
}

test_allow if {
	bucket_acl_disabled.deny == set() with input as _bucket(_ownership("BucketOwnerEnforced"))
}
