# METADATA
# title: One grant at most
# custom:
#   severity: medium
#   resources: [aws_s3_bucket_acl]
package policies.idioms.count_array

deny contains "more than one grant" if {
	grants := [grant |
		some policy in input.values.access_control_policy
		some grant in policy.grant
		grant.permission == "FULL_CONTROL"
	]
	count(grants) > 1
}
