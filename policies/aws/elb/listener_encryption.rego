# METADATA
# title: Load balancers on the internet serve nothing over plain HTTP
# description: |
#   Whoever sits between reads and changes what goes over HTTP: passwords, cookies, pages. A listener for HTTP passes
#   where it redirects to HTTPS or gives a fixed answer, in its default action and in its rules; rules for the challenge
#   by which certificates are issued may forward. TCP and UDP listeners pass, since what goes through them may be
#   encrypted end to end. Internal load balancers are judged with `params.internal` only.
# related_resources:
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-listener-config.html
# custom:
#   severity: high
#   exposure: next
#   impact: data
#   resources: [aws_elb, aws_lb_listener]
#   params:
#     internal:
#       type: boolean
#       description: Whether load balancers without a public address are judged as well.
#       default: false
#   aliases: [CKV_AWS_2, CKV2_AWS_20, AWS-0054, prowler:elb_ssl_listeners, prowler:elbv2_ssl_listeners]
#   remediation: aws.elb.listener_encryption
#   fix: |
#     resource "aws_lb_listener" "http" {
#       load_balancer_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/0123456789abcdef"
#       port              = 80
#       protocol          = "HTTP"
#
#       default_action {
#         type = "redirect"
#
#         redirect {
#           protocol    = "HTTPS"
#           port        = "443"
#           status_code = "HTTP_301"
#         }
#       }
#     }
package policies.aws.elb.listener_encryption

applies if {
	not _is_gateway
	not _is_left_out
}

# Listeners of gateway load balancers have no protocol.
_is_gateway if {
	input.type == "aws_lb_listener"
	some balancer in input.refs.load_balancer_arn
	balancer.values.load_balancer_type == "gateway"
}

_is_left_out if {
	_is_internal
	not data.params["aws.elb.listener_encryption"].internal
}

_is_internal if {
	input.type == "aws_elb"
	input.values.internal
}

_is_internal if {
	input.type == "aws_lb_listener"
	some balancer in input.refs.load_balancer_arn
	balancer.values.internal
}

# METADATA
# entrypoint: true
deny contains {
	"message": "the listener serves plain HTTP",
	"path": ["values", "default_action", place],
} if {
	input.type == "aws_lb_listener"
	input.values.protocol == "HTTP"
	some place, action in input.values.default_action
	not _serves_nothing(action)
}

deny contains {
	"message": "a rule of the listener serves plain HTTP",
	"path": ["referrers", "aws_lb_listener_rule", "listener_arn", position, "values", "action", place],
} if {
	input.type == "aws_lb_listener"
	input.values.protocol == "HTTP"
	some position, rule in input.referrers.aws_lb_listener_rule.listener_arn
	some place, action in rule.values.action
	not _serves_nothing(action)
	not _is_challenge(rule)
}

deny contains {
	"message": $"the listener on port {listener.lb_port} serves plain HTTP",
	"path": ["values", "listener", place, "lb_protocol"],
} if {
	input.type == "aws_elb"
	some place, listener in input.values.listener
	lower(listener.lb_protocol) == "http"
}

_serves_nothing(action) if action.type == "fixed-response"

_serves_nothing(action) if {
	action.type == "redirect"
	some target in action.redirect
	target.protocol == "HTTPS"
}

# Who issues certificates by HTTP asks there (RFC 8555).
_is_challenge(rule) if {
	some condition in rule.values.condition
	some pattern in condition.path_pattern
	every value in pattern.values {
		startswith(value, "/.well-known/acme-challenge/")
	}
}
