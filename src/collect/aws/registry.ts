/** The collectors of AWS: the types of each, and how it is loaded, so that only what runs brings its client. */
import type { AwsCollector } from './run.ts';

export interface Registered {
  readonly types: readonly string[];
  readonly load: () => Promise<AwsCollector>;
}

/** One line each; test/unit/collect/aws/registry.test.ts holds the types against the collector's own. */
export const AWS_COLLECTORS: Readonly<Record<string, Registered>> = {
  'aws/account/accounts': {
    types: ['driftlock_aws_account'],
    load: async () => (await import('./account/accounts.ts')).accounts,
  },
  'aws/account/regions': {
    types: ['driftlock_aws_region'],
    load: async () => (await import('./account/regions.ts')).regions,
  },
  'aws/cloudtrail/trails': {
    types: ['aws_cloudtrail'],
    load: async () => (await import('./cloudtrail/trails.ts')).trails,
  },
  'aws/dynamodb/tables': {
    types: ['aws_dynamodb_table'],
    load: async () => (await import('./dynamodb/tables.ts')).tables,
  },
  'aws/ec2/ebs-default-key': {
    types: ['aws_ebs_default_kms_key'],
    load: async () => (await import('./ec2/ebs-default-key.ts')).ebsDefaultKey,
  },
  'aws/ec2/ebs-encryption': {
    types: ['aws_ebs_encryption_by_default'],
    load: async () => (await import('./ec2/ebs-encryption.ts')).ebsEncryption,
  },
  'aws/ec2/flow-logs': {
    types: ['aws_flow_log'],
    load: async () => (await import('./ec2/flow-logs.ts')).flowLogs,
  },
  'aws/ec2/instances': {
    types: ['aws_instance'],
    load: async () => (await import('./ec2/instances.ts')).instances,
  },
  'aws/ec2/internet-gateways': {
    types: ['aws_internet_gateway'],
    load: async () => (await import('./ec2/internet-gateways.ts')).internetGateways,
  },
  'aws/ec2/network-acls': {
    types: ['aws_network_acl', 'aws_network_acl_rule', 'aws_network_acl_association'],
    load: async () => (await import('./ec2/network-acls.ts')).networkAcls,
  },
  'aws/ec2/route-tables': {
    types: [
      'aws_route_table',
      'aws_route',
      'aws_route_table_association',
      'aws_main_route_table_association',
    ],
    load: async () => (await import('./ec2/route-tables.ts')).routeTables,
  },
  'aws/ec2/security-groups': {
    types: [
      'aws_security_group',
      'aws_vpc_security_group_ingress_rule',
      'aws_vpc_security_group_egress_rule',
    ],
    load: async () => (await import('./ec2/security-groups.ts')).securityGroups,
  },
  'aws/ec2/snapshot-permissions': {
    types: ['aws_snapshot_create_volume_permission'],
    load: async () => (await import('./ec2/snapshot-permissions.ts')).snapshotPermissions,
  },
  'aws/ec2/snapshots': {
    types: ['aws_ebs_snapshot'],
    load: async () => (await import('./ec2/snapshots.ts')).snapshots,
  },
  'aws/ec2/subnets': {
    types: ['aws_subnet'],
    load: async () => (await import('./ec2/subnets.ts')).subnets,
  },
  'aws/ec2/volumes': {
    types: ['aws_ebs_volume'],
    load: async () => (await import('./ec2/volumes.ts')).volumes,
  },
  'aws/ec2/vpcs': {
    types: ['aws_vpc'],
    load: async () => (await import('./ec2/vpcs.ts')).vpcs,
  },
  'aws/iam/access-keys': {
    types: ['aws_iam_access_key'],
    load: async () => (await import('./iam/access-keys.ts')).accessKeys,
  },
  'aws/iam/account-summary': {
    types: ['driftlock_aws_iam_account_summary'],
    load: async () => (await import('./iam/account-summary.ts')).accountSummary,
  },
  'aws/iam/credential-report': {
    types: ['driftlock_aws_iam_credential_report_entry'],
    load: async () => (await import('./iam/credential-report.ts')).credentialReport,
  },
  'aws/iam/groups': {
    types: ['aws_iam_group', 'aws_iam_group_policy', 'aws_iam_group_policy_attachment'],
    load: async () => (await import('./iam/groups.ts')).groups,
  },
  'aws/iam/instance-profiles': {
    types: ['aws_iam_instance_profile'],
    load: async () => (await import('./iam/instance-profiles.ts')).instanceProfiles,
  },
  'aws/iam/password-policy': {
    types: ['aws_iam_account_password_policy'],
    load: async () => (await import('./iam/password-policy.ts')).passwordPolicy,
  },
  'aws/iam/policies': {
    types: ['aws_iam_policy'],
    load: async () => (await import('./iam/policies.ts')).policies,
  },
  'aws/iam/roles': {
    types: ['aws_iam_role', 'aws_iam_role_policy', 'aws_iam_role_policy_attachment'],
    load: async () => (await import('./iam/roles.ts')).roles,
  },
  'aws/iam/users': {
    types: [
      'aws_iam_user',
      'aws_iam_user_policy',
      'aws_iam_user_policy_attachment',
      'aws_iam_user_group_membership',
    ],
    load: async () => (await import('./iam/users.ts')).users,
  },
  'aws/kms/keys': {
    types: ['aws_kms_key', 'aws_kms_key_policy', 'aws_kms_alias'],
    load: async () => (await import('./kms/keys.ts')).keys,
  },
  'aws/lambda/functions': {
    types: ['aws_lambda_function'],
    load: async () => (await import('./lambda/functions.ts')).functions,
  },
  'aws/logs/log-groups': {
    types: ['aws_cloudwatch_log_group'],
    load: async () => (await import('./logs/log-groups.ts')).logGroups,
  },
  'aws/logs/metric-filters': {
    types: ['aws_cloudwatch_log_metric_filter'],
    load: async () => (await import('./logs/metric-filters.ts')).metricFilters,
  },
  'aws/rds/instances': {
    types: ['aws_db_instance', 'aws_rds_cluster_instance'],
    load: async () => (await import('./rds/instances.ts')).instances,
  },
  'aws/rds/subnet-groups': {
    types: ['aws_db_subnet_group'],
    load: async () => (await import('./rds/subnet-groups.ts')).subnetGroups,
  },
  'aws/s3/account-public-access-block': {
    types: ['aws_s3_account_public_access_block'],
    load: async () => (await import('./s3/account-public-access-block.ts')).accountPublicAccessBlock,
  },
  'aws/s3/buckets': {
    types: [
      'aws_s3_bucket',
      'aws_s3_bucket_accelerate_configuration',
      'aws_s3_bucket_acl',
      'aws_s3_bucket_cors_configuration',
      'aws_s3_bucket_server_side_encryption_configuration',
      'aws_s3_bucket_lifecycle_configuration',
      'aws_s3_bucket_logging',
      'aws_s3_bucket_notification',
      'aws_s3_bucket_object_lock_configuration',
      'aws_s3_bucket_ownership_controls',
      'aws_s3_bucket_policy',
      'aws_s3_bucket_public_access_block',
      'aws_s3_bucket_replication_configuration',
      'aws_s3_bucket_request_payment_configuration',
      'aws_s3_bucket_versioning',
      'aws_s3_bucket_website_configuration',
    ],
    load: async () => (await import('./s3/buckets.ts')).buckets,
  },
  'aws/secretsmanager/secrets': {
    types: [
      'aws_secretsmanager_secret',
      'aws_secretsmanager_secret_policy',
      'aws_secretsmanager_secret_rotation',
    ],
    load: async () => (await import('./secretsmanager/secrets.ts')).secrets,
  },
  'aws/sns/subscriptions': {
    types: ['aws_sns_topic_subscription'],
    load: async () => (await import('./sns/subscriptions.ts')).subscriptions,
  },
  'aws/sns/topics': {
    types: ['aws_sns_topic', 'aws_sns_topic_policy'],
    load: async () => (await import('./sns/topics.ts')).topics,
  },
  'aws/sqs/queues': {
    types: [
      'aws_sqs_queue',
      'aws_sqs_queue_policy',
      'aws_sqs_queue_redrive_policy',
      'aws_sqs_queue_redrive_allow_policy',
    ],
    load: async () => (await import('./sqs/queues.ts')).queues,
  },
  'aws/ssm/parameters': {
    types: ['aws_ssm_parameter'],
    load: async () => (await import('./ssm/parameters.ts')).parameters,
  },
};
