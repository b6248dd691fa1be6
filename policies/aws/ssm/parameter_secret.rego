# METADATA
# title: Parameters that are named as secrets are secure strings
# description: |
#   Whoever may read parameters reads a String in clear, and so does the console; a SecureString needs a key of KMS as
#   well. Judged are parameters whose name, after the last slash, ends in one of `params.names`, in whatever case and with
#   whatever between the words: `/app/db-password`, `DB_PASSWORD` and `dbPassword`, but neither `password_policy` nor
#   `token_url`. Names that end in one of `params.references` are often given to what only points to a secret: there a
#   value that is an ARN is fine. Other values are not looked at.
# related_resources:
#   - https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html
# custom:
#   severity: high
#   exposure: next
#   impact: data
#   resources: [aws_ssm_parameter]
#   params:
#     names:
#       type: [array, string]
#       items: string
#       description: What names of secrets end in; neither case nor what stands between words counts.
#       default:
#         - password
#         - passwd
#         - passphrase
#         - privatekey
#         - secretkey
#         - secretaccesskey
#         - apikey
#         - accesstoken
#         - authtoken
#         - refreshtoken
#         - clientsecret
#     references:
#       type: [array, string]
#       items: string
#       description: What names end in of secrets, or of what points to one by its ARN.
#       default: [secret, secrets, credential, credentials, token]
#   aliases: [CKV2_AWS_34]
#   remediation: aws.ssm.parameter_secret
#   fix: |
#     resource "aws_ssm_parameter" "password" {
#       name             = "/app/db/password"
#       type             = "SecureString"
#       value_wo         = "rotate-me"
#       value_wo_version = 1
#     }
package policies.aws.ssm.parameter_secret

import data.policies.lib.parameter

applies if _is_named_as_secret

applies if _is_named_as_reference

# METADATA
# entrypoint: true
deny contains $"{input.values.name} is named as a secret and is a {input.values.type}, which is stored in clear" if {
	_is_readable
	_is_named_as_secret
}

deny contains $"{input.values.name} is named as a secret and is a {input.values.type}, which is stored in clear" if {
	_is_readable
	_is_named_as_reference
	not _points_to_secret
}

_is_readable if input.values.type != "SecureString"

_is_named_as_secret if {
	some word in _names
	endswith(_squeezed(input.values.name), _squeezed(word))
}

_is_named_as_reference if {
	some word in _references
	endswith(_squeezed(input.values.name), _squeezed(word))
	not _is_named_as_secret
}

_points_to_secret if startswith(input.values.insecure_value, "arn:")

_points_to_secret if {
	not input.values.insecure_value
	startswith(input.values.value, "arn:")
}

_squeezed(name) := replace(replace(replace(lower(_last(name)), "_", ""), "-", ""), ".", "")

_last(name) := parts[count(parts) - 1] if parts := split(name, "/")

default _names := ["password", "passwd", "passphrase", "privatekey", "secretkey", "secretaccesskey", "apikey", "accesstoken", "authtoken", "refreshtoken", "clientsecret"]

_names := parameter.list(data.params["aws.ssm.parameter_secret"].names)

default _references := ["secret", "secrets", "credential", "credentials", "token"]

_references := parameter.list(data.params["aws.ssm.parameter_secret"].references)
