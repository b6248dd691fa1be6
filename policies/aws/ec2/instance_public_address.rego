# METADATA
# title: Instances get no public IPv4 address of their own
# description: |
#   An instance with a public address can be reached by everybody whom its security groups let in, and one mistake in
#   them is enough. Behind a load balancer, a NAT gateway or a session manager it needs none. Launch templates and launch
#   configurations fail where they ask for an address. Where nothing is said, the subnet decides when the instance is
#   launched: a plan does not know that yet, a state and the live cloud tell it. So do they tell of an elastic address.
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
#   - https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_instance, aws_launch_configuration, aws_launch_template, aws_spot_instance_request]
#   aliases:
#     - CKV_AWS_88
#     - AWS-0009
#     - prowler:ec2_instance_public_ip
#     - prowler:ec2_launch_template_no_public_ip
#   remediation: aws.ec2.instance_public_address
#   fix: |
#     resource "aws_instance" "app" {
#       ami                         = "ami-0123456789abcdef0"
#       instance_type               = "t3.micro"
#       associate_public_ip_address = false
#     }
package policies.aws.ec2.instance_public_address

# METADATA
# entrypoint: true
deny contains "the instance has a public address" if {
	_is_running
	input.values.associate_public_ip_address
}

deny contains "instances get a public address" if {
	input.type == "aws_launch_configuration"
	input.values.associate_public_ip_address
}

# The provider has it as text, since it may also be left out.
deny contains {
	"message": "instances get a public address",
	"path": ["values", "network_interfaces", place, "associate_public_ip_address"],
} if {
	input.type == "aws_launch_template"
	some place, interface in input.values.network_interfaces
	interface.associate_public_ip_address == "true"
}

_is_running if input.type in {"aws_instance", "aws_spot_instance_request"}
