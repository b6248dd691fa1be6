# METADATA
# title: A group has few open rules
# custom:
#   severity: medium
#   resources: [aws_security_group]
package policies.idioms.counted_referrers

deny contains "many rules are open" if {
	open := {rule.values.from_port |
		some rule in input.referrers.aws_vpc_security_group_ingress_rule.security_group_id
		rule.values.cidr_ipv4 in {"0.0.0.0/0", "10.0.0.0/8"}
	}
	count(open) > 0
	max(open) > 22
}
