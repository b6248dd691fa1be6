# METADATA
# title: Subnets give no public IPv4 address to what is launched in them
# description: |
#   Where a subnet hands out public addresses, each instance and each task in it is on the internet unless somebody
#   thinks of the contrary. What needs an address can ask for one; load balancers and NAT gateways bring their own. The
#   default subnets of AWS hand them out as well.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_subnet]
#   aliases: [CKV_AWS_130, AWS-0164, prowler:vpc_subnet_no_public_ip_by_default]
#   remediation: aws.ec2.subnet_public_address
#   fix: |
#     resource "aws_vpc" "main" {
#       cidr_block = "10.0.0.0/16"
#     }
#
#     resource "aws_subnet" "app" {
#       vpc_id                  = aws_vpc.main.id
#       cidr_block              = "10.0.1.0/24"
#       map_public_ip_on_launch = false
#     }
package policies.aws.ec2.subnet_public_address

# METADATA
# entrypoint: true
deny contains "what is launched in the subnet gets a public address" if input.values.map_public_ip_on_launch
