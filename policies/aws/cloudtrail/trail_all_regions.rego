# METADATA
# title: A trail records the management events of all regions
# description: |
#   An intruder works where nobody looks. At least one trail of the account has to be logging, cover all regions and
#   global services, and record management events, both reads and writes.
# related_resources:
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
# custom:
#   severity: high
#   exposure: direct
#   impact: service
#   resources: [driftlock_aws_account]
#   aliases: [CKV_AWS_67, AWS-0014, prowler:cloudtrail_multi_region_enabled]
#   remediation: aws.cloudtrail.trail_all_regions
#   fix: |
#     resource "aws_cloudtrail" "main" {
#       name                          = "main"
#       s3_bucket_name                = "acme-trail"
#       is_multi_region_trail         = true
#       include_global_service_events = true
#       enable_logging                = true
#     }
package policies.aws.cloudtrail.trail_all_regions

# METADATA
# entrypoint: true
deny contains "the account has no trail" if not _has_trail

deny contains {
	"message": $"trail {trail.values.name} covers one region only",
	"path": _path(position, "is_multi_region_trail"),
} if {
	some position, trail in input.referrers.aws_cloudtrail.account
	not trail.values.is_multi_region_trail
	not _is_recorded
}

deny contains {
	"message": $"trail {trail.values.name} is not logging",
	"path": _path(position, "enable_logging"),
} if {
	some position, trail in input.referrers.aws_cloudtrail.account

	# What leaves it out logs. driftlock: ignore false-comparison
	trail.values.enable_logging == false
	not _is_recorded
}

deny contains {
	"message": $"trail {trail.values.name} leaves out global services",
	"path": _path(position, "include_global_service_events"),
} if {
	some position, trail in input.referrers.aws_cloudtrail.account

	# What leaves it out has them. driftlock: ignore false-comparison
	trail.values.include_global_service_events == false
	not _is_recorded
}

deny contains {
	"message": $"trail {trail.values.name} leaves out management events",
	"path": _path(position, _selector(trail)),
} if {
	some position, trail in input.referrers.aws_cloudtrail.account
	not _has_management_events(trail)
	not _is_recorded
}

_has_trail if {
	some _ in input.referrers.aws_cloudtrail.account
}

_is_recorded if {
	some trail in input.referrers.aws_cloudtrail.account
	trail.values.is_multi_region_trail
	not trail.values.enable_logging == false
	not trail.values.include_global_service_events == false
	_has_management_events(trail)
}

# Without selectors a trail records all management events and nothing else.
_has_management_events(trail) if {
	not trail.values.event_selector
	not trail.values.advanced_event_selector
}

# One selector for reads and one for writes do as well as one for both.
_has_management_events(trail) if {
	_has_selector(trail.values.event_selector, "ReadOnly")
	_has_selector(trail.values.event_selector, "WriteOnly")
}

_has_management_events(trail) if {
	_has_advanced_selector(trail.values.advanced_event_selector, "true")
	_has_advanced_selector(trail.values.advanced_event_selector, "false")
}

_has_selector(selectors, too_little) if {
	some selector in selectors
	not selector.include_management_events == false
	not selector.read_write_type == too_little
}

_has_advanced_selector(selectors, read_only) if {
	some selector in selectors
	some field in selector.field_selector
	field.field == "eventCategory"
	"Management" in field.equals
	not _leaves_out(selector, read_only)
}

_leaves_out(selector, read_only) if {
	some field in selector.field_selector
	field.field == "readOnly"
	not _takes_in(field, read_only)
}

# Leaving out noisy events is fine; picking some events is not.
_leaves_out(selector, _) if {
	some field in selector.field_selector
	not _is_about_kind(field)
	not field.not_equals
}

_is_about_kind(field) if field.field in {"eventCategory", "readOnly"}

_takes_in(field, read_only) if read_only in field.equals

_selector(trail) := "event_selector" if trail.values.event_selector

_selector(trail) := "advanced_event_selector" if not trail.values.event_selector

_path(position, attribute) := ["referrers", "aws_cloudtrail", "account", position, "values", attribute]
