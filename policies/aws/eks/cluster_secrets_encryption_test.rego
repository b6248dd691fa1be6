package policies.aws.eks.cluster_secrets_encryption_test

import data.policies.aws.eks.cluster_secrets_encryption

_cluster(values) := {
	"type": "aws_eks_cluster",
	"mode": "managed",
	"address": "aws_eks_cluster.main",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"name": "main", "vpc_config": [{"subnet_ids": ["subnet-1", "subnet-2"]}]}, values),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_key := "arn:aws:kms:us-east-1:123456789012:key/236939a6-93da-4273-be8f-ac8b1907b423"

test_deny[note] if {
	some note, values in {
		"nothing": {},
		"an empty list": {"encryption_config": []},
		"for nothing": {"encryption_config": [{"resources": [], "provider": [{"key_arn": _key}]}]},
		"for something else": {"encryption_config": [{"resources": ["configmaps"], "provider": [{"key_arn": _key}]}]},
		"of a newer version": {"version": "1.33"},
	}
	cluster_secrets_encryption.deny == {"no KMS key of the account encrypts the secrets of the cluster"} with input as _cluster(values)
}

test_allow if {
	cluster_secrets_encryption.deny == set() with input as _cluster({"encryption_config": [{
		"resources": ["secrets"],
		"provider": [{"key_arn": _key}],
	}]})
}
