package policies.aws.ssm.parameter_secret_test

import data.policies.aws.ssm.parameter_secret

_parameter(name, values) := {
	"type": "aws_ssm_parameter",
	"mode": "managed",
	"address": "aws_ssm_parameter.main",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"name": name, "type": "String", "value": "v"}, values),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_params := {"aws.ssm.parameter_secret": {
	"names": ["password", "apikey", "privatekey"],
	"references": ["secret", "token"],
}}

_denied(name, type) := {$"{name} is named as a secret and is a {type}, which is stored in clear"}

_arn := "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-ZDprrt"

test_deny[name] if {
	some name in [
		"password",
		"/app/db/password",
		"/app/DB_PASSWORD",
		"/app/dbPassword",
		"/app/db-password",
		"app.db.password",
		"/app/stripe-api-key",
		"/app/apiKey",
		"/app/private.key",
		"/app/client_secret",
		"/app/TOKEN",
	]
	parameter := _parameter(name, {})
	parameter_secret.applies with input as parameter with data.params as _params
	parameter_secret.deny == _denied(name, "String") with input as parameter with data.params as _params
}

test_deny_values[note] if {
	some note, example in {
		"a list": ["/app/password", {"type": "StringList", "value": "a,b"}],
		"an ARN, which is no password": ["/app/password", {"type": "String", "value": _arn}],
		"told to be insecure": ["/app/password", {"type": "String", "insecure_value": "v"}],
		"a reference told to be insecure": ["/app/token", {"type": "String", "insecure_value": "v"}],
		"insecure, whatever value says": ["/app/token", {"type": "String", "insecure_value": "v", "value": _arn}],
		"an ARN behind something else": ["/app/token", {"type": "String", "value": $" {_arn}"}],
	}
	values := object.union({"name": example[0]}, example[1])
	parameter := object.union(object.remove(_parameter("", {}), ["values"]), {"values": values})
	expected := _denied(example[0], example[1].type)
	parameter_secret.deny == expected with input as parameter with data.params as _params
}

test_deny_params[note] if {
	some note, params in {
		"one name instead of a list": {"names": "pin", "references": []},
		"a reference instead of a list": {"names": [], "references": "pin"},
		"written otherwise": {"names": ["P_I-N"], "references": []},
	}
	parameter := _parameter("/app/pin", {})
	parameter_secret.deny == _denied("/app/pin", "String") with input as parameter
		with data.params as {"aws.ssm.parameter_secret": params}
}

test_allow[note] if {
	some note, example in {
		"a secure string": ["/app/password", {"type": "SecureString"}],
		"a secure reference": ["/app/token", {"type": "SecureString"}],
		"the ARN of a secret": ["/app/db_secret", {"value": _arn}],
		"the ARN of a secret, told to be insecure": ["/app/db_secret", {"insecure_value": _arn, "value": ""}],
	}
	parameter := _parameter(example[0], example[1])
	parameter_secret.applies with input as parameter with data.params as _params
	parameter_secret.deny == set() with input as parameter with data.params as _params
}

test_not_applicable[name] if {
	some name in [
		"/app/host",
		"/app/password_policy",
		"/app/password-length",
		"/app/secret_arn",
		"/app/secretName",
		"/app/token_url",
		"/password/host",
		"/app/secret/host",
		"/app/public_key",
		"",
		"/",
	]
	not parameter_secret.applies with input as _parameter(name, {}) with data.params as _params
}
