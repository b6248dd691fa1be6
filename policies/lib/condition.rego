# METADATA
# title: Conditions of resource policies
# description: |
#   Whether a condition holds a statement for everyone to accounts, organizations, networks or resources that it names,
#   or to endpoints, where it is subscriptions to a topic.
#   Keys that the caller chooses, such as tags and user agents, hold nobody back; nor do operators that are satisfied
#   when the key is missing.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html
package policies.lib.condition

import data.policies.lib.cidr
import data.policies.lib.wildcard

# METADATA
# description: |
#   Whether the condition of an Allow narrows it: at least one operator demands that a telling key has one of the values
#   given, and each of these names somebody. IAM demands all operators and keys of a condition at once, so one is enough.
narrows(condition) if {
	some operator, keys in condition
	some key, values in keys
	_names_somebody(_demands[lower(operator)], _forms[lower(key)], values)
}

# METADATA
# description: |
#   Whether the condition of a Deny leaves out only those whom it names: all its operators are negated ones over telling
#   keys, as in StringNotEquals on aws:PrincipalOrgID.
spares_only_named(condition) if {
	every operator, keys in condition {
		every key, values in keys {
			_names_somebody(_spares[lower(operator)], _forms[lower(key)], values)
		}
	}
}

_names_somebody(forms, form, values) if {
	form in forms
	count(values) > 0
	every value in values {
		_is_named(form, value)
	}
}

_texts := {"word", "path", "user", "arn", "endpoint"}

# IfExists and ForAllValues are satisfied when the key is missing, as it is for an anonymous caller.
_demands := {
	"stringequals": _texts,
	"stringequalsignorecase": _texts,
	"stringlike": _texts,
	"arnequals": {"arn"},
	"arnlike": {"arn"},
	"ipaddress": {"range"},
	"foranyvalue:stringequals": _texts,
	"foranyvalue:stringequalsignorecase": _texts,
	"foranyvalue:stringlike": _texts,
	"foranyvalue:arnequals": {"arn"},
	"foranyvalue:arnlike": {"arn"},
}

# A negated operator is satisfied when the key is missing: the caller is denied. ForAnyValue is the exception.
_spares := {
	"stringnotequals": _texts,
	"stringnotequalsifexists": _texts,
	"stringnotequalsignorecase": _texts,
	"stringnotequalsignorecaseifexists": _texts,
	"stringnotlike": _texts,
	"stringnotlikeifexists": _texts,
	"arnnotequals": {"arn"},
	"arnnotequalsifexists": {"arn"},
	"arnnotlike": {"arn"},
	"arnnotlikeifexists": {"arn"},
	"notipaddress": {"range"},
	"notipaddressifexists": {"range"},
	"forallvalues:stringnotequals": _texts,
	"forallvalues:stringnotlike": _texts,
	"forallvalues:arnnotequals": {"arn"},
	"forallvalues:arnnotlike": {"arn"},
}

_forms := {
	"aws:principalaccount": "word",
	"aws:principalarn": "arn",
	"aws:principalorgid": "word",
	"aws:principalorgpaths": "path",
	"aws:sourceaccount": "word",
	"aws:sourcearn": "arn",
	"aws:sourceip": "range",
	"aws:sourceorgid": "word",
	"aws:sourceorgpaths": "path",
	"aws:sourceowner": "word",
	"aws:sourcevpc": "word",
	"aws:sourcevpcarn": "arn",
	"aws:sourcevpce": "word",
	"aws:userid": "user",
	"aws:vpceaccount": "word",
	"aws:vpceorgid": "word",
	"aws:vpceorgpaths": "path",
	"kms:calleraccount": "word",
	"s3:dataaccesspointaccount": "word",
	"s3:dataaccesspointarn": "arn",
	"s3:x-amz-server-side-encryption-aws-kms-key-id": "arn",
	"sns:endpoint": "endpoint",
}

_is_named("word", value) if _is_fixed(value)

# o-exampleorg/r-root/*: the organization is what counts.
_is_named("path", value) if _is_fixed(split(value, "/")[0])

# AROAEXAMPLEID:session-name
_is_named("user", value) if _is_fixed(split(value, ":")[0])

_is_named("range", value) if not cidr.is_public(value)

_is_named("arn", value) if _is_telling_arn(value)

_is_telling_arn(value) if regex.match(`^[0-9]{12}$`, split(value, ":")[4])

# Buckets are named without an account.
_is_telling_arn(value) if {
	regex.match(`^arn:[^:]+:s3:::`, value)
	_is_fixed(split(split(value, ":")[5], "/")[0])
}

# The name of a bucket is unique in its partition, so that any region and account say nothing more; other things of S3,
# which have an account, are named after their kind.
_is_telling_arn(value) if {
	regex.match(`^arn:[^:]+:s3:[^:]*:[^:]*:`, value)
	not regex.match(`^(access-grants|accesspoint|async-request|job|storage-lens|storage-lens-group)/`, split(value, ":")[5])
	_is_fixed(split(split(value, ":")[5], "/")[0])
}

# Where messages may be sent to: a queue or function of an account, one address, those of a domain, a host.
_is_named("endpoint", value) if _is_telling_arn(value)

_is_named("endpoint", value) if _is_fixed(value)

_is_named("endpoint", value) if regex.match(`^https?://[^/*?$]+/`, value)

_is_named("endpoint", value) if regex.match(`@[^@*?$]+$`, value)

_is_fixed(text) if {
	is_string(text)
	text != ""
	not wildcard.is_wild(text)
}
