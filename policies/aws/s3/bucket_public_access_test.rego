package policies.aws.s3.bucket_public_access_test

import data.policies.aws.s3.bucket_public_access

_bucket(referrers, blocks_of_account) := {
	"type": "aws_s3_bucket",
	"mode": "managed",
	"address": "aws_s3_bucket.data",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": {"bucket": "lab-data", "force_destroy": false},
	"tags": {},
	"refs": {"account": [{
		"key": `["123456789012","global","driftlock_aws_account","123456789012"]`,
		"scope": {"account": "123456789012", "region": "global"},
		"tags": {},
		"values": {"account_id": "123456789012"},
		"refs": {},
		"referrers": {"aws_s3_account_public_access_block": {"account": blocks_of_account}},
	}]},
	"referrers": object.union(
		{
			"aws_s3_bucket_acl": {"bucket": []},
			"aws_s3_bucket_ownership_controls": {"bucket": []},
			"aws_s3_bucket_policy": {"bucket": []},
			"aws_s3_bucket_public_access_block": {"bucket": []},
		},
		referrers,
	),
	"now": 1795000000,
}

_record(address, values) := {
	"address": address,
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"tags": {},
	"values": values,
}

_acl(acl) := {"aws_s3_bucket_acl": {"bucket": [_record(
	"aws_s3_bucket_acl.data",
	{"bucket": "lab-data", "acl": acl},
)]}}

_grant_to(grantee) := {"aws_s3_bucket_acl": {"bucket": [_record("aws_s3_bucket_acl.data", {
	"bucket": "lab-data",
	"access_control_policy": [{
		"grant": [
			{"permission": "FULL_CONTROL", "grantee": [{"type": "CanonicalUser", "id": "75aa57f09aa0"}]},
			{"permission": "READ", "grantee": [grantee]},
		],
		"owner": [{"id": "75aa57f09aa0"}],
	}],
})]}}

_group(name) := {"type": "Group", "uri": $"http://acs.amazonaws.com/groups/{name}"}

_policy(statements) := {"aws_s3_bucket_policy": {"bucket": [_record(
	"aws_s3_bucket_policy.data",
	{"bucket": "lab-data", "policy": {"Version": "2012-10-17", "Statement": statements}},
)]}}

_public_read := {
	"Effect": "Allow",
	"Principal": {"AWS": ["*"]},
	"Action": ["s3:GetObject"],
	"Resource": ["arn:aws:s3:::lab-data/*"],
}

_settings := {
	"block_public_acls": false,
	"block_public_policy": false,
	"ignore_public_acls": false,
	"restrict_public_buckets": false,
}

_block_of_account(settings) := _record("aws_s3_account_public_access_block.main", object.union(
	object.union(_settings, {"account_id": "123456789012"}),
	settings,
))

_blocked(settings) := {"aws_s3_bucket_public_access_block": {"bucket": [_record(
	"aws_s3_bucket_public_access_block.data",
	object.union(object.union(_settings, {"bucket": "lab-data"}), settings),
)]}}

_owned(ownership) := {"aws_s3_bucket_ownership_controls": {"bucket": [_record(
	"aws_s3_bucket_ownership_controls.data",
	{"bucket": "lab-data", "rule": [{"object_ownership": ownership}]},
)]}}

_acl_opens(acl, audience) := {{
	"message": $"the ACL {acl} opens the bucket to {audience}",
	"path": ["referrers", "aws_s3_bucket_acl", "bucket", 0, "values", "acl"],
}}

_grant_opens(audience) := {{
	"message": $"the ACL grants READ on the bucket to {audience}",
	"path": ["referrers", "aws_s3_bucket_acl", "bucket", 0, "values", "access_control_policy", 0, "grant", 1],
}}

_statement_opens(actions, place) := {{
	"message": $"anyone may call {actions} on the bucket: no condition narrows the statement",
	"path": ["referrers", "aws_s3_bucket_policy", "bucket", 0, "values", "policy", "Statement", place],
}}

test_deny_acl[note] if {
	some note, example in {
		"public": [_acl("public-read"), _acl_opens("public-read", "everyone")],
		"writable": [_acl("public-read-write"), _acl_opens("public-read-write", "everyone, for writing too")],
		"every account": [_acl("authenticated-read"), _acl_opens("authenticated-read", "every AWS account")],
		"granted to all": [_grant_to(_group("global/AllUsers")), _grant_opens("everyone")],
		"granted to accounts": [
			_grant_to(_group("global/AuthenticatedUsers")),
			_grant_opens("every AWS account"),
		],
		"only new ACLs blocked": [
			object.union(_acl("public-read"), _blocked({"block_public_acls": true, "restrict_public_buckets": true})),
			_acl_opens("public-read", "everyone"),
		],
		"owner preferred": [
			object.union(_acl("public-read"), _owned("BucketOwnerPreferred")),
			_acl_opens("public-read", "everyone"),
		],
	}
	bucket_public_access.deny == example[1] with input as _bucket(example[0], [])
}

test_deny_policy[note] if {
	some note, example in {
		"anyone": [_policy([_public_read]), _statement_opens("s3:GetObject", 0)],
		"the second statement": [
			_policy([object.union(_public_read, {"Effect": "Deny", "Action": ["s3:Put*"]}), _public_read]),
			_statement_opens("s3:GetObject", 1),
		],
		"encrypted in transit": [
			_policy([object.union(_public_read, {"Condition": {"Bool": {"aws:SecureTransport": ["true"]}}})]),
			_statement_opens("s3:GetObject", 0),
		],
		"denied unencrypted": [
			_policy([_public_read, object.union(_public_read, {
				"Effect": "Deny",
				"Action": ["s3:*"],
				"Condition": {"Bool": {"aws:SecureTransport": ["false"]}},
			})]),
			_statement_opens("s3:GetObject", 0),
		],
		"denied for the bucket alone": [
			_policy([_public_read, object.union(_public_read, {
				"Effect": "Deny",
				"Resource": ["arn:aws:s3:::lab-data"],
			})]),
			_statement_opens("s3:GetObject", 0),
		],
		"only new policies blocked": [
			object.union(_policy([_public_read]), _blocked({"block_public_policy": true, "ignore_public_acls": true})),
			_statement_opens("s3:GetObject", 0),
		],
		"owner enforced": [
			object.union(_policy([_public_read]), _owned("BucketOwnerEnforced")),
			_statement_opens("s3:GetObject", 0),
		],
	}
	bucket_public_access.deny == example[1] with input as _bucket(example[0], [])
}

test_deny_both if {
	both := object.union(_acl("public-read"), _policy([_public_read]))
	expected := _acl_opens("public-read", "everyone") | _statement_opens("s3:GetObject", 0)
	bucket_public_access.deny == expected with input as _bucket(both, [])
}

test_deny_half_blocked_by_the_account if {
	both := object.union(_acl("public-read"), _policy([_public_read]))
	account := [_block_of_account({"ignore_public_acls": true})]
	bucket_public_access.deny == _statement_opens("s3:GetObject", 0) with input as _bucket(both, account)
}

test_deny_acl_where_the_account_restricts_policies if {
	account := [_block_of_account({"restrict_public_buckets": true, "block_public_acls": true})]
	bucket_public_access.deny == _acl_opens("public-read", "everyone") with input as _bucket(_acl("public-read"), account)
}

test_allow[note] if {
	some note, referrers in {
		"nothing": {},
		"private": _acl("private"),
		"for log delivery": _acl("log-delivery-write"),
		"granted to log delivery": _grant_to(_group("s3/LogDelivery")),
		"granted to a user": _grant_to({"type": "CanonicalUser", "id": "0123456789ab"}),
		"ACLs ignored": object.union(_acl("public-read"), _blocked({"ignore_public_acls": true})),
		"grants ignored": object.union(
			_grant_to(_group("global/AllUsers")),
			_blocked({"ignore_public_acls": true}),
		),
		"ACLs off": object.union(_acl("public-read"), _owned("BucketOwnerEnforced")),
		"policies restricted": object.union(_policy([_public_read]), _blocked({"restrict_public_buckets": true})),
		"a policy for a service": _policy([object.union(
			object.remove(_public_read, ["Principal"]),
			{"Principal": {"Service": ["logging.s3.amazonaws.com"]}},
		)]),
		"a policy for an endpoint": _policy([object.union(
			_public_read,
			{"Condition": {"StringEquals": {"aws:SourceVpce": ["vpce-1a2b3c4d"]}}},
		)]),
		"denied": _policy([_public_read, object.union(_public_read, {
			"Effect": "Deny",
			"Action": ["s3:*"],
			"Resource": ["arn:aws:s3:::lab-data", "arn:aws:s3:::lab-data/*"],
		})]),
	}
	bucket_public_access.deny == set() with input as _bucket(referrers, [])
}

test_allow_blocked_by_the_account if {
	both := object.union(_acl("public-read"), _policy([_public_read]))
	account := [_block_of_account({"ignore_public_acls": true, "restrict_public_buckets": true})]
	bucket_public_access.deny == set() with input as _bucket(both, account)
}

test_deny_without_an_account if {
	alone := object.union(object.remove(_bucket(_acl("public-read"), []), ["refs"]), {"refs": {}})
	bucket_public_access.deny == _acl_opens("public-read", "everyone") with input as alone
}
