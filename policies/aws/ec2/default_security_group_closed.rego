# METADATA
# title: The default security group of a VPC has no rules
# description: |
#   What is launched without a group gets the default one. As AWS makes it, its members reach each other on all ports and
#   may send anything anywhere: nobody decided that, and nobody looks there. Without rules it does no harm, and what
#   forgot its group shows at once. Judged is the group named `default`, whether Terraform manages it or not; one that a
#   file does not mention is seen in the live cloud only.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_security_group]
#   aliases: [CKV2_AWS_12, AWS-0173, prowler:ec2_securitygroup_default_restrict_traffic]
#   remediation: aws.ec2.default_security_group_closed
#   fix: |
#     resource "aws_vpc" "main" {
#       cidr_block = "10.0.0.0/16"
#     }
#
#     resource "aws_default_security_group" "main" {
#       vpc_id = aws_vpc.main.id
#     }
package policies.aws.ec2.default_security_group_closed

# AWS lets nobody else have the name, and never makes it from a prefix.
applies if {
	input.values.name == "default"
	not input.values.name_prefix
}

# METADATA
# entrypoint: true
deny contains {
	"message": "a rule of the default security group lets traffic in",
	"path": ["referrers", "aws_vpc_security_group_ingress_rule", "security_group_id", position],
} if {
	some position, _ in input.referrers.aws_vpc_security_group_ingress_rule.security_group_id
}

deny contains {
	"message": "a rule of the default security group lets traffic out",
	"path": ["referrers", "aws_vpc_security_group_egress_rule", "security_group_id", position],
} if {
	some position, _ in input.referrers.aws_vpc_security_group_egress_rule.security_group_id
}
