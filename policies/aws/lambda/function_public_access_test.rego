package policies.aws.lambda.function_public_access_test

import data.policies.aws.lambda.function_public_access

_permission(values) := {
	"type": "aws_lambda_permission",
	"mode": "managed",
	"address": "aws_lambda_permission.app",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union(
		{"function_name": "app", "action": "lambda:InvokeFunction", "principal": "*", "statement_id": "app"},
		values,
	),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_open(action) := {{
	"message": $"anyone may call {action} on the function: nothing narrows the permission",
	"path": ["values", "principal"],
}}

test_deny[note] if {
	some note, example in {
		"anyone": [{}, "lambda:InvokeFunction"],
		"every action": [{"action": "lambda:*"}, "lambda:*"],
		"by its URL": [
			{"action": "lambda:InvokeFunctionUrl", "function_url_auth_type": "NONE"},
			"lambda:InvokeFunctionUrl",
		],
		"by its URL, of any account": [
			{"action": "lambda:InvokeFunctionUrl", "function_url_auth_type": "AWS_IAM"},
			"lambda:InvokeFunctionUrl",
		],
		"on behalf of anything": [{"source_arn": "*"}, "lambda:InvokeFunction"],
		"on behalf of any account": [{"source_arn": "arn:aws:sns:us-east-1:*:jobs"}, "lambda:InvokeFunction"],
		"on behalf of any bucket": [{"source_arn": "arn:aws:s3:::*"}, "lambda:InvokeFunction"],
		"a version of it": [{"qualifier": "3"}, "lambda:InvokeFunction"],
	}
	function_public_access.deny == _open(example[1]) with input as _permission(example[0])
}

test_allow[note] if {
	some note, values in {
		"a service": {"principal": "s3.amazonaws.com"},
		"an account": {"principal": "210987654321"},
		"a role": {"principal": "arn:aws:iam::210987654321:role/caller"},
		"the organization": {"principal_org_id": "o-a1b2c3d4e5"},
		"on behalf of one account": {"source_account": "123456789012"},
		"on behalf of one topic": {"source_arn": "arn:aws:sns:us-east-1:123456789012:jobs"},
		"on behalf of one bucket": {"source_arn": "arn:aws:s3:::uploads"},
		"an Alexa skill": {"event_source_token": "amzn1.ask.skill.a1b2c3d4"},
	}
	function_public_access.deny == set() with input as _permission(values)
}
