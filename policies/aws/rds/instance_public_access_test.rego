package policies.aws.rds.instance_public_access_test

import data.policies.aws.rds.instance_public_access

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

test_deny[type] if {
	some type in ["aws_db_instance", "aws_rds_cluster_instance"]
	instance := _instance(type, {"publicly_accessible": true})
	instance_public_access.deny == {"the instance is publicly accessible"} with input as instance
}

test_allow[note] if {
	some note, instance in {
		"private": _instance("aws_db_instance", {"publicly_accessible": false}),
		"unset": _instance("aws_db_instance", {}),
		"private in a cluster": _instance("aws_rds_cluster_instance", {"publicly_accessible": false}),
	}
	instance_public_access.deny == set() with input as instance
}
