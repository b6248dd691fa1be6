package policies.aws.kms.key_rotation_test

import data.policies.aws.kms.key_rotation

_key(values) := {
	"type": "aws_kms_key",
	"mode": "managed",
	"address": "aws_kms_key.main",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"description": "main", "deletion_window_in_days": 7}, values),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}

_symmetric := {
	"customer_master_key_spec": "SYMMETRIC_DEFAULT",
	"key_usage": "ENCRYPT_DECRYPT",
	"is_enabled": true,
	"multi_region": false,
}

_denied := {"the key does not rotate its material"}

test_deny[note] if {
	some note, values in {
		"off": object.union(_symmetric, {"enable_key_rotation": false}),
		"unset": _symmetric,
		"nothing set": {},
		"a period without rotation": object.union(_symmetric, {"rotation_period_in_days": 90}),
		"multi-region": object.union(_symmetric, {"multi_region": true, "enable_key_rotation": false}),
	}
	key_rotation.applies with input as _key(values)
	key_rotation.deny == _denied with input as _key(values)
}

test_allow[note] if {
	some note, values in {
		"on": object.union(_symmetric, {"enable_key_rotation": true}),
		"on, all else unset": {"enable_key_rotation": true},
		"every ninety days": object.union(_symmetric, {"enable_key_rotation": true, "rotation_period_in_days": 90}),
	}
	key_rotation.applies with input as _key(values)
	key_rotation.deny == set() with input as _key(values)
}

test_not_applicable[note] if {
	some note, values in {
		"asymmetric": {"customer_master_key_spec": "RSA_4096", "key_usage": "ENCRYPT_DECRYPT"},
		"for signing": {"customer_master_key_spec": "ECC_NIST_P256", "key_usage": "SIGN_VERIFY"},
		"for authentication codes": {"customer_master_key_spec": "HMAC_256", "key_usage": "GENERATE_VERIFY_MAC"},
		"for other use": object.union(_symmetric, {"key_usage": "GENERATE_VERIFY_MAC"}),
		"in a key store of one's own": object.union(_symmetric, {"custom_key_store_id": "cks-1234567890abcdef0"}),
		"disabled": object.union(_symmetric, {"is_enabled": false}),
	}
	not key_rotation.applies with input as _key(values)
}
