package policies.aws.rds.instance_encryption_test

import data.policies.aws.rds.instance_encryption

_database(type, values) := {
	"type": type,
	"mode": "managed",
	"address": $"{type}.db",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"engine": "postgres"}, values),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_replica(values, sources) := object.union(
	_database("aws_db_instance", object.union({"replicate_source_db": "appdb"}, values)),
	{"refs": {"replicate_source_db": [_source(source) | some source in sources]}},
)

_source(values) := {
	"address": "aws_db_instance.source",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"tags": {},
	"values": object.union({"identifier": "appdb"}, values),
}

_key := "arn:aws:kms:us-east-1:123456789012:key/236939a6-93da-4273-be8f-ac8b1907b423"

test_deny_instance[note] if {
	some note, values in {
		"off": {"storage_encrypted": false},
		"unset": {},
		"a key without encryption": {"storage_encrypted": false, "kms_key_id": _key},
	}
	message := "no KMS key encrypts the storage of the instance"
	instance_encryption.deny == {message} with input as _database("aws_db_instance", values)
}

test_deny_cluster[note] if {
	some note, values in {
		"off": {"storage_encrypted": false},
		"unset": {},
		"a key without encryption": {"storage_encrypted": false, "kms_key_id": _key},
		"a replica": {"replication_source_identifier": "arn:aws:rds:eu-west-1:123456789012:cluster:app"},
	}
	message := "no KMS key encrypts the storage of the cluster"
	instance_encryption.deny == {message} with input as _database("aws_rds_cluster", values)
}

test_deny_replica[note] if {
	some note, instance in {
		"of one that is not encrypted": _replica({"storage_encrypted": false}, [{"storage_encrypted": false}]),
		"of one that says nothing": _replica({}, [{}]),
		"of one elsewhere": _replica({"storage_encrypted": false}, []),
	}
	instance_encryption.deny == {"no KMS key encrypts the storage of the replica"} with input as instance
}

test_allow[note] if {
	some note, database in {
		"instance": _database("aws_db_instance", {"storage_encrypted": true}),
		"instance with a key of one's own": _database("aws_db_instance", {
			"storage_encrypted": true,
			"kms_key_id": _key,
		}),
		"cluster": _database("aws_rds_cluster", {"storage_encrypted": true}),
		"replica of an encrypted one": _replica({}, [{"storage_encrypted": true}]),
		"replica with a key, from another region": _replica({"kms_key_id": _key}, []),
		"replica that says so": _replica({"storage_encrypted": true}, []),
	}
	instance_encryption.deny == set() with input as database
}
