package policies.aws.eks.cluster_logging_test

import data.policies.aws.eks.cluster_logging

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

_missing(type) := {
	"message": $"the control plane keeps no {type} log",
	"path": ["values", "enabled_cluster_log_types"],
}

test_deny[note] if {
	some note, example in {
		"none": [{}, {_missing("api"), _missing("audit"), _missing("authenticator")}],
		"an empty list": [
			{"enabled_cluster_log_types": []},
			{_missing("api"), _missing("audit"), _missing("authenticator")},
		],
		"one missing": [{"enabled_cluster_log_types": ["api", "authenticator", "scheduler"]}, {_missing("audit")}],
		"other letters": [{"enabled_cluster_log_types": ["API", "audit", "authenticator"]}, {_missing("api")}],
	}
	cluster_logging.deny == example[1] with input as _cluster(example[0])
}

test_allow[note] if {
	some note, types in {
		"those asked for": ["api", "audit", "authenticator"],
		"all": ["authenticator", "scheduler", "audit", "controllerManager", "api"],
	}
	cluster_logging.deny == set() with input as _cluster({"enabled_cluster_log_types": types})
}

test_types_of_params[note] if {
	some note, example in {
		"audit alone": [["audit"], ["audit"], set()],
		"all of them": [
			["api", "audit", "authenticator", "controllerManager", "scheduler"],
			["api", "audit", "authenticator"],
			{_missing("controllerManager"), _missing("scheduler")},
		],
		"nothing": [[], [], set()],
		"one type, no list": ["audit", ["api"], {_missing("audit")}],
	}
	cluster_logging.deny == example[2] with input as _cluster({"enabled_cluster_log_types": example[1]})
		with data.params as {"aws.eks.cluster_logging": {"types": example[0]}}
}
