# METADATA
# title: The first origin is reached in few attempts
# custom:
#   severity: medium
#   resources: [aws_cloudfront_distribution]
package policies.idioms.some_position

deny contains {"message": $"origin {position} is tried too often", "path": ["values", "origin", position]} if {
	some position, origin in input.values.origin
	position < 1
	origin.connection_attempts > 2
}
