# METADATA
# title: VPCs log the traffic that they reject
# description: |
#   Flow logs tell who tried to reach what, and what a broken-in instance talked to. A VPC passes with a flow log of its
#   own that records rejected traffic, alone or with all other traffic; logs of single subnets and interfaces do not
#   count, since the next subnet would be without.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
# custom:
#   severity: low
#   exposure: remote
#   impact: service
#   resources: [aws_vpc]
#   aliases: [CKV2_AWS_11, AWS-0178, prowler:vpc_flow_logs_enabled]
#   remediation: aws.ec2.vpc_flow_logs
#   fix: |
#     resource "aws_vpc" "main" {
#       cidr_block = "10.0.0.0/16"
#     }
#
#     resource "aws_flow_log" "main" {
#       vpc_id               = aws_vpc.main.id
#       traffic_type         = "ALL"
#       log_destination_type = "s3"
#       log_destination      = "arn:aws:s3:::flow-logs"
#     }
package policies.aws.ec2.vpc_flow_logs

# METADATA
# entrypoint: true
deny contains "the VPC has no flow log" if not _is_logged

deny contains {
	"message": "the VPC's flow logs leave out rejected traffic",
	"path": ["referrers", "aws_flow_log", "vpc_id", position, "values", "traffic_type"],
} if {
	some position, log in input.referrers.aws_flow_log.vpc_id
	log.values.traffic_type == "ACCEPT"
	not _has_rejects
}

_is_logged if {
	some _ in input.referrers.aws_flow_log.vpc_id
}

_has_rejects if {
	some log in input.referrers.aws_flow_log.vpc_id
	not log.values.traffic_type == "ACCEPT"
}
