# METADATA
# title: Tags of images in ECR stay with their image
# description: |
#   Where a tag can be moved, whoever may push decides what runs at the next start, and nobody can tell what ran before.
#   `IMMUTABLE_WITH_EXCLUSION` leaves out the tags of a filter, `latest` say, which is not judged;
#   `params.allow_exclusions: false` refuses it.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
# custom:
#   severity: medium
#   exposure: next
#   impact: service
#   resources: [aws_ecr_repository]
#   params:
#     allow_exclusions:
#       type: boolean
#       description: Whether some tags may be left out, by IMMUTABLE_WITH_EXCLUSION.
#       default: true
#   aliases: [CKV_AWS_51, AWS-0031, prowler:ecr_repositories_tag_immutability]
#   remediation: aws.ecr.repository_tag_immutability
#   fix: |
#     resource "aws_ecr_repository" "app" {
#       name                 = "app"
#       image_tag_mutability = "IMMUTABLE"
#     }
package policies.aws.ecr.repository_tag_immutability

# METADATA
# entrypoint: true
deny contains "tags can be moved to another image" if not _is_immutable

_is_immutable if input.values.image_tag_mutability in _immutable

_immutable := {"IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"} if _allow_exclusions

_immutable := {"IMMUTABLE"} if not _allow_exclusions

default _allow_exclusions := true

_allow_exclusions := data.params["aws.ecr.repository_tag_immutability"].allow_exclusions
