# METADATA
# title: The id is hashed as a text
# custom:
#   severity: medium
#   resources: [aws_dynamodb_table]
package policies.idioms.object_comprehension

deny contains "the key is no text" if {
	types := {attribute.name: attribute.type | some attribute in input.values.attribute}
	types[input.values.hash_key] != "S"
}
