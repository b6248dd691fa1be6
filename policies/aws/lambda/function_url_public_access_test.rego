package policies.aws.lambda.function_url_public_access_test

import data.policies.aws.lambda.function_url_public_access

_url(values) := {
	"type": "aws_lambda_function_url",
	"mode": "managed",
	"address": "aws_lambda_function_url.app",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"function_name": "app", "invoke_mode": "BUFFERED"}, values),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_denied := {{"message": "anyone may call the function by its URL", "path": ["values", "authorization_type"]}}

test_deny[note] if {
	some note, values in {
		"open": {"authorization_type": "NONE"},
		"open, for pages of one site": {
			"authorization_type": "NONE",
			"cors": [{"allow_origins": ["https://example.com"]}],
		},
		"of an alias": {"authorization_type": "NONE", "qualifier": "live"},
	}
	function_url_public_access.deny == _denied with input as _url(values)
}

test_allow if {
	function_url_public_access.deny == set() with input as _url({"authorization_type": "AWS_IAM"})
}
