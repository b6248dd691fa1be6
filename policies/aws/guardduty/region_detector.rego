# METADATA
# title: Every region has a GuardDuty detector
# description: |
#   Intruders work where nobody looks, in the regions that nobody uses. Only a snapshot of the account tells that a region
#   has no detector; a plan or state that has none leaves it open. Whether the detector is on is another policy.
# related_resources:
#   - https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_settingup.html
# custom:
#   severity: medium
#   exposure: next
#   impact: service
#   resources: [driftlock_aws_region]
#   aliases: [prowler:guardduty_is_enabled]
#   remediation: aws.guardduty.region_detector
#   fix: |
#     resource "aws_guardduty_detector" "main" {
#       enable = true
#     }
package policies.aws.guardduty.region_detector

# METADATA
# entrypoint: true
deny contains "the region has no detector" if not _has_detector

_has_detector if {
	some _ in input.referrers.aws_guardduty_detector.region
}
