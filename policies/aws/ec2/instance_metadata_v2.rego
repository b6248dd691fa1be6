# METADATA
# title: The metadata service of instances asks for a session token
# description: |
#   Without a token, anybody who can make an application on the instance fetch an address gets the credentials of the
#   instance's role. Fine is a service that requires tokens, or one that is turned off. A launch template or launch
#   configuration that says nothing leaves it to the region's default and to the image: only the former can be seen, so
#   that counts as not required unless the region requires it. How many hops an answer may take is not judged.
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html
# custom:
#   severity: high
#   exposure: next
#   impact: data
#   resources: [aws_instance, aws_launch_configuration, aws_launch_template, aws_spot_instance_request]
#   related: [refs.region.referrers.aws_ec2_instance_metadata_defaults.region]
#   aliases:
#     - CKV_AWS_79
#     - AWS-0028
#     - AWS-0130
#     - prowler:ec2_instance_imdsv2_enabled
#     - prowler:ec2_launch_template_imdsv2_required
#   remediation: aws.ec2.instance_metadata_v2
#   fix: |
#     resource "aws_instance" "app" {
#       ami           = "ami-0123456789abcdef0"
#       instance_type = "t3.micro"
#
#       metadata_options {
#         http_endpoint = "enabled"
#         http_tokens   = "required"
#       }
#     }
package policies.aws.ec2.instance_metadata_v2

# METADATA
# entrypoint: true
deny contains {
	"message": "the metadata service answers without a token",
	"path": ["values", "metadata_options", place, "http_tokens"],
} if {
	some place, options in input.values.metadata_options
	options.http_tokens != "required"
	not options.http_endpoint == "disabled"
}

deny contains "nothing says that the metadata service asks for a token" if {
	not _is_settled
	not _is_required_in_region
}

_is_settled if {
	some options in input.values.metadata_options
	options.http_tokens
	not _is_not_sent(options)
}

_is_settled if {
	some options in input.values.metadata_options
	options.http_endpoint == "disabled"
}

# The provider leaves the rest of the block out of a launch configuration unless the endpoint is written too.
_is_not_sent(options) if {
	input.type == "aws_launch_configuration"
	not options.http_endpoint
}

_is_required_in_region if {
	some region in input.refs.region
	some defaults in region.referrers.aws_ec2_instance_metadata_defaults.region
	defaults.values.http_tokens == "required"
}
