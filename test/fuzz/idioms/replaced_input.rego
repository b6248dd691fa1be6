# METADATA
# title: A volume like this one without its key
# custom:
#   severity: medium
#   resources: [aws_ebs_volume]
package policies.idioms.replaced_input

deny contains "without a key nothing would be right" if {
	not _is_fine with input.values.kms_key_id as "none"
	input.values.size > 5
}

_is_fine if {
	input.values.encrypted
	input.values.kms_key_id
}
