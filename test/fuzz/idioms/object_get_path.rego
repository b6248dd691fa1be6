# METADATA
# title: Metadata is asked for with a token
# custom:
#   severity: medium
#   resources: [aws_instance]
package policies.idioms.object_get_path

deny contains "metadata is given to anyone" if {
	some options in object.get(input.values, "metadata_options", [{}])
	object.get(options, ["http_tokens"], "optional") == "optional"
}
