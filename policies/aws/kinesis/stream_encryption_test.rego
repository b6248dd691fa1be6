package policies.aws.kinesis.stream_encryption_test

import data.policies.aws.kinesis.stream_encryption

_stream(values) := {
	"type": "aws_kinesis_stream",
	"mode": "managed",
	"address": "aws_kinesis_stream.events",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"name": "events", "shard_count": 1, "retention_period": 24}, values),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

test_deny[note] if {
	some note, values in {
		"none": {"encryption_type": "NONE"},
		"unset": {},
		"a key without encryption": {"encryption_type": "NONE", "kms_key_id": "alias/aws/kinesis"},
		"other letters": {"encryption_type": "kms"},
	}
	stream_encryption.deny == {"the stream is not encrypted"} with input as _stream(values)
}

test_allow[note] if {
	some note, key in {
		"with the key of AWS": "alias/aws/kinesis",
		"with a key of one's own": "arn:aws:kms:us-east-1:123456789012:key/236939a6-93da-4273-be8f-ac8b1907b423",
	}
	stream_encryption.deny == set() with input as _stream({"encryption_type": "KMS", "kms_key_id": key})
}
