package policies.aws.rds.instance_backup_retention_test

import data.policies.aws.rds.instance_backup_retention

_database(type, values) := {
	"type": type,
	"mode": "managed",
	"address": $"{type}.db",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"engine": "aurora-mysql"}, values),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_days(number) := {"aws.rds.instance_backup_retention": {"days": number}}

test_deny[note] if {
	some note, example in {
		"off": [{"backup_retention_period": 0}, 7, "automated backups are off"],
		"unset": [{}, 7, "automated backups are off"],
		"off, where nothing is asked": [{"backup_retention_period": 0}, 0, "automated backups are off"],
		"a day": [{"backup_retention_period": 1}, 7, "automated backups are kept for 1 of 7 days"],
		"a day too few": [{"backup_retention_period": 29}, 30, "automated backups are kept for 29 of 30 days"],
	}
	some type in ["aws_db_instance", "aws_rds_cluster"]
	database := _database(type, example[0])
	instance_backup_retention.applies with input as database
	denied := instance_backup_retention.deny with input as database with data.params as _days(example[1])
	denied == {example[2]}
}

test_allow[note] if {
	some note, example in {
		"just enough": [7, 7],
		"more": [35, 7],
		"a day, which is enough here": [1, 1],
	}
	some type in ["aws_db_instance", "aws_rds_cluster"]
	database := _database(type, {"backup_retention_period": example[0]})
	instance_backup_retention.applies with input as database
	denied := instance_backup_retention.deny with input as database with data.params as _days(example[1])
	denied == set()
}

test_replica_cluster_applies if {
	instance_backup_retention.applies with input as _database("aws_rds_cluster", {
		"replication_source_identifier": "arn:aws:rds:eu-west-1:123456789012:cluster:app",
	})
}

test_not_applicable[note] if {
	some note, values in {
		"replica": {"replicate_source_db": "appdb", "backup_retention_period": 0},
		"replica in another region": {"replicate_source_db": "arn:aws:rds:eu-west-1:123456789012:db:appdb"},
	}
	not instance_backup_retention.applies with input as _database("aws_db_instance", values)
}
