# METADATA
# title: Every origin keeps its access identity
# custom:
#   severity: medium
#   resources: [aws_cloudfront_distribution]
package policies.idioms.not_inside

deny contains "an origin is open" if {
	some origin in input.values.origin
	not origin.origin_access_control_id
}
