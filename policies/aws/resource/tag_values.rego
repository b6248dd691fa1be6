# METADATA
# title: Tags have the values that the organization agreed on
# description: |
#   Costs are summed, and owners found, by the values of tags: `prod`, `Prod` and `production` are three. `params.allowed`
#   has, by tag, the list of its values, or one expression (RE2) that the whole value has to match. Until a team sets it,
#   nothing is asked for. A tag that is not there is aws.resource.required_tags's matter. An expression that cannot be
#   read is met by no value. Tags that the provider adds to all its resources count.
# related_resources:
#   - https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html
# custom:
#   severity: low
#   exposure: next
#   impact: order
#   resources: ['aws_*']
#   having: [tags]
#   params:
#     allowed:
#       type: object
#       description: By tag, the list of the values that it may have, or an expression for the whole value.
#       required: true
#   aliases: []
#   remediation: aws.resource.tag_values
#   fix: |
#     resource "aws_sns_topic" "orders" {
#       name = "orders"
#       tags = {
#         Environment = "prod"
#       }
#     }
package policies.aws.resource.tag_values

import data.policies.lib.text

applies if {
	count(_allowed) > 0
	not _selects_by_tags
}

# What these call tags chooses resources instead of describing one.
_selects_by_tags if input.type in {"aws_devopsguru_resource_collection", "aws_inspector_resource_group"}

# METADATA
# entrypoint: true
deny contains {
	"message": $"the tag {name} is {input.tags[name]}, not one of {concat(", ", values)}",
	"path": ["tags", name],
} if {
	some name, values in _allowed
	is_array(values)
	input.tags[name]
	not input.tags[name] in values
}

deny contains {
	"message": $"the tag {name} is {input.tags[name]}, which does not match {expression}",
	"path": ["tags", name],
} if {
	some name, expression in _allowed
	is_string(expression)
	input.tags[name]
	not text.is_match(expression, input.tags[name])
}

# What is neither a list nor an expression allows nothing.
deny contains {
	"message": $"the values that the tag {name} may have cannot be read: neither a list nor an expression",
	"path": ["tags", name],
} if {
	some name, rule in _allowed
	input.tags[name]
	not is_array(rule)
	not is_string(rule)
}

default _allowed := {}

_allowed := data.params["aws.resource.tag_values"].allowed
