# METADATA
# title: Buckets refuse requests that are not encrypted in transit
# description: |
#   S3 answers over plain HTTP too, where whoever is on the way reads what is sent, unless the bucket's policy denies it:
#   to everyone, for all actions, on the bucket and on its objects, where `aws:SecureTransport` is false. Several
#   statements may do so together. A further condition on a Deny leaves some out, so that it does not count;
#   `aws:PrincipalIsAWSService` does, since services of AWS use TLS. A limit on `s3:TlsVersion` counts with IfExists only:
#   plain HTTP has no such version. Buckets that serve a website are left out, as website endpoints know nothing but
#   HTTP.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_s3_bucket]
#   aliases: [CKV_AWS_379, prowler:s3_bucket_secure_transport_policy]
#   remediation: aws.s3.bucket_tls_only
#   fix: |
#     resource "aws_s3_bucket" "data" {
#       bucket = "example-data"
#     }
#
#     resource "aws_s3_bucket_policy" "data" {
#       bucket = aws_s3_bucket.data.id
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Sid       = "TlsOnly"
#           Effect    = "Deny"
#           Principal = "*"
#           Action    = "s3:*"
#           Resource  = ["arn:aws:s3:::example-data", "arn:aws:s3:::example-data/*"]
#           Condition = { Bool = { "aws:SecureTransport" = "false" } }
#         }]
#       })
#     }
package policies.aws.s3.bucket_tls_only

applies if not _serves_website

# METADATA
# entrypoint: true
deny contains "requests for objects of the bucket may be unencrypted" if not _is_closed_to_objects

deny contains "requests for the bucket itself, such as listings, may be unencrypted" if not _is_closed_to_bucket

_serves_website if {
	some _ in input.referrers.aws_s3_bucket_website_configuration.bucket
}

_is_closed_to_objects if {
	some record in input.referrers.aws_s3_bucket_policy.bucket
	some statement in record.values.policy.Statement
	_denies_http(statement)
	some resource in statement.Resource
	_takes_in_objects(resource)
}

_is_closed_to_bucket if {
	some record in input.referrers.aws_s3_bucket_policy.bucket
	some statement in record.values.policy.Statement
	_denies_http(statement)
	some resource in statement.Resource
	_takes_in_bucket(resource)
}

_denies_http(statement) if {
	statement.Effect == "Deny"
	some names in statement.Principal
	"*" in names
	some action in statement.Action
	lower(action) in {"*", "s3:*"}
	_is_for_http(statement.Condition)
}

# S3 takes policies only whose resources lie in their bucket, so that its name need not be known.
_takes_in_objects(resource) if {
	endswith(resource, "*")
	not contains(resource, "/")
}

_takes_in_objects(resource) if {
	parts := split(resource, "/")
	count(parts) == 2
	parts[0] != ""
	parts[1] != ""
	trim(parts[1], "*") == ""
}

_takes_in_bucket(resource) if not contains(resource, "/")

# Everything that a condition asks for has to hold at once.
_is_for_http(condition) if {
	some operator, keys in condition
	some key, values in keys
	_holds_for_http(lower(operator), lower(key), values)
	every other, demanded in condition {
		every name, wanted in demanded {
			_leaves_http_in(lower(other), lower(name), wanted)
		}
	}
}

_leaves_http_in(operator, key, values) if _holds_for_http(operator, key, values)

_leaves_http_in(operator, "aws:principalisawsservice", values) if {
	operator in _equals
	_has(values, "false")
}

_holds_for_http(operator, "aws:securetransport", values) if {
	operator in _equals
	_has(values, "false")
}

_holds_for_http("stringnotequals", "aws:securetransport", values) if values == ["true"]

_holds_for_http(operator, "s3:tlsversion", _) if operator in {"numericlessthanifexists", "numericlessthanequalsifexists"}

_equals := {
	"bool",
	"boolifexists",
	"stringequals",
	"stringequalsifexists",
	"stringequalsignorecase",
	"stringequalsignorecaseifexists",
	"stringlike",
	"stringlikeifexists",
}

_has(values, wanted) if {
	some value in values
	lower(value) == wanted
}
