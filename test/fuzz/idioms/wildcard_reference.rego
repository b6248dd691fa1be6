# METADATA
# title: Cached methods never include DELETE
# custom:
#   severity: medium
#   resources: [aws_cloudfront_distribution]
package policies.idioms.wildcard_reference

deny contains "DELETE is cached" if input.values.default_cache_behavior[_].cached_methods[_] == "DELETE"
