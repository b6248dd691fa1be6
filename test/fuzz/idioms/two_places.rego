# METADATA
# title: Deletion protection goes with a final snapshot
# custom:
#   severity: medium
#   resources: [aws_db_instance]
package policies.idioms.two_places

deny contains "the data can go without a trace" if {
	input.values.skip_final_snapshot == true
	not input.values.deletion_protection
}

deny contains "the two do not agree" if input.values.skip_final_snapshot == input.values.deletion_protection
