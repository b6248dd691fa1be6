# METADATA
# title: Resources of production are owned
# custom:
#   severity: medium
#   resources: [aws_lb, aws_instance, aws_s3_bucket, aws_ebs_volume]
package policies.idioms.tag_value

applies if input.tags.env in {"prod", "test"}

deny contains "nobody owns this" if not input.tags.owner

deny contains "nobody is no owner" if trim_space(input.tags.owner) in {"", "nobody"}
