# METADATA
# title: EBS volumes are encrypted at rest
# description: |
#   Whoever gets hold of an unencrypted volume, or of a snapshot of it, reads its data. Encryption cannot be turned on
#   for a volume that exists; it takes a new one.
# related_resources:
#   - https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
# custom:
#   severity: high
#   exposure: next
#   impact: data
#   resources: [aws_ebs_volume]
#   aliases: [CKV_AWS_3, AWS-0026, prowler:ec2_ebs_volume_encryption]
#   remediation: aws.ec2.ebs_default_encryption
#   fix: |
#     resource "aws_ebs_volume" "data" {
#       availability_zone = "us-east-1a"
#       size              = 10
#       encrypted         = true
#     }
package policies.aws.ec2.ebs_volume_encryption

# METADATA
# entrypoint: true
deny contains "the volume is not encrypted" if not input.values.encrypted
