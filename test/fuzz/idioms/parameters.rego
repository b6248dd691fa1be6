# METADATA
# title: Volumes are as large as is allowed
# custom:
#   severity: medium
#   resources: [aws_ebs_volume, aws_db_instance]
package policies.idioms.parameters

import data.params["idioms.parameters"] as parameters

deny contains "the volume is too large" if _size > _most

deny contains "the kind is not allowed" if {
	count(parameters.kinds) > 0
	not _kind in parameters.kinds
}

default _most := 16

_most := parameters.most

_size := object.get(input.values, "size", object.get(input.values, "allocated_storage", 1))

_kind := object.get(input.values, "type", object.get(input.values, "storage_type", "gp2"))
