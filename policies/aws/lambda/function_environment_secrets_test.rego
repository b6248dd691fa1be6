package policies.aws.lambda.function_environment_secrets_test

import data.policies.aws.lambda.function_environment_secrets

_function(values) := {
	"type": "aws_lambda_function",
	"mode": "managed",
	"address": "aws_lambda_function.app",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"function_name": "app", "package_type": "Zip"}, values),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_with(variables) := _function({"environment": [{"variables": variables}]})

_holds(name, kind) := {
	"message": $"the variable {name} holds {kind}",
	"path": ["values", "environment", 0, "variables", name],
}

# Put together here, so that no scanner takes this file for a leak.
_access_key := concat("", ["AK", "IAQYLPMN5HHHFPZAM2"])

test_deny[note] if {
	some note, example in {
		"an access key": [{"KEY": _access_key}, {_holds("KEY", "an AWS access key")}],
		"a password": [{"DB_PASSWORD": "hunter2hunter2"}, {_holds("DB_PASSWORD", "a password")}],
		"an address": [{"URL": "mysql://app:hunter2@db/app"}, {_holds("URL", "an address with a password")}],
		"two of three": [
			{"A": "1", "DB_PASSWORD": "hunter2hunter2", "KEY": _access_key},
			{_holds("DB_PASSWORD", "a password"), _holds("KEY", "an AWS access key")},
		],
		"two kinds in one": [
			{"CONFIG": concat("", [_access_key, " -----BEGIN PRI", "VATE KEY-----"])},
			{_holds("CONFIG", "an AWS access key"), _holds("CONFIG", "a private key")},
		],
	}
	function_environment_secrets.deny == example[1] with input as _with(example[0])
}

test_allow[note] if {
	some note, variables in {
		"nothing secret": {"A": "1", "STAGE": "prod", "LOG_LEVEL": "debug"},
		"names of secrets": {
			"DB_PASSWORD": "arn:aws:secretsmanager:us-east-1:123456789012:secret:app/db-a1b2c3",
			"API_TOKEN": "/app/api/token",
		},
		"empty": {"DB_PASSWORD": ""},
	}
	function_environment_secrets.deny == set() with input as _with(variables)
}

test_allow_without_variables if {
	function_environment_secrets.deny == set() with input as _function({})
	function_environment_secrets.deny == set() with input as _function({"environment": [{}]})
}
