# METADATA
# title: Credentials in plain sight
# description: |
#   Whether a text is a credential: by a form that only credentials have, or by the name that it was given together with
#   what it looks like. Names of secrets, addresses and placeholders are none.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
#   - https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats
#   - https://api.slack.com/authentication/token-types
#   - https://docs.stripe.com/keys
package policies.lib.credential

# METADATA
# description: The kinds of credentials that are told apart, in words for messages.
kinds := object.keys(_forms) | {"a password", "a secret"}

# METADATA
# description: Whether a value with a name is a credential of a kind.
holds(kind, _, value) if regex.match(_forms[kind], value)

holds("a password", name, value) if {
	regex.match(`(password|passwd|passphrase|_pwd)$`, lower(name))
	count(value) >= 6
	not _is_harmless(value)
	not _has_form(value)
}

holds("a secret", name, value) if {
	regex.match(
		`((client|jwt|shared|webhook|signing|app|oauth|session|cookie|hmac|consumer)_?secret|token|(api|access|secret|private|auth|signing)_?key)$`,
		lower(name),
	)
	_is_random(value)
	not _is_harmless(value)
	not _has_form(value)
}

_has_form(value) if {
	some expression in _forms
	regex.match(expression, value)
}

_forms := {
	"an AWS access key": `(^|[^A-Za-z0-9])(AKIA|ASIA)[A-Z2-7]{16}([^A-Za-z0-9]|$)`,
	"a private key": `-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----`,
	"a GitHub token": `(^|[^A-Za-z0-9])(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})`,
	"a GitLab token": `(^|[^A-Za-z0-9])glpat-[A-Za-z0-9_-]{20}`,
	"a Slack token": `(^|[^A-Za-z0-9])xox[abeoprs]-[A-Za-z0-9-]{10}`,
	"the address of a Slack webhook": `https://hooks\.slack\.com/(services|workflows)/[A-Za-z0-9]+/[A-Za-z0-9]+/[A-Za-z0-9]`,
	"a Stripe key": `(^|[^A-Za-z0-9])[rs]k_live_[A-Za-z0-9]{24}`,
	"a Google API key": `(^|[^A-Za-z0-9])AIza[A-Za-z0-9_-]{35}([^A-Za-z0-9_-]|$)`,
	"a SendGrid key": `(^|[^A-Za-z0-9])SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}`,
	"an npm token": `(^|[^A-Za-z0-9])npm_[A-Za-z0-9]{36}`,
	"a PyPI token": `(^|[^A-Za-z0-9])pypi-AgEI[A-Za-z0-9_-]{50}`,
	"an OpenAI key": `(^|[^A-Za-z0-9])sk-(proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,}T3BlbkFJ[A-Za-z0-9_-]{20}`,
	"an Anthropic key": `(^|[^A-Za-z0-9])sk-ant-[a-z0-9]+-[A-Za-z0-9_-]{20}`,
	# What begins a placeholder begins no password: ${…}, <…>, {{…}}, %s, *.
	"an address with a password": `^[A-Za-z][A-Za-z0-9+.-]*://[^/?#\s:@]*:[^/?#\s:@$<{%*\[][^/?#\s@]*@`,
}

_is_random(value) if {
	regex.match(`^[A-Za-z0-9+/=_.~-]{16,}$`, value)
	regex.match(`[0-9]`, value)
	regex.match(`[A-Za-z]`, value)
}

# ARNs, addresses, references that something resolves later (ssm:…, vault:…), what KMS has encrypted, paths.
_is_harmless(value) if regex.match(`^([A-Za-z][A-Za-z0-9+.-]*:|/|AQICA|\$|<|%|\*|\[)`, value)

_is_harmless(value) if regex.match(`\$\{|\{\{`, value)

# Names of secrets: words of letters, or of small letters and digits, that something joins.
_is_harmless(value) if regex.match(`^[A-Za-z]+([/._-][A-Za-z]+)+$`, value)

_is_harmless(value) if {
	regex.match(`^[a-z0-9]+([/._-][a-z0-9]+)+$`, value)
	not regex.match(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`, value)
}

_is_harmless(value) if {
	regex.match(
		`^(true|false|yes|no|none|null|nil|enabled|disabled|required|optional|default|unset|empty|change_?me|replace_?me|placeholder|dummy|redacted|example|x+)$`,
		lower(value),
	)
}
