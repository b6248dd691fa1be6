# METADATA
# title: KMS keys rotate their material
# description: |
#   Rotation limits how much data one version of a key protects; what was encrypted before stays readable. Only enabled
#   symmetric encryption keys whose material KMS makes itself can rotate on their own.
# related_resources:
#   - https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_kms_key]
#   aliases: [CKV_AWS_7, AWS-0065, prowler:kms_cmk_rotation_enabled]
#   remediation: aws.kms.key_rotation
#   fix: |
#     resource "aws_kms_key" "data" {
#       description         = "data"
#       enable_key_rotation = true
#     }
package policies.aws.kms.key_rotation

applies if {
	not _is_asymmetric
	not _is_for_other_use
	not input.values.custom_key_store_id
	not _is_disabled
}

# METADATA
# entrypoint: true
deny contains "the key does not rotate its material" if not input.values.enable_key_rotation

# Left out, the provider makes a symmetric key for encryption, and enables it.
_is_asymmetric if input.values.customer_master_key_spec != "SYMMETRIC_DEFAULT"

_is_for_other_use if input.values.key_usage != "ENCRYPT_DECRYPT"

# driftlock: ignore false-comparison
_is_disabled if input.values.is_enabled == false
