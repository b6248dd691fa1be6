package policies.aws.dynamodb.table_recovery_test

import data.policies.aws.dynamodb.table_recovery

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
		"off": {"point_in_time_recovery": [{"enabled": false}]},
		"off, with a period": {"point_in_time_recovery": [{"enabled": false, "recovery_period_in_days": 35}]},
		"unset": {},
		"no block": {"point_in_time_recovery": []},
		"a block that says nothing": {"point_in_time_recovery": [{}]},
		"of a replica only": {"replica": [{"region_name": "eu-west-1", "point_in_time_recovery": true}]},
	}
	table_recovery.deny == {"point-in-time recovery of the table is off"} with input as _table(values)
}

test_allow[note] if {
	some note, values in {
		"on": {"point_in_time_recovery": [{"enabled": true}]},
		"on, for a day": {"point_in_time_recovery": [{"enabled": true, "recovery_period_in_days": 1}]},
		"on, off in a replica": {
			"point_in_time_recovery": [{"enabled": true}],
			"replica": [{"region_name": "eu-west-1", "point_in_time_recovery": false}],
		},
	}
	table_recovery.deny == set() with input as _table(values)
}
