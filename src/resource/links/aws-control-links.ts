/** Links of the AWS types for identity, keys, logs, detection and functions (provider schema 5.100.0). */
import { ACTION, BUCKET, FIREHOSE, GROUP, KEY, LOG_GROUP, ROLE, SUBNET, VPC } from './aws-target-types.ts';

export const awsControlLinks = {
  aws_iam_access_key: { user: 'aws_iam_user' },
  aws_iam_user_login_profile: { user: 'aws_iam_user' },
  aws_iam_user_policy: { user: 'aws_iam_user' },
  aws_iam_user_policy_attachment: { user: 'aws_iam_user', policy_arn: 'aws_iam_policy' },
  aws_iam_group_policy: { group: 'aws_iam_group' },
  aws_iam_group_policy_attachment: { group: 'aws_iam_group', policy_arn: 'aws_iam_policy' },
  aws_iam_role_policy: { role: ROLE },
  aws_iam_role_policy_attachment: { role: ROLE, policy_arn: 'aws_iam_policy' },
  aws_iam_policy_attachment: {
    policy_arn: 'aws_iam_policy',
    roles: ROLE,
    users: 'aws_iam_user',
    groups: 'aws_iam_group',
  },
  aws_iam_group_membership: { group: 'aws_iam_group', users: 'aws_iam_user' },
  aws_iam_user_group_membership: { user: 'aws_iam_user', groups: 'aws_iam_group' },
  aws_iam_instance_profile: { role: ROLE },
  aws_iam_role: { permissions_boundary: 'aws_iam_policy' },
  aws_iam_user: { permissions_boundary: 'aws_iam_policy' },
  aws_kms_alias: { target_key_id: KEY },
  aws_kms_grant: { key_id: KEY },
  aws_kms_key_policy: { key_id: KEY },
  aws_cloudtrail: {
    s3_bucket_name: BUCKET,
    cloud_watch_logs_group_arn: LOG_GROUP,
    cloud_watch_logs_role_arn: ROLE,
    sns_topic_name: 'aws_sns_topic',
    kms_key_id: KEY,
  },
  aws_cloudwatch_event_target: {
    rule: 'aws_cloudwatch_event_rule',
    arn: `${ACTION} ${LOG_GROUP}`,
    role_arn: ROLE,
  },
  aws_cloudwatch_log_subscription_filter: {
    log_group_name: LOG_GROUP,
    destination_arn: `aws_lambda_function aws_kinesis_stream ${FIREHOSE}`,
  },
  aws_cloudwatch_metric_alarm: {
    alarm_actions: ACTION,
    ok_actions: ACTION,
    insufficient_data_actions: ACTION,
  },
  aws_config_configuration_recorder_status: { name: 'aws_config_configuration_recorder' },
  aws_config_delivery_channel: {
    s3_bucket_name: BUCKET,
    sns_topic_arn: 'aws_sns_topic',
    s3_kms_key_arn: KEY,
  },
  aws_flow_log: {
    vpc_id: VPC,
    subnet_id: SUBNET,
    eni_id: 'aws_network_interface',
    log_destination: `${BUCKET} ${LOG_GROUP} ${FIREHOSE}`,
    log_group_name: LOG_GROUP,
    iam_role_arn: ROLE,
  },
  aws_guardduty_detector_feature: { detector_id: 'aws_guardduty_detector' },
  aws_guardduty_publishing_destination: {
    detector_id: 'aws_guardduty_detector',
    destination_arn: BUCKET,
    kms_key_arn: KEY,
  },
  aws_lambda_permission: { function_name: 'aws_lambda_function' },
  aws_lambda_function_url: { function_name: 'aws_lambda_function' },
  aws_lambda_event_source_mapping: {
    function_name: 'aws_lambda_function',
    event_source_arn: 'aws_sqs_queue aws_kinesis_stream aws_dynamodb_table aws_msk_cluster',
  },
  aws_lambda_function: {
    role: ROLE,
    kms_key_arn: KEY,
    'vpc_config.subnet_ids': SUBNET,
    'vpc_config.security_group_ids': GROUP,
    'dead_letter_config.target_arn': 'aws_sqs_queue aws_sns_topic',
  },
  aws_wafv2_web_acl_association: {
    web_acl_arn: 'aws_wafv2_web_acl',
    resource_arn: `aws_lb aws_api_gateway_stage aws_cognito_user_pool`,
  },
  aws_wafv2_web_acl_logging_configuration: {
    resource_arn: 'aws_wafv2_web_acl',
    log_destination_configs: `${FIREHOSE} ${LOG_GROUP} ${BUCKET}`,
  },
};
