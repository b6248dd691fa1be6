# METADATA
# title: Viewers reach CloudFront distributions over TLS 1.2 or newer only
# description: |
#   Each behaviour, the default one and those for paths, has to refuse plain HTTP or redirect it. A certificate of one's
#   own comes with the oldest version of TLS that viewers may use: 1.2 or newer passes, whatever the year of the policy.
#   With CloudFront's own certificate that is TLS 1.0 and cannot be changed; `params.default_certificate` accepts it, for
#   distributions without a name of their own. How CloudFront talks to origins is not judged.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html
#   - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
# custom:
#   severity: high
#   exposure: next
#   impact: data
#   resources: [aws_cloudfront_distribution]
#   params:
#     default_certificate:
#       type: boolean
#       description: Whether the certificate of CloudFront itself is accepted, which allows TLS 1.0.
#       default: false
#   aliases:
#     - CKV_AWS_34
#     - CKV_AWS_174
#     - CKV2_AWS_42
#     - AWS-0012
#     - AWS-0013
#     - prowler:cloudfront_distributions_https_enabled
#     - prowler:cloudfront_distributions_custom_ssl_certificate
#   remediation: aws.cloudfront.distribution_tls
#   fix: |
#     resource "aws_cloudfront_distribution" "site" {
#       enabled = true
#       aliases = ["www.example.com"]
#
#       origin {
#         origin_id   = "site"
#         domain_name = "site.s3.us-east-1.amazonaws.com"
#       }
#
#       default_cache_behavior {
#         allowed_methods        = ["GET", "HEAD"]
#         cached_methods         = ["GET", "HEAD"]
#         target_origin_id       = "site"
#         viewer_protocol_policy = "redirect-to-https"
#         cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
#       }
#
#       restrictions {
#         geo_restriction {
#           restriction_type = "none"
#         }
#       }
#
#       viewer_certificate {
#         acm_certificate_arn      = "arn:aws:acm:us-east-1:123456789012:certificate/236939a6-93da-4273-be8f-ac8b1907b423"
#         ssl_support_method       = "sni-only"
#         minimum_protocol_version = "TLSv1.2_2021"
#       }
#     }
package policies.aws.cloudfront.distribution_tls

# METADATA
# entrypoint: true
deny contains {
	"message": "plain HTTP is answered",
	"path": ["values", "default_cache_behavior", place, "viewer_protocol_policy"],
} if {
	some place, behavior in input.values.default_cache_behavior
	not _is_encrypted(behavior)
}

deny contains {
	"message": $"plain HTTP is answered for {behavior.path_pattern}",
	"path": ["values", "ordered_cache_behavior", place, "viewer_protocol_policy"],
} if {
	some place, behavior in input.values.ordered_cache_behavior
	not _is_encrypted(behavior)
}

deny contains {
	"message": $"viewers may use {certificate.minimum_protocol_version}",
	"path": ["values", "viewer_certificate", place, "minimum_protocol_version"],
} if {
	some place, certificate in input.values.viewer_certificate
	_is_own(certificate)
	not _is_modern(certificate)
}

deny contains {
	"message": "the certificate of CloudFront lets viewers use TLS 1.0",
	"path": ["values", "viewer_certificate", place, "cloudfront_default_certificate"],
} if {
	some place, certificate in input.values.viewer_certificate
	not _is_own(certificate)
	not data.params["aws.cloudfront.distribution_tls"].default_certificate
}

_is_encrypted(behavior) if behavior.viewer_protocol_policy in {"https-only", "redirect-to-https"}

_is_own(certificate) if certificate.acm_certificate_arn

_is_own(certificate) if certificate.iam_certificate_id

_is_modern(certificate) if startswith(certificate.minimum_protocol_version, "TLSv1.2_")

_is_modern(certificate) if startswith(certificate.minimum_protocol_version, "TLSv1.3_")
