package policies.aws.sns.topic_encryption_test

import data.policies.aws.sns.topic_encryption

_topic(values) := {
	"type": "aws_sns_topic",
	"mode": "managed",
	"address": "aws_sns_topic.alerts",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"name": "alerts", "fifo_topic": false}, values),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_denied := {"messages are not encrypted with a key of KMS"}

test_deny if topic_encryption.deny == _denied with input as _topic({})

test_deny_fifo if topic_encryption.deny == _denied with input as _topic({"fifo_topic": true, "name": "alerts.fifo"})

test_allow[key] if {
	some key in ["alias/aws/sns", "alias/alerts", "arn:aws:kms:us-east-1:123456789012:key/236939a6", "236939a6"]
	topic_encryption.deny == set() with input as _topic({"kms_master_key_id": key})
}
