# METADATA
# title: EKS clusters encrypt Kubernetes secrets with a KMS key of the account
# description: |
#   From Kubernetes 1.28 on, EKS encrypts all data of the API with a key that AWS owns; before that, secrets are
#   encrypted by the disk alone. A key of the account's own can be audited, rotated and taken away. Once set, it stays.
#   What is judged is `encryption_config` for `secrets`, of any version.
# related_resources:
#   - https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_eks_cluster]
#   aliases: [CKV_AWS_58, AWS-0039, prowler:eks_cluster_kms_cmk_encryption_in_secrets_enabled]
#   remediation: aws.eks.cluster_secrets_encryption
#   fix: |
#     resource "aws_kms_key" "secrets" {
#       description         = "secrets of the cluster"
#       enable_key_rotation = true
#     }
#
#     resource "aws_eks_cluster" "main" {
#       name     = "main"
#       role_arn = "arn:aws:iam::123456789012:role/eks-cluster"
#       vpc_config {
#         subnet_ids = ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5a60718"]
#       }
#       encryption_config {
#         resources = ["secrets"]
#         provider {
#           key_arn = aws_kms_key.secrets.arn
#         }
#       }
#     }
package policies.aws.eks.cluster_secrets_encryption

# METADATA
# entrypoint: true
deny contains "no KMS key of the account encrypts the secrets of the cluster" if not _has_key

_has_key if {
	some config in input.values.encryption_config
	"secrets" in config.resources
}
