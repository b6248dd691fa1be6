package policies.lib.wildcard_test

import data.policies.lib.wildcard

test_every_action[action] if {
	some action in ["*", "**", "*:*", "?*", "*?", "**:**"]
	wildcard.is_every_action(action)
}

test_not_every_action[action] if {
	some action in ["", "s3:*", "*:Get*", "iam:PassRole", "?", "a*", "*a", "*:*:*", "*:s3", 1]
	not wildcard.is_every_action(action)
}

test_every_resource[resource] if {
	some resource in ["*", "**", "arn:*", "arn:aws:*", "arn:aws-cn:*", "arn:*:*:*:*:*", "arn:aws:*:*:*:*", "*:*"]
	wildcard.is_every_resource(resource)
}

test_not_every_resource[resource] if {
	some resource in [
		"",
		"arn:aws:s3:::*",
		"arn:aws:s3:*",
		"arn:aws:*:*:123456789012:*",
		"arn:aws:*:us-east-1:*:*",
		"${aws:username}*",
		"arn",
		null,
	]
	not wildcard.is_every_resource(resource)
}

test_covers[note] if {
	some note, pair in {
		"the same": ["sqs:SendMessage", "sqs:SendMessage"],
		"all": ["*", "sqs:SendMessage"],
		"all of a service": ["sqs:*", "sqs:SendMessage"],
		"a pattern in a wider one": ["sqs:*", "sqs:Send*"],
		"all covers all": ["*", "*"],
		"a wildcard before, the same": ["sqs:*Send*", "sqs:*SendMessage"],
		"the same cleverness": ["sqs:*Message", "sqs:*Message"],
		"all objects": ["arn:aws:s3:::logs*", "arn:aws:s3:::logs/*"],
	}
	wildcard.covers(pair[0], pair[1])
}

test_does_not_cover[note] if {
	some note, pair in {
		"another": ["sqs:SendMessage", "sqs:ReceiveMessage"],
		"a narrower pattern": ["sqs:Send*", "sqs:*"],
		"a name in a pattern": ["sqs:SendMessage", "sqs:Send*"],
		"one in all": ["sqs:SendMessage", "*"],
		"wildcard inside": ["sqs:*Message", "sqs:SendMessage"],
		"one character": ["sqs:SendMessag?", "sqs:SendMessage"],
		"two wildcards": ["sqs:*Send*", "sqs:SendMessage"],
		"a variable": ["arn:aws:s3:::${aws:username}*", "arn:aws:s3:::bob"],
		"the bucket is not its objects": ["arn:aws:s3:::logs/*", "arn:aws:s3:::logs"],
	}
	not wildcard.covers(pair[0], pair[1])
}

# The examples of the user guide of ECR on filters of image scanning.
test_matches[pattern] if {
	names := ["prod", "repo-prod", "prod-repo", "repo-prod-repo", "prodrepo"]
	some pattern, matching in {
		"*prod": ["prod", "repo-prod"],
		"prod*": ["prod", "prod-repo", "prodrepo"],
		"*prod*": names,
		"prod*repo": ["prod-repo", "prodrepo"],
	}
	[name | some name in names; wildcard.matches(pattern, name)] == matching
}

test_matches_more[note] if {
	some note, pair in {
		"itself": ["team/app", "team/app"],
		"all": ["*", "team/app"],
		"a dot": ["app.v1", "app.v1"],
		"several": ["t*m/*p", "team/app"],
	}
	wildcard.matches(pair[0], pair[1])
}

test_does_not_match[note] if {
	some note, pair in {
		"part of it": ["app", "team/app"],
		"a dot for any letter": ["app.v1", "appxv1"],
		"an expression": ["a[a-z]*", "app"],
		"an expression that does not compile": ["(", "("],
		"nothing": ["", ""],
		"the end of a line": ["app", "app\nother"],
	}
	not wildcard.matches(pair[0], pair[1])
}
