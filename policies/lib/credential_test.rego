package policies.lib.credential_test

import data.policies.lib.credential

# Put together here, so that no scanner takes this file for a leak.
_joined(parts) := concat("", parts)

_ten := "a1B2c3D4e5"

_found(name, value) := {kind |
	some kind in credential.kinds
	credential.holds(kind, name, value)
}

test_forms[kind] if {
	some kind, value in {
		"an AWS access key": _joined(["AK", "IAQYLPMN5HHHFPZAM2"]),
		"a private key": _joined(["-----BEGIN RSA PRI", "VATE KEY-----\nMIIE"]),
		"a GitHub token": _joined(["gh", "p_", _ten, _ten, _ten, "a1B2c3"]),
		"a GitLab token": _joined(["gl", "pat-", _ten, _ten]),
		"a Slack token": _joined(["xo", "xb-", _ten]),
		"the address of a Slack webhook": _joined(["https://hooks.slack", ".com/services/T0001/B0001/", _ten]),
		"a Stripe key": _joined(["sk", "_live_", _ten, _ten, "a1B2"]),
		"a Google API key": _joined(["AI", "za", _ten, _ten, _ten, "a1B2c"]),
		"a SendGrid key": _joined(["S", "G.", _ten, _ten, "a1.", _ten, _ten, _ten, _ten, "a1B"]),
		"an npm token": _joined(["np", "m_", _ten, _ten, _ten, "a1B2c3"]),
		"a PyPI token": _joined(["py", "pi-AgEI", _ten, _ten, _ten, _ten, _ten]),
		"an OpenAI key": _joined(["sk", "-proj-", _ten, _ten, "T3Blbk", "FJ", _ten, _ten]),
		"an Anthropic key": _joined(["sk", "-ant-", "api03-", _ten, _ten]),
		"an address with a password": "postgres://app:s3cr3t@db.example.com:5432/app",
	}
	_found("VALUE", value) == {kind}
}

test_more_forms[note] if {
	some note, example in {
		"temporary credentials": [_joined(["AS", "IAQYLPMN5HHHFPZAM2"]), "an AWS access key"],
		"inside of text": [_joined(["{\"key\": \"AK", "IAQYLPMN5HHHFPZAM2\"}"]), "an AWS access key"],
		"PKCS 8": [_joined(["-----BEGIN PRI", "VATE KEY-----"]), "a private key"],
		"OpenSSH": [_joined(["-----BEGIN OPENSSH PRI", "VATE KEY-----"]), "a private key"],
		"PGP": [_joined(["-----BEGIN PGP PRI", "VATE KEY BLOCK-----"]), "a private key"],
		"of small scope": [
			_joined(["github", "_pat_", _ten, _ten, "a1_", _ten, _ten, _ten, _ten, _ten, "a1B2c3D4e"]),
			"a GitHub token",
		],
		"no user": ["redis://:s3cr3t@cache.example.com:6379", "an address with a password"],
	}
	_found("VALUE", example[0]) == {example[1]}
}

test_by_name[note] if {
	some note, example in {
		"password": ["DB_PASSWORD", "hunter2", {"a password"}],
		"no underscore": ["dbPassword", "correct horse", {"a password"}],
		"short form": ["db_pwd", "hunter2", {"a password"}],
		"a word": ["PASSWORD", "letmein", {"a password"}],
		"token": ["BOT_TOKEN", "a1B2c3D4e5a1B2c3D4e5", {"a secret"}],
		"a UUID": ["API_KEY", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", {"a secret"}],
		"the secret of an access key": ["AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", {"a secret"}],
		"of a client": ["CLIENT_SECRET", "a1B2c3D4e5a1B2c3D4e5", {"a secret"}],
		"its form tells more": ["GITHUB_TOKEN", _joined(["gh", "p_", _ten, _ten, _ten, "a1B2c3"]), {"a GitHub token"}],
	}
	_found(example[0], example[1]) == example[2]
}

test_none[note] if {
	some note, example in {
		"empty": ["DB_PASSWORD", ""],
		"an ARN": ["DB_PASSWORD", "arn:aws:secretsmanager:us-east-1:123456789012:secret:app/db-a1b2c3"],
		"the ARN of a token": ["TOKEN", "arn:aws:ssm:us-east-1:123456789012:parameter/token1"],
		"a path": ["DB_PASSWORD", "/app/db/password"],
		"a reference": ["DB_PASSWORD", "ssm:/app/db/password"],
		"one of CloudFormation": ["DB_PASSWORD", "{{resolve:ssm-secure:db:1}}"],
		"a template": ["DB_PASSWORD", "${DB_PASSWORD}"],
		"the name of a secret": ["DB_PASSWORD", "prod/db/password"],
		"the name of a secret, with numbers": ["API_TOKEN", "prod2-payments-token-v1"],
		"the name of a variable": ["DB_PASSWORD", "DATABASE_PASSWORD"],
		"what KMS encrypted": ["DB_PASSWORD", "AQICAHhBlJvX2k5n8s0bV1c2d3e4f5a6b7c8d9e0"],
		"a placeholder": ["DB_PASSWORD", "CHANGE_ME"],
		"another placeholder": ["DB_PASSWORD", "<password>"],
		"a setting": ["RESET_PASSWORD", "enabled"],
		"an address": ["FORGOT_PASSWORD", "https://example.com/forgot"],
		"a length": ["MIN_LENGTH_PASSWORD", "12"],
		"about a password": ["PASSWORD_MIN_LENGTH", "123456789"],
		"the name of what holds it": ["DB_SECRET", "AppDatabaseSecret8A9B-XYZ123abc"],
		"about a token": ["TOKEN_URL", "a1B2c3D4e5a1B2c3D4e5"],
		"a key of S3": ["S3_KEY", "releases/app-v1.2.3-a1B2c3D4e5.zip"],
		"the id of a KMS key": ["ENCRYPTION_KEY_ID", "1234abcd-12ab-34cd-56ef-1234567890ab"],
		"short": ["API_KEY", "a1b2c3d4e5"],
		"a word for a token": ["TOKEN", "authorization-header"],
		"an address without a password": ["URL", "postgres://app@db.example.com:5432/app"],
		"an address with a port": ["URL", "https://example.com:8443/@scope/package"],
		"an address with a placeholder": ["URL", "postgres://app:${PASSWORD}@db.example.com/app"],
		"a public key": ["KEY", "-----BEGIN PUBLIC KEY-----"],
		"a certificate": ["CERTIFICATE", "-----BEGIN CERTIFICATE-----"],
		"a longer word": ["VALUE", _joined(["XAK", "IAQYLPMN5HHHFPZAM2"])],
		"a Stripe key for tests": ["VALUE", _joined(["sk", "_test_", _ten, _ten, "a1B2"])],
	}
	_found(example[0], example[1]) == set()
}
