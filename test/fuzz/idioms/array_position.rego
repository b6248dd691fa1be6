# METADATA
# title: The first of the full grants is the owner's
# custom:
#   severity: medium
#   resources: [aws_s3_bucket_acl]
package policies.idioms.array_position

deny contains "somebody else comes first" if {
	grantees := [grantee |
		some grant in input.values.access_control_policy[0].grant
		grant.permission == "FULL_CONTROL"
		some grantee in grant.grantee
	]
	grantees[0].type != "CanonicalUser"
}
