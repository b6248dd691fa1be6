/** Where recorded answers and what the provider made of them differ for a reason. */

/** `type.attribute` that recorded bodies hold in a form that is not the type's → why. */
export const KNOWN_MALFORMED: Readonly<Record<string, string>> = {};

const NEWER = 'written by provider 6, which names the region of each resource';
const OLDER = 'written by a provider that did not know http_protocol_ipv6 yet';
const NOT_RECORDED = 'the answer of DescribeInstanceAttribute was recorded for another attribute or instance';

/** `file address.attribute` → why. */
export const KNOWN_DIFFERENCES: Readonly<Record<string, string>> = {
  'ebs_modify_iops_percent.json aws_ebs_volume.test_volume.region': NEWER,
  'ec2_stop_protection_disabled.json aws_instance.no_protection.metadata_options': OLDER,
  'ec2_stop_protection_disabled.json aws_instance.stop_protection.metadata_options': OLDER,
  'ec2_stop_protection_disabled.json aws_instance.termination_protection.disable_api_termination':
    NOT_RECORDED,
  'ec2_stop_protection_disabled.json aws_instance.termination_protection.instance_initiated_shutdown_behavior':
    NOT_RECORDED,
  'ec2_stop_protection_disabled.json aws_instance.termination_protection.metadata_options': OLDER,
  'log_group_rename_tag.json aws_cloudwatch_log_group.test_group_1.tags_all':
    'the recording does not tell which group each answer of ListTagsForResource is about',
  'rds_delete_aurora_filter.json aws_rds_cluster_instance.main.region': NEWER,
  'tag_action_filter_call.json aws_instance.future_stop.metadata_options': OLDER,
  'tag_action_filter_call.json aws_instance.incorrect_day_stop.metadata_options': OLDER,
  'tag_action_filter_call.json aws_instance.incorrect_month_stop.metadata_options': OLDER,
  'tag_action_filter_call.json aws_instance.past_stop.metadata_options': OLDER,
};
