# METADATA
# title: Functions know their stage
# custom:
#   severity: medium
#   resources: [aws_lambda_function]
package policies.idioms.keys_of_object

deny contains "the stage is not said" if {
	some environment in input.values.environment
	not "STAGE" in object.keys(environment.variables)
}

deny contains "there is no environment" if not input.values.environment
