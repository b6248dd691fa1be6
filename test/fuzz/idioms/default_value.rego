# METADATA
# title: Volumes of a kind that is fast
# custom:
#   severity: medium
#   resources: [aws_ebs_volume]
package policies.idioms.default_value

deny contains "the volume is slow" if not _kind in {"gp3", "io2"}

default _kind := "gp2"

_kind := input.values.type
