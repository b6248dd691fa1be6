# METADATA
# title: Buckets are not open to the public
# description: |
#   Anyone may read or write what a public ACL or a policy for everyone opens. Neither does where public access is
#   blocked for the bucket or for the whole account, and ACLs do nothing where the owner of the bucket owns all objects.
#   Settings that only refuse new ACLs and policies leave what is there in force.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
# custom:
#   severity: critical
#   exposure: direct
#   impact: data
#   resources: [aws_s3_bucket]
#   related: [refs.account.referrers.aws_s3_account_public_access_block.account]
#   aliases: [CKV_AWS_20, CKV_AWS_57, CKV_AWS_70, AWS-0092, prowler:s3_bucket_public_access]
#   remediation: aws.s3.bucket_public_access
#   fix: |
#     resource "aws_s3_bucket" "data" {
#       bucket = "example-data"
#     }
#
#     resource "aws_s3_bucket_public_access_block" "data" {
#       bucket                  = aws_s3_bucket.data.id
#       block_public_acls       = true
#       block_public_policy     = true
#       ignore_public_acls      = true
#       restrict_public_buckets = true
#     }
package policies.aws.s3.bucket_public_access

import data.policies.lib.document

# METADATA
# entrypoint: true
deny contains {
	"message": $"the ACL {record.values.acl} opens the bucket to {_audience_of_acl[record.values.acl]}",
	"path": ["referrers", "aws_s3_bucket_acl", "bucket", position, "values", "acl"],
} if {
	some position, record in input.referrers.aws_s3_bucket_acl.bucket
	_audience_of_acl[record.values.acl]
	not _acls_are_ignored
}

deny contains {
	"message": $"the ACL grants {grant.permission} on the bucket to {_audience_of_group[grantee.uri]}",
	"path": _grants_path(position, part, place),
} if {
	some position, record in input.referrers.aws_s3_bucket_acl.bucket
	some part, list in record.values.access_control_policy
	some place, grant in list.grant
	some grantee in grant.grantee
	_audience_of_group[grantee.uri]
	not _acls_are_ignored
}

deny contains {
	"message": $"anyone may call {concat(", ", sort(actions))} on the bucket: no condition narrows the statement",
	"path": _statement_path(position, place),
} if {
	some position, record in input.referrers.aws_s3_bucket_policy.bucket
	some place, statement in record.values.policy.Statement
	document.is_open(record.values.policy.Statement, statement)
	not _public_policies_are_restricted
	actions := document.open_actions(record.values.policy.Statement, statement)
}

_acls_are_ignored if {
	some block in input.referrers.aws_s3_bucket_public_access_block.bucket
	block.values.ignore_public_acls
}

_acls_are_ignored if {
	some account in input.refs.account
	some block in account.referrers.aws_s3_account_public_access_block.account
	block.values.ignore_public_acls
}

_acls_are_ignored if {
	some controls in input.referrers.aws_s3_bucket_ownership_controls.bucket
	some rule in controls.values.rule
	rule.object_ownership == "BucketOwnerEnforced"
}

_public_policies_are_restricted if {
	some block in input.referrers.aws_s3_bucket_public_access_block.bucket
	block.values.restrict_public_buckets
}

_public_policies_are_restricted if {
	some account in input.refs.account
	some block in account.referrers.aws_s3_account_public_access_block.account
	block.values.restrict_public_buckets
}

_audience_of_acl := {
	"authenticated-read": "every AWS account",
	"public-read": "everyone",
	"public-read-write": "everyone, for writing too",
}

_audience_of_group := {
	"http://acs.amazonaws.com/groups/global/AllUsers": "everyone",
	"http://acs.amazonaws.com/groups/global/AuthenticatedUsers": "every AWS account",
}

_grants_path(record, part, place) := [
	"referrers",
	"aws_s3_bucket_acl",
	"bucket",
	record,
	"values",
	"access_control_policy",
	part,
	"grant",
	place,
]

_statement_path(record, place) := [
	"referrers",
	"aws_s3_bucket_policy",
	"bucket",
	record,
	"values",
	"policy",
	"Statement",
	place,
]
