package policies.aws.rds.instance_multi_az_test

import data.policies.aws.rds.instance_multi_az

_instance(values) := {
	"type": "aws_db_instance",
	"mode": "managed",
	"address": "aws_db_instance.db",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"identifier": "appdb", "engine": "postgres", "instance_class": "db.t3.micro"}, values),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

test_deny[note] if {
	some note, values in {
		"off": {"multi_az": false},
		"unset": {},
		"with a zone": {"availability_zone": "us-east-1a"},
		"SQL Server Web": {"engine": "sqlserver-web", "multi_az": false},
		"RDS Custom": {"engine": "custom-sqlserver-ee", "multi_az": false},
	}
	instance_multi_az.applies with input as _instance(values)
	instance_multi_az.deny == {"the instance has no standby in another availability zone"} with input as _instance(values)
}

test_allow if {
	instance_multi_az.applies with input as _instance({"multi_az": true})
	instance_multi_az.deny == set() with input as _instance({"multi_az": true})
}

test_allow_without_an_engine if {
	restored := object.remove(_instance({"multi_az": true}), [["values", "engine"]])
	instance_multi_az.applies with input as restored
	instance_multi_az.deny == set() with input as restored
}

test_not_applicable[note] if {
	some note, values in {
		"replica": {"replicate_source_db": "appdb", "multi_az": false},
		"replica with a standby": {"replicate_source_db": "appdb", "multi_az": true},
		"SQL Server Express": {"engine": "sqlserver-ex", "multi_az": false},
		"SQL Server Express, unset": {"engine": "sqlserver-ex"},
	}
	not instance_multi_az.applies with input as _instance(values)
}
