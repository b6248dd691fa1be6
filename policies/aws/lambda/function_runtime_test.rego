package policies.aws.lambda.function_runtime_test

import data.policies.aws.lambda.function_runtime

_function(values, now) := {
	"type": "aws_lambda_function",
	"mode": "managed",
	"address": "aws_lambda_function.app",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union({"function_name": "app", "package_type": "Zip"}, values),
	"tags": {},
	"refs": {},
	"referrers": {},
	"now": now,
}

# 2026-11-22
_now := 1795305600

_ended(runtime, day) := {{
	"message": $"AWS maintains the runtime {runtime} until {day} only",
	"path": ["values", "runtime"],
}}

test_deny[runtime] if {
	some runtime, day in {
		"python3.10": "2026-10-31",
		"python2.7": "2021-07-15",
		"nodejs": "2016-10-31",
		"nodejs20.x": "2026-04-30",
		"provided": "2024-01-08",
		"provided.al2": "2026-07-31",
		"go1.x": "2024-01-08",
		"dotnet8": "2026-11-10",
		"ruby3.2": "2026-03-31",
	}
	function_runtime.applies with input as _function({"runtime": runtime}, _now)
	function_runtime.deny == _ended(runtime, day) with input as _function({"runtime": runtime}, _now)
}

test_allow[note] if {
	some note, runtime in {
		"maintained": "python3.13",
		"maintained Java": "java21",
		"of the system alone": "provided.al2023",
		"newer than the table": "python3.99",
	}
	function_runtime.applies with input as _function({"runtime": runtime}, _now)
	function_runtime.deny == set() with input as _function({"runtime": runtime}, _now)
}

# 2027-04-29 and the day after.
test_the_day_decides if {
	function_runtime.deny == set() with input as _function({"runtime": "nodejs22.x"}, 1809043199)
	function_runtime.deny == _ended("nodejs22.x", "2027-04-30") with input as _function({"runtime": "nodejs22.x"}, 1809043200)
}

test_notice_of_params[note] if {
	some note, example in {
		"half a year": [180, _ended("nodejs22.x", "2027-04-30")],
		"one day too few": [158, set()],
		"just enough": [159, _ended("nodejs22.x", "2027-04-30")],
		"none": [0, set()],
	}
	function_runtime.deny == example[1] with input as _function({"runtime": "nodejs22.x"}, _now)
		with data.params as {"aws.lambda.function_runtime": {"notice_days": example[0]}}
}

test_not_applicable_to_images if {
	not function_runtime.applies with input as _function({"package_type": "Image"}, _now)
}
