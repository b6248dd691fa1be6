package policies.aws.rds.instance_deletion_protection_test

import data.policies.aws.rds.instance_deletion_protection

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

test_deny[note] if {
	some note, example in {
		"instance": [_database("aws_db_instance", {"deletion_protection": false}), "instance"],
		"instance, unset": [_database("aws_db_instance", {}), "instance"],
		"cluster": [_database("aws_rds_cluster", {"deletion_protection": false}), "cluster"],
		"cluster, unset": [_database("aws_rds_cluster", {}), "cluster"],
	}
	instance_deletion_protection.applies with input as example[0]
	message := $"nothing protects the {example[1]} from deletion"
	instance_deletion_protection.deny == {message} with input as example[0]
}

test_allow[type] if {
	some type in ["aws_db_instance", "aws_rds_cluster"]
	database := _database(type, {"deletion_protection": true})
	instance_deletion_protection.applies with input as database
	instance_deletion_protection.deny == set() with input as database
}

test_not_applicable_to_a_replica if {
	not instance_deletion_protection.applies with input as _database("aws_db_instance", {
		"replicate_source_db": "appdb",
		"deletion_protection": false,
	})
}
