# METADATA
# title: Root is let in
# custom:
#   severity: medium
#   resources: [aws_kms_key_policy]
package policies.idioms.partial_set_member

deny contains "root is not let in" if not "arn:aws:iam::123456789012:root" in _principals

_principals contains name if {
	some statement in input.values.policy.Statement
	statement.Effect == "Allow"
	some name in statement.Principal.AWS
}
