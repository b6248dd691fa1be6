# METADATA
# title: Terraform makes no access keys whose secret everybody reads who reads its state
# description: |
#   Terraform keeps the secret of a key that it makes in its state, in plain text, for as long as the key lives. Whoever
#   reads the state, a backup of it or a cache of the build acts as the user. With `pgp_key` only the owner of that key
#   reads it; a role needs no secret at all. Keys that are switched off, keys that were imported and what is found in
#   the cloud are left alone: no secret lies there.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
#   - https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/iam_access_key
# custom:
#   severity: high
#   exposure: next
#   impact: account
#   resources: [aws_iam_access_key]
#   aliases: []
#   remediation: aws.iam.user_access_key
#   fix: |
#     resource "aws_iam_access_key" "mail" {
#       user    = "mail"
#       pgp_key = "keybase:acme"
#     }
package policies.aws.iam.user_access_key

applies if {
	_is_made_by_terraform
	not input.values.status == "Inactive"
}

# METADATA
# entrypoint: true
deny contains "the secret of the key is to lie in the state, in plain text" if {
	"create" in input.change.actions
	not input.values.pgp_key
}

deny contains "the secret of the key lies in the state, in plain text" if {
	input.values.secret
	not input.values.pgp_key
	not _is_created
}

_is_made_by_terraform if count(input.change.actions) > 0

_is_made_by_terraform if input.values.secret

_is_made_by_terraform if input.values.encrypted_secret

_is_created if "create" in input.change.actions
