package policies.aws.rds.instance_minor_version_upgrade_test

import data.policies.aws.rds.instance_minor_version_upgrade

_instance(type, values) := {
	"type": type,
	"mode": "managed",
	"address": $"{type}.db",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"identifier": "appdb", "engine": "postgres", "instance_class": "db.t3.micro"}, values),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

test_deny[note] if {
	some note, instance in {
		"off": _instance("aws_db_instance", {"auto_minor_version_upgrade": false}),
		"off, in a cluster": _instance("aws_rds_cluster_instance", {
			"engine": "aurora-mysql",
			"auto_minor_version_upgrade": false,
		}),
		"off, of a replica": _instance("aws_db_instance", {
			"replicate_source_db": "appdb",
			"auto_minor_version_upgrade": false,
		}),
		"off, a name like a custom one": _instance("aws_db_instance", {
			"engine": "oracle-custom-ee",
			"auto_minor_version_upgrade": false,
		}),
		"off, no engine": object.remove(
			_instance("aws_db_instance", {"auto_minor_version_upgrade": false}),
			[["values", "engine"]],
		),
	}
	instance_minor_version_upgrade.applies with input as instance
	denied := instance_minor_version_upgrade.deny with input as instance
	denied == {"the instance does not take minor versions by itself"}
}

test_allow[note] if {
	some note, instance in {
		"on": _instance("aws_db_instance", {"auto_minor_version_upgrade": true}),
		"unset": _instance("aws_db_instance", {}),
		"on, in a cluster": _instance("aws_rds_cluster_instance", {"auto_minor_version_upgrade": true}),
	}
	instance_minor_version_upgrade.applies with input as instance
	instance_minor_version_upgrade.deny == set() with input as instance
}

test_not_applicable[engine] if {
	some engine in ["custom-oracle-ee", "custom-sqlserver-se", "custom-oracle-se2-cdb"]
	not instance_minor_version_upgrade.applies with input as _instance("aws_db_instance", {
		"engine": engine,
		"auto_minor_version_upgrade": false,
	})
}
