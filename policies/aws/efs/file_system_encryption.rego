# METADATA
# title: EFS file systems are encrypted at rest
# description: |
#   What an unencrypted file system holds, and what is backed up of it, lies readable on the disks of AWS, and no key
#   decides who may read it. Encryption cannot be turned on for a file system that exists; it takes a new one. Encryption
#   on the way to clients is another matter, which a file system policy decides.
# related_resources:
#   - https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_efs_file_system]
#   aliases: [CKV_AWS_42, AWS-0037, prowler:efs_encryption_at_rest_enabled]
#   remediation: aws.efs.file_system_encryption
#   fix: |
#     resource "aws_efs_file_system" "shared" {
#       creation_token = "shared"
#       encrypted      = true
#     }
package policies.aws.efs.file_system_encryption

# METADATA
# entrypoint: true
deny contains "the file system is not encrypted" if not input.values.encrypted
