# METADATA
# title: EKS clusters log what the control plane does
# description: |
#   Without the audit log nobody can tell afterwards who read a secret or changed a role. `params.types` lists the logs
#   that have to be kept; those of the scheduler and of the controller manager are for operating the cluster, cost money
#   and are not asked for by default.
# related_resources:
#   - https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
# custom:
#   severity: medium
#   exposure: next
#   impact: service
#   resources: [aws_eks_cluster]
#   params:
#     types:
#       type: [array, string]
#       items: string
#       description: Types of logs that have to be kept (api, audit, authenticator, controllerManager, scheduler).
#       default: [api, audit, authenticator]
#   aliases: [CKV_AWS_37, AWS-0038, prowler:eks_control_plane_logging_all_types_enabled]
#   remediation: aws.eks.cluster_logging
#   fix: |
#     resource "aws_eks_cluster" "main" {
#       name                      = "main"
#       role_arn                  = "arn:aws:iam::123456789012:role/eks-cluster"
#       enabled_cluster_log_types = ["api", "audit", "authenticator"]
#       vpc_config {
#         subnet_ids = ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5a60718"]
#       }
#     }
package policies.aws.eks.cluster_logging

import data.policies.lib.parameter

# METADATA
# entrypoint: true
deny contains {
	"message": $"the control plane keeps no {type} log",
	"path": ["values", "enabled_cluster_log_types"],
} if {
	some type in _types
	not _logs(type)
}

_logs(type) if type in input.values.enabled_cluster_log_types

default _types := ["api", "audit", "authenticator"]

_types := parameter.list(data.params["aws.eks.cluster_logging"].types)
