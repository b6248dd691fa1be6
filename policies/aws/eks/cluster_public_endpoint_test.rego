package policies.aws.eks.cluster_public_endpoint_test

import data.policies.aws.eks.cluster_public_endpoint

_cluster(config) := {
	"type": "aws_eks_cluster",
	"mode": "managed",
	"address": "aws_eks_cluster.main",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": {"name": "main", "vpc_config": [object.union({"subnet_ids": ["subnet-1", "subnet-2"]}, config)]},
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_open(range, place) := {
	"message": $"the endpoint of the Kubernetes API is open to {range}",
	"path": ["values", "vpc_config", 0, "public_access_cidrs", place],
}

_open_to_any := {
	"message": "the endpoint of the Kubernetes API is open to any address",
	"path": ["values", "vpc_config", 0, "public_access_cidrs"],
}

test_deny[note] if {
	some note, example in {
		"anyone": [{"endpoint_public_access": true, "public_access_cidrs": ["0.0.0.0/0"]}, {_open("0.0.0.0/0", 0)}],
		"anyone, IPv6": [{"endpoint_public_access": true, "public_access_cidrs": ["::/0"]}, {_open("::/0", 0)}],
		"halves": [
			{"endpoint_public_access": true, "public_access_cidrs": ["0.0.0.0/1", "128.0.0.0/1"]},
			{_open("0.0.0.0/1", 0), _open("128.0.0.0/1", 1)},
		],
		"beside an office": [
			{"endpoint_public_access": true, "public_access_cidrs": ["203.0.113.0/24", "0.0.0.0/0"]},
			{_open("0.0.0.0/0", 1)},
		],
		"with a private endpoint": [
			{"endpoint_private_access": true, "endpoint_public_access": true, "public_access_cidrs": ["0.0.0.0/0"]},
			{_open("0.0.0.0/0", 0)},
		],
		"not said whether public": [{"public_access_cidrs": ["0.0.0.0/0"]}, {_open("0.0.0.0/0", 0)}],
		"no range at all": [{"endpoint_public_access": true, "public_access_cidrs": ["any"]}, {_open("any", 0)}],
		"no ranges": [{"endpoint_public_access": true}, {_open_to_any}],
		"nothing set": [{}, {_open_to_any}],
	}
	cluster_public_endpoint.deny == example[1] with input as _cluster(example[0])
}

test_allow[note] if {
	some note, config in {
		"an office": {"endpoint_public_access": true, "public_access_cidrs": ["203.0.113.0/24"]},
		"one address": {"endpoint_public_access": true, "public_access_cidrs": ["203.0.113.7/32"]},
		"private": {"endpoint_private_access": true, "endpoint_public_access": false},
		"private, with ranges that say nothing": {
			"endpoint_private_access": true,
			"endpoint_public_access": false,
			"public_access_cidrs": ["0.0.0.0/0"],
		},
	}
	cluster_public_endpoint.deny == set() with input as _cluster(config)
}
