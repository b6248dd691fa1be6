# METADATA
# title: Volumes are encrypted with a key that rotates
# custom:
#   severity: medium
#   resources: [aws_ebs_volume]
package policies.idioms.one_reference

deny contains "not encrypted" if not input.values.encrypted

deny contains "the key does not rotate" if {
	some key in input.refs.kms_key_id
	not key.values.enable_key_rotation
}

deny contains "the key is not ours" if {
	input.values.kms_key_id
	count(input.refs.kms_key_id) == 0
}
