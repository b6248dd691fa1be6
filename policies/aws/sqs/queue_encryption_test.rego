package policies.aws.sqs.queue_encryption_test

import data.policies.aws.sqs.queue_encryption

_queue(values) := {
	"type": "aws_sqs_queue",
	"mode": "managed",
	"address": "aws_sqs_queue.jobs",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"name": "jobs", "fifo_queue": false}, values),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

test_deny[note] if {
	some note, values in {
		"turned off": {"sqs_managed_sse_enabled": false},
		"neither is told": {},
		"a reuse period alone": {"sqs_managed_sse_enabled": false, "kms_data_key_reuse_period_seconds": 300},
	}
	queue_encryption.deny == {"messages are not encrypted at rest"} with input as _queue(values)
}

test_allow[note] if {
	some note, values in {
		"keys of SQS": {"sqs_managed_sse_enabled": true},
		"the key of AWS for SQS": {"kms_master_key_id": "alias/aws/sqs", "sqs_managed_sse_enabled": false},
		"a key of one's own": {"kms_master_key_id": "arn:aws:kms:us-east-1:123456789012:key/236939a6"},
		"first in, first out": {"fifo_queue": true, "name": "jobs.fifo", "sqs_managed_sse_enabled": true},
	}
	queue_encryption.deny == set() with input as _queue(values)
}
