# METADATA
# title: Regions encrypt new EBS volumes by default
# description: |
#   Where the default is on, nobody can create an unencrypted volume any more, be it by hand, for an instance or from a
#   snapshot. Each region has a setting of its own, and volumes that exist stay as they are. In the live cloud every
#   region that is asked has the setting; a plan or state without it says nothing of any region.
# related_resources:
#   - https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_ebs_encryption_by_default]
#   aliases: [CKV_AWS_106, prowler:ec2_ebs_default_encryption]
#   remediation: aws.ec2.ebs_default_encryption
#   fix: |
#     resource "aws_ebs_encryption_by_default" "region" {
#       enabled = true
#     }
package policies.aws.ec2.ebs_default_encryption

# METADATA
# entrypoint: true
deny contains "new EBS volumes of the region are not encrypted by default" if not input.values.enabled
