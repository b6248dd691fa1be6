# METADATA
# title: GuardDuty detectors are not suspended
# description: |
#   A suspended detector finds nothing and costs nothing: nobody is told of stolen credentials at work, or of machines
#   that mine coins. Whether every region has one is another policy; which protection plans are on is not judged.
# related_resources:
#   - https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_suspend-disable.html
# custom:
#   severity: medium
#   exposure: next
#   impact: service
#   resources: [aws_guardduty_detector]
#   aliases: [CKV_AWS_238]
#   remediation: aws.guardduty.detector_enabled
#   fix: |
#     resource "aws_guardduty_detector" "main" {
#       enable = true
#     }
package policies.aws.guardduty.detector_enabled

# METADATA
# entrypoint: true
deny contains {"message": "the detector is suspended", "path": ["values", "enable"]} if not input.values.enable
