package policies.aws.dynamodb.table_deletion_protection_test

import data.policies.aws.dynamodb.table_deletion_protection

_table(values) := {
	"type": "aws_dynamodb_table",
	"mode": "managed",
	"address": "aws_dynamodb_table.items",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"name": "items", "billing_mode": "PAY_PER_REQUEST", "hash_key": "id"}, values),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

test_deny[note] if {
	some note, values in {
		"off": {"deletion_protection_enabled": false},
		"unset": {},
		"recovery is no protection": {"point_in_time_recovery": [{"enabled": true}]},
	}
	table_deletion_protection.deny == {"nothing protects the table from deletion"} with input as _table(values)
}

test_allow if {
	table_deletion_protection.deny == set() with input as _table({"deletion_protection_enabled": true})
}
