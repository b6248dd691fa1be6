# METADATA
# title: Images in ECR are scanned when they are pushed
# description: |
#   A vulnerability that nobody looks for is found by others. The setting of the repository counts, and the rules of the
#   registry in its region: where the registry has any, or scans by Inspector, they alone decide. A filter without `*`
#   takes in every name that contains it.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-filters.html
# custom:
#   severity: medium
#   exposure: remote
#   impact: data
#   resources: [aws_ecr_repository]
#   related: [refs.region.referrers.aws_ecr_registry_scanning_configuration.region]
#   aliases: [CKV_AWS_163, AWS-0030, prowler:ecr_repositories_scan_images_on_push_enabled]
#   remediation: aws.ecr.repository_scanning
#   fix: |
#     resource "aws_ecr_repository" "app" {
#       name = "app"
#       image_scanning_configuration {
#         scan_on_push = true
#       }
#     }
package policies.aws.ecr.repository_scanning

import data.policies.lib.wildcard

# METADATA
# entrypoint: true
deny contains "images are not scanned when they are pushed" if not _is_scanned

_is_scanned if {
	some configuration in input.values.image_scanning_configuration
	configuration.scan_on_push
	not _registry_decides
}

_is_scanned if {
	some region in input.refs.region
	some registry in region.referrers.aws_ecr_registry_scanning_configuration.region
	some rule in registry.values.rule
	rule.scan_frequency in {"SCAN_ON_PUSH", "CONTINUOUS_SCAN"}
	some repositories in rule.repository_filter
	_takes_in(repositories.filter, input.values.name)
}

_registry_decides if {
	some region in input.refs.region
	some registry in region.referrers.aws_ecr_registry_scanning_configuration.region
	registry.values.scan_type == "ENHANCED"
}

_registry_decides if {
	some region in input.refs.region
	some registry in region.referrers.aws_ecr_registry_scanning_configuration.region
	some _ in registry.values.rule
}

_takes_in(filter, name) if contains(name, filter)

_takes_in(filter, name) if wildcard.matches(filter, name)
