# METADATA
# title: All methods that are cached are allowed
# custom:
#   severity: medium
#   resources: [aws_cloudfront_distribution]
package policies.idioms.set_operations

deny contains "a method is cached that is not allowed" if {
	some behavior in input.values.default_cache_behavior
	allowed := {method | some method in behavior.allowed_methods}
	cached := {method | some method in behavior.cached_methods}
	count(cached - allowed) > 0
}

deny contains "nothing is cached" if {
	some behavior in input.values.default_cache_behavior
	{method | some method in behavior.cached_methods} & {"GET", "HEAD"} == set()
}
