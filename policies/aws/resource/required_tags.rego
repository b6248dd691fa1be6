# METADATA
# title: Resources carry the tags that the organization asks for
# description: |
#   Tags say whom to ask about a resource and who pays for it. `params.required` lists the tags that must be there and
#   not empty, spelt exactly; until a team sets it, nothing is asked for. Tags that the provider adds to all its
#   resources count.
# related_resources:
#   - https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html
# custom:
#   severity: low
#   exposure: next
#   impact: order
#   resources: ['aws_*']
#   having: [tags]
#   params:
#     required:
#       type: [array, string]
#       items: string
#       description: The tags that must be there and not empty, spelt exactly.
#       required: true
#   aliases: []
#   remediation: aws.resource.required_tags
#   fix: |
#     resource "aws_sns_topic" "orders" {
#       name = "orders"
#       tags = {
#         Owner = "shop"
#       }
#     }
package policies.aws.resource.required_tags

import data.policies.lib.parameter

applies if {
	count(_required) > 0
	not _selects_by_tags
}

# What these call tags chooses resources instead of describing one.
_selects_by_tags if input.type in {"aws_devopsguru_resource_collection", "aws_inspector_resource_group"}

# METADATA
# entrypoint: true
deny contains {"message": $"the tag {name} is missing", "path": ["tags", name]} if {
	some name in _required
	not input.tags[name]
}

deny contains {"message": $"the tag {name} is empty", "path": ["tags", name]} if {
	some name in _required
	trim_space(input.tags[name]) == ""
}

default _required := []

_required := parameter.list(data.params["aws.resource.required_tags"].required)
