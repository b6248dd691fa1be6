# METADATA
# title: Application load balancers drop headers that are not valid
# description: |
#   Two servers that read a malformed header differently can be made to disagree on where a request ends, and then one
#   user gets what another one asked for. Network and gateway load balancers read no headers.
# related_resources:
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_lb]
#   aliases: [CKV_AWS_131, AWS-0052, prowler:elbv2_alb_drop_invalid_header_fields_enabled]
#   remediation: aws.elb.load_balancer_invalid_headers
#   fix: |
#     resource "aws_lb" "app" {
#       name                       = "app"
#       load_balancer_type         = "application"
#       internal                   = true
#       subnets                    = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]
#       drop_invalid_header_fields = true
#     }
package policies.aws.elb.load_balancer_invalid_headers

applies if not _reads_no_headers

_reads_no_headers if input.values.load_balancer_type in {"network", "gateway"}

# METADATA
# entrypoint: true
deny contains "headers that are not valid are passed on" if not input.values.drop_invalid_header_fields
