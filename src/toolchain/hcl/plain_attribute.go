// Attributes that hold what AWS names things by.
package main

import (
	"regexp"
	"slices"
	"strings"
)

// identities are names, addresses and ARNs: made of letters, digits and signs of which none is a quote or a backslash.
var identities = regexp.MustCompile(`^(?:(?:.*_)?(?:arns?|ids?|domain_name|dns_name|url)|bucket|dns_suffix|endpoint|name|partition|region)$`)

// namedByAWS are the data sources whose names AWS chose.
var namedByAWS = map[string]string{"aws_region": "name", "aws_availability_zone": "name", "aws_availability_zones": "names"}

// naming are attributes that somebody chose and that ids and ARNs repeat.
var naming = regexp.MustCompile(`^(?:(?:.*_)?(?:name|name_prefix|identifier|identifier_prefix|prefix)|bucket|bucket_prefix|family|key|path|url)$`)

// strictlyNamed are types, or families of them, for which AWS refuses every name with such a sign (as do most that are not
// listed; alarms, budgets, key pairs and what Glue has may be named anything).
var strictlyNamed = regexp.MustCompile(`^aws_(?:backup_vault|cloudtrail|cloudwatch_event_(?:bus|rule)|cloudwatch_log_group|codebuild_project|` +
	`codecommit_repository|db_(?:cluster|instance)|dynamodb_table|ecr_repository|ecs_(?:cluster|service)|eks_cluster|elasticache_(?:cluster|replication_group|subnet_group)|` +
	`iam_(?:group|instance_profile|openid_connect_provider|policy|role|user)|kinesis_.*stream|kms_alias|lambda_(?:alias|function)|` +
	`a?lb(?:_target_group)?|msk_cluster|opensearch_domain|elasticsearch_domain|rds_cluster|s3_access_point|s3_bucket|` +
	`secretsmanager_secret|sfn_state_machine|sns_topic|sqs_queue|ssm_parameter)$`)

// ownName are the attributes that those names stand in. What else somebody may write there, a path of IAM or a prefix of keys,
// takes every sign.
var ownName = regexp.MustCompile(`^(?:name|name_prefix|bucket|bucket_prefix|function_name|(?:cluster_)?identifier(?:_prefix)?)$`)

// random attributes are digits and letters.
var random = regexp.MustCompile(`^(?:b64_std|b64_url|dec|hex|id|result)$`)

var randomTypes = map[string]bool{"random_id": true, "random_integer": true, "random_uuid": true}

// isPlainAttribute of all instances; names are those on the way to the attribute, its own the last.
func (t *tracer) isPlainAttribute(m *moduleInstance, block *declared, names []string) bool {
	kind, name := block.labels[0], names[0]
	local, _, _ := strings.Cut(providerOf(block), ".")
	source := m.providerSource(local)
	isAWS := strings.HasPrefix(kind, "aws_") && strings.HasSuffix(source, "/hashicorp/aws")
	isData := strings.HasPrefix(block.name, "data.")
	switch {
	case randomTypes[kind] && strings.HasSuffix(source, "/hashicorp/random"):
		return len(names) == 1 && random.MatchString(name) && block.contents.expression("prefix") == nil
	case !isAWS || slices.Contains(blockNames(block.contents), name):
		return false
	case strings.Join(names, ".") == "identity.oidc.issuer":
		return kind == "aws_eks_cluster"
	case len(names) > 1:
		return false
	case block.contents.expression(name) != nil:
		return ownName.MatchString(name) && strictlyNamed.MatchString(kind) || t.isWrittenPlain(m, block, name)
	case isData && namedByAWS[kind] == name:
		return true
	case !identities.MatchString(name) || isData && name == "name":
		return false
	}
	for argument := range block.contents.attributes {
		isRestricted := strictlyNamed.MatchString(kind) && argument != "path"
		if naming.MatchString(argument) && !isRestricted && !t.isWrittenPlain(m, block, argument) {
			return false
		}
	}
	return true
}

// isWrittenPlain: what is written is what the attribute will be, in every instance.
func (t *tracer) isWrittenPlain(m *moduleInstance, block *declared, name string) bool {
	if strings.HasPrefix(block.name, "data.") {
		isRepeated := block.contents.expression("count") != nil || block.contents.expression("for_each") != nil
		return !isRepeated && t.isPlain(placed{scope: m.scope(), expression: block.contents.expression(name)}.native())
	}
	for _, one := range m.managed[block.name] {
		if written := one.written[name]; written != nil && !t.isPlain(placed{scope: one.scope(), expression: written}.native()) {
			return false
		}
	}
	return true
}
