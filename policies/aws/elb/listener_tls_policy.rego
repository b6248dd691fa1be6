# METADATA
# title: Listeners negotiate TLS 1.2 or newer only
# description: |
#   A client, or somebody between, picks the weakest version that the listener takes. TLS 1.0 and 1.1 are broken and
#   forbidden by most rules. The name of a security policy tells the oldest version that it takes: all families of TLS
#   1.2 and 1.3 pass, FIPS, forward-secret and post-quantum ones too, and so do those with more ciphers (Ext). Any other
#   name fails. A listener that names none gets one from 2016, with TLS 1.0. Classic load balancers are not judged.
# related_resources:
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_lb_listener]
#   aliases: [CKV_AWS_103, CKV2_AWS_74, AWS-0047, prowler:elbv2_insecure_ssl_ciphers]
#   remediation: aws.elb.listener_tls_policy
#   fix: |
#     resource "aws_lb_listener" "https" {
#       load_balancer_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/0123456789abcdef"
#       port              = 443
#       protocol          = "HTTPS"
#       ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
#       certificate_arn   = "arn:aws:acm:us-east-1:123456789012:certificate/236939a6-93da-4273-be8f-ac8b1907b423"
#
#       default_action {
#         type = "fixed-response"
#
#         fixed_response {
#           content_type = "text/plain"
#           status_code  = "404"
#         }
#       }
#     }
package policies.aws.elb.listener_tls_policy

applies if {
	input.values.protocol in {"HTTPS", "TLS"}
	not _is_gateway
}

# Listeners of gateway load balancers have no protocol, which a plan does not tell of theirs.
_is_gateway if {
	some balancer in input.refs.load_balancer_arn
	balancer.values.load_balancer_type == "gateway"
}

# METADATA
# entrypoint: true
deny contains $"{input.values.ssl_policy} takes versions of TLS before 1.2" if {
	input.values.ssl_policy
	not _is_modern
}

deny contains "the listener names no security policy, and takes TLS 1.0" if not input.values.ssl_policy

_is_modern if {
	some family in _families
	startswith(input.values.ssl_policy, family)
}

_families := [
	"ELBSecurityPolicy-FS-1-2-",
	"ELBSecurityPolicy-TLS-1-2-",
	"ELBSecurityPolicy-TLS13-1-2-",
	"ELBSecurityPolicy-TLS13-1-3-",
]
