# METADATA
# title: Two subnets at least
# custom:
#   severity: medium
#   resources: [aws_lb, aws_db_subnet_group]
package policies.idioms.count_list

deny contains "fewer than two subnets" if count(object.get(input.values, _attribute, [])) < 2

_attribute := "subnets" if input.type == "aws_lb"

_attribute := "subnet_ids" if input.type == "aws_db_subnet_group"
