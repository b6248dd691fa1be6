package policies.lib.document_test

import data.policies.lib.document

_queue := "arn:aws:sqs:us-east-1:123456789012:jobs"

_everyone := {"AWS": ["*"]}

_in_organization := {"StringEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5"]}}

_outside_organization := {"StringNotEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5"]}}

_allow := {"Effect": "Allow", "Principal": _everyone, "Action": ["sqs:SendMessage"], "Resource": [_queue]}

_deny := {"Effect": "Deny", "Principal": _everyone, "Action": ["sqs:*"], "Resource": [_queue]}

test_open[note] if {
	some note, statements in {
		"anyone": [_allow],
		"anyone, beside others": [object.union(_allow, {"Principal": {"AWS": ["123456789012", "*"]}})],
		"any service": [object.union(object.remove(_allow, ["Principal"]), {"Principal": {"Service": ["*"]}})],
		"all but one": [{
			"Effect": "Allow",
			"NotPrincipal": {"AWS": ["123456789012"]},
			"Action": ["sqs:SendMessage"],
			"Resource": [_queue],
		}],
		"any action": [object.union(_allow, {"Action": ["*"]})],
		"all actions but some": [{
			"Effect": "Allow",
			"Principal": _everyone,
			"NotAction": ["sqs:DeleteQueue"],
			"Resource": [_queue],
		}],
		"all resources but one": [{
			"Effect": "Allow",
			"Principal": _everyone,
			"Action": ["sqs:SendMessage"],
			"NotResource": [_queue],
		}],
		"no resource": [object.remove(_allow, ["Resource"])],
		"a condition that holds nobody back": [object.union(
			_allow,
			{"Condition": {"Bool": {"aws:SecureTransport": ["true"]}}},
		)],
		"denied to one": [_allow, object.union(_deny, {"Principal": {"AWS": ["123456789012"]}})],
		"another action denied": [_allow, object.union(_deny, {"Action": ["sqs:DeleteQueue"]})],
		"some actions denied": [
			object.union(_allow, {"Action": ["sqs:SendMessage", "sqs:ReceiveMessage"]}),
			object.union(_deny, {"Action": ["sqs:SendMessage"]}),
		],
		"less denied than allowed": [
			object.union(_allow, {"Action": ["sqs:*"]}),
			object.union(_deny, {"Action": ["sqs:SendMessage"]}),
		],
		"denied for another queue": [_allow, object.union(_deny, {"Resource": ["arn:aws:sqs:us-east-1:123456789012:x"]})],
		"denied without encryption in transit": [_allow, object.union(
			_deny,
			{"Condition": {"Bool": {"aws:SecureTransport": ["false"]}}},
		)],
		"denied inside the organization": [_allow, object.union(_deny, {"Condition": _in_organization})],
		"all but some actions denied": [_allow, {
			"Effect": "Deny",
			"Principal": _everyone,
			"NotAction": ["sqs:SendMessage"],
			"Resource": [_queue],
		}],
	}
	some statement in statements
	document.is_open(statements, statement)
}

test_closed[note] if {
	some note, statements in {
		"nothing": [],
		"named principals": [object.union(_allow, {"Principal": {"AWS": ["arn:aws:iam::123456789012:root"]}})],
		"a service": [object.union(object.remove(_allow, ["Principal"]), {"Principal": {"Service": ["sns.amazonaws.com"]}})],
		"a deny": [_deny],
		"narrowed": [object.union(_allow, {"Condition": _in_organization})],
		"no principal": [object.remove(_allow, ["Principal"])],
		"no effect": [object.remove(_allow, ["Effect"])],
		"denied": [_allow, _deny],
		"denied first": [_deny, _allow],
		"denied in other letters": [_allow, object.union(_deny, {"Action": ["SQS:sendmessage"]})],
		"denied everywhere": [_allow, object.union(_deny, {"Resource": ["*"]})],
		"all denied": [object.union(_allow, {"Action": ["*"]}), object.union(_deny, {"Action": ["*"]})],
		"denied by two statements": [
			object.union(_allow, {"Action": ["sqs:SendMessage", "sqs:ReceiveMessage"]}),
			object.union(_deny, {"Action": ["sqs:Send*"]}),
			object.union(_deny, {"Action": ["sqs:Receive*"]}),
		],
		"denied to all but some": [_allow, {
			"Effect": "Deny",
			"NotPrincipal": {"AWS": ["arn:aws:iam::123456789012:root"]},
			"Action": ["sqs:*"],
			"Resource": [_queue],
		}],
		"denied outside the organization": [_allow, object.union(_deny, {"Condition": _outside_organization})],
		"denied, of a repository": [object.remove(_allow, ["Resource"]), object.remove(_deny, ["Resource"])],
	}
	every statement in statements {
		not document.is_open(statements, statement)
	}
}

test_open_actions[note] if {
	some note, example in {
		"all": [{"Action": ["sqs:SendMessage", "sqs:ReceiveMessage"]}, {"sqs:ReceiveMessage", "sqs:SendMessage"}, []],
		"some denied": [
			{"Action": ["sqs:SendMessage", "sqs:ReceiveMessage"]},
			{"sqs:ReceiveMessage"},
			[object.union(_deny, {"Action": ["sqs:Send*"]})],
		],
		"no action": [{"Action": []}, set(), []],
	}
	statement := object.union(_allow, example[0])
	document.open_actions(array.concat([statement], example[2]), statement) == example[1]
}

test_open_where_other_resources_are_denied if {
	others := object.union(object.remove(_deny, ["Resource"]), {"NotResource": [_queue]})
	document.is_open([_allow, others], _allow)
}
