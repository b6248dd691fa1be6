package policies.aws.s3.bucket_encryption_key_test

import data.policies.aws.s3.bucket_encryption_key

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

_record(address, values) := {
	"address": address,
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"tags": {},
	"values": values,
}

_encryption(rules) := {"aws_s3_bucket_server_side_encryption_configuration": {"bucket": [_record(
	"aws_s3_bucket_server_side_encryption_configuration.data",
	object.union({"bucket": "lab-data"}, rules),
)]}}

_rule(default_encryption) := _encryption({"rule": [{
	"bucket_key_enabled": true,
	"apply_server_side_encryption_by_default": [default_encryption],
}]})

_lb(values) := {"aws_lb": {"bucket": [_record(
	"aws_lb.web",
	object.union({"name": "web", "access_logs": [{"bucket": "lab-data", "enabled": true}]}, values),
)]}}

_denied := {"objects are encrypted with keys of S3, not of KMS"}

test_deny[note] if {
	some note, referrers in {
		"keys of S3": _rule({"sse_algorithm": "AES256"}),
		"in another case": _rule({"sse_algorithm": "AWS:KMS"}),
		"an empty text": _rule({"sse_algorithm": ""}),
		"a rule without a default": _encryption({"rule": [{"bucket_key_enabled": true}]}),
		"no rule": _encryption({}),
		"none": {"aws_s3_bucket_server_side_encryption_configuration": {"bucket": []}},
		"no link": {},
		"it logs to another bucket": {"aws_s3_bucket_logging": {
			"bucket": [_record("aws_s3_bucket_logging.data", {"bucket": "lab-data", "target_bucket": "lab-logs"})],
			"target_bucket": [],
		}},
		"a network load balancer logs to it": _lb({"load_balancer_type": "network"}),
	}
	bucket_encryption_key.applies with input as _bucket(referrers)
	bucket_encryption_key.deny == _denied with input as _bucket(referrers)
}

test_allow[note] if {
	some note, default_encryption in {
		"the key of AWS for S3": {"sse_algorithm": "aws:kms"},
		"a key of one's own": {"sse_algorithm": "aws:kms", "kms_master_key_id": "alias/data"},
		"in two layers": {"sse_algorithm": "aws:kms:dsse", "kms_master_key_id": "alias/data"},
	}
	bucket_encryption_key.applies with input as _bucket(_rule(default_encryption))
	bucket_encryption_key.deny == set() with input as _bucket(_rule(default_encryption))
}

test_not_applicable[note] if {
	some note, referrers in {
		"another bucket logs to it": {"aws_s3_bucket_logging": {
			"bucket": [],
			"target_bucket": [_record("aws_s3_bucket_logging.web", {"bucket": "lab-web", "target_bucket": "lab-data"})],
		}},
		"an application load balancer": _lb({"load_balancer_type": "application"}),
		"a load balancer of the kind that is made where none is told": _lb({}),
		"a classic load balancer": {"aws_elb": {"bucket": [_record("aws_elb.web", {"name": "web"})]}},
	}
	not bucket_encryption_key.applies with input as _bucket(referrers)
}
