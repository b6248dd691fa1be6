# METADATA
# title: Load balancers are protected against deletion
# description: |
#   A load balancer that is deleted takes its name with it: what stands behind is out of reach until every record that
#   names it is changed. With the protection, deleting takes a second, deliberate step. Classic load balancers have none.
# related_resources:
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
# custom:
#   severity: low
#   exposure: remote
#   impact: service
#   resources: [aws_lb]
#   aliases: [CKV_AWS_150, prowler:elbv2_deletion_protection]
#   remediation: aws.elb.load_balancer_deletion_protection
#   fix: |
#     resource "aws_lb" "app" {
#       name                       = "app"
#       load_balancer_type         = "network"
#       internal                   = true
#       subnets                    = ["subnet-0123456789abcdef0"]
#       enable_deletion_protection = true
#     }
package policies.aws.elb.load_balancer_deletion_protection

# METADATA
# entrypoint: true
deny contains "the load balancer can be deleted in one step" if not input.values.enable_deletion_protection
