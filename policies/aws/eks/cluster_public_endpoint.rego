# METADATA
# title: The Kubernetes API of EKS clusters is closed to the world
# description: |
#   Behind an endpoint that anyone reaches, a leaked token or a flaw of the API server is all that it takes. Left out,
#   `public_access_cidrs` is the whole internet. A range counts as open when it is most of the internet, in IPv4 or
#   IPv6, whole or in halves. A public endpoint for some addresses passes, and so does a private one.
# related_resources:
#   - https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
# custom:
#   severity: high
#   exposure: next
#   impact: data
#   resources: [aws_eks_cluster]
#   aliases: [CKV_AWS_38, AWS-0041, prowler:eks_cluster_not_publicly_accessible]
#   remediation: aws.eks.cluster_public_endpoint
#   fix: |
#     resource "aws_eks_cluster" "main" {
#       name     = "main"
#       role_arn = "arn:aws:iam::123456789012:role/eks-cluster"
#       vpc_config {
#         subnet_ids              = ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5a60718"]
#         endpoint_private_access = true
#         endpoint_public_access  = true
#         public_access_cidrs     = ["203.0.113.0/24"]
#       }
#     }
package policies.aws.eks.cluster_public_endpoint

import data.policies.lib.cidr

# METADATA
# entrypoint: true
deny contains {
	"message": $"the endpoint of the Kubernetes API is open to {range}",
	"path": ["values", "vpc_config", position, "public_access_cidrs", place],
} if {
	some position, config in input.values.vpc_config
	not _is_private(config)
	some place, range in config.public_access_cidrs
	cidr.is_public(range)
}

deny contains {
	"message": "the endpoint of the Kubernetes API is open to any address",
	"path": ["values", "vpc_config", position, "public_access_cidrs"],
} if {
	some position, config in input.values.vpc_config
	not _is_private(config)
	not config.public_access_cidrs
}

# What leaves it out has a public endpoint. driftlock: ignore false-comparison
_is_private(config) if config.endpoint_public_access == false
