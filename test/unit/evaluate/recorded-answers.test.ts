/** Documented defaults against what AWS itself was recorded to answer: each occurs under the API's own name. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { documentedDefaults } from '../../../src/evaluate/documented-defaults.ts';
import { isObject } from '../../../src/resource/json-kind.ts';
import type { Json } from '../../../src/resource/resource.ts';

const BODIES = fileURLToPath(new URL('../../../../shared/oracles/aws/bodies/', import.meta.url));
const isThere = existsSync(BODIES);
if (!isThere) console.warn('SKIPPED: no oracles: defaults are not held against recorded answers');

/** Type, attribute, then where the API says it: service, operation, name. */
const NAMES: readonly (readonly [
  type: string,
  attribute: string,
  service: string,
  operation: string,
  name: string,
])[] = [
  [
    'aws_api_gateway_rest_api',
    'disable_execute_api_endpoint',
    'apigateway',
    'GetRestApis',
    'disableExecuteApiEndpoint',
  ],
  ['aws_api_gateway_stage', 'xray_tracing_enabled', 'apigateway', 'GetStages', 'tracingEnabled'],
  ['aws_appsync_graphql_api', 'xray_enabled', 'appsync', 'ListGraphqlApis', 'xrayEnabled'],
  [
    'aws_autoscaling_group',
    'health_check_type',
    'autoscaling',
    'DescribeAutoScalingGroups',
    'HealthCheckType',
  ],
  ['aws_cloudwatch_event_rule', 'state', 'events', 'ListRules', 'State'],
  ['aws_db_instance', 'deletion_protection', 'rds', 'DescribeDBInstances', 'DeletionProtection'],
  [
    'aws_db_instance',
    'iam_database_authentication_enabled',
    'rds',
    'DescribeDBInstances',
    'IAMDatabaseAuthenticationEnabled',
  ],
  ['aws_db_instance', 'multi_az', 'rds', 'DescribeDBInstances', 'MultiAZ'],
  ['aws_db_instance', 'storage_encrypted', 'rds', 'DescribeDBInstances', 'StorageEncrypted'],
  ['aws_dms_endpoint', 'ssl_mode', 'dms', 'DescribeEndpoints', 'SslMode'],
  [
    'aws_dms_replication_instance',
    'publicly_accessible',
    'dms',
    'DescribeReplicationInstances',
    'PubliclyAccessible',
  ],
  [
    'aws_dynamodb_table',
    'deletion_protection_enabled',
    'dynamodb',
    'DescribeTable',
    'DeletionProtectionEnabled',
  ],
  ['aws_ebs_volume', 'encrypted', 'ec2', 'DescribeVolumes', 'Encrypted'],
  ['aws_ebs_volume', 'type', 'ec2', 'DescribeVolumes', 'VolumeType'],
  ['aws_efs_file_system', 'encrypted', 'elasticfilesystem', 'DescribeFileSystems', 'Encrypted'],
  ['aws_efs_file_system', 'performance_mode', 'elasticfilesystem', 'DescribeFileSystems', 'PerformanceMode'],
  [
    'aws_elasticache_replication_group',
    'transit_encryption_enabled',
    'elasticache',
    'DescribeReplicationGroups',
    'TransitEncryptionEnabled',
  ],
  ['aws_iam_account_password_policy', 'require_symbols', 'iam', 'GetAccountPasswordPolicy', 'RequireSymbols'],
  ['aws_instance', 'ebs_optimized', 'ec2', 'DescribeInstances', 'EbsOptimized'],
  ['aws_instance', 'hibernation', 'ec2', 'DescribeInstances', 'Configured'],
  ['aws_kms_key', 'multi_region', 'kms', 'DescribeKey', 'MultiRegion'],
  ['aws_neptune_cluster', 'deletion_protection', 'rds', 'DescribeDBClusters', 'DeletionProtection'],
  ['aws_rds_cluster', 'backup_retention_period', 'rds', 'DescribeDBClusters', 'BackupRetentionPeriod'],
  ['aws_rds_cluster', 'deletion_protection', 'rds', 'DescribeDBClusters', 'DeletionProtection'],
  ['aws_redshift_cluster', 'enhanced_vpc_routing', 'redshift', 'DescribeClusters', 'EnhancedVpcRouting'],
  ['aws_vpc_endpoint', 'private_dns_enabled', 'ec2', 'DescribeVpcEndpoints', 'PrivateDnsEnabled'],
];

function recorded(service: string, operation: string): Json {
  const bodies = JSON.parse(readFileSync(join(BODIES, `${service}.json`), 'utf8')) as Record<string, Json>;
  return bodies[operation] ?? [];
}

/** What stands under a name, however deep. */
function under(value: Json, name: string): Json[] {
  if (Array.isArray(value)) return value.flatMap((one: Json) => under(one, name));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === name ? [inner] : under(inner, name)));
}

describe.skipIf(!isThere)('recorded answers', () => {
  test.each(NAMES)('%s, %s', (type, attribute, service, operation, name) => {
    const value = documentedDefaults().attributes[type]?.[attribute]?.value;
    expect(value).toBeDefined();
    expect(under(recorded(service, operation), name)).toContainEqual(value);
  });

  const BUCKET = 'aws_s3_bucket';

  test('a bucket that blocks public access', () => {
    const answers = under(recorded('s3', 'GetPublicAccessBlock'), 'PublicAccessBlockConfiguration');
    const spelled = answers.map((answer) =>
      Object.fromEntries(
        Object.entries(answer as Record<string, Json>).map(([name, value]) => [
          name.replace(/(?<!^)[A-Z]/g, '_$&').toLowerCase(),
          value,
        ]),
      ),
    );
    const record = documentedDefaults().undeclared[BUCKET]?.['aws_s3_bucket_public_access_block.bucket'];
    expect(spelled).toContainEqual(record?.values);
  });

  test('a bucket without ACLs', () => {
    const record = documentedDefaults().undeclared[BUCKET]?.['aws_s3_bucket_ownership_controls.bucket'];
    const [owner] = under(record?.values ?? null, 'object_ownership');
    expect(under(recorded('s3', 'GetBucketOwnershipControls'), 'ObjectOwnership')).toContainEqual(owner);
  });
});

/** Members of `sent`, by the attribute that they are: what the provider sends for a resource that has it not. */
const SENT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_db_instance: {
    backup_retention_period: 'BackupRetentionPeriod',
    deletion_protection: 'DeletionProtection',
    storage_encrypted: 'StorageEncrypted',
  },
  aws_dms_replication_instance: {
    auto_minor_version_upgrade: 'AutoMinorVersionUpgrade',
    multi_az: 'MultiAZ',
    publicly_accessible: 'PubliclyAccessible',
  },
  aws_elasticache_replication_group: { transit_encryption_enabled: 'TransitEncryptionEnabled' },
  aws_instance: {
    disable_api_termination: 'DisableApiTermination',
    ebs_optimized: 'EbsOptimized',
    hibernation: 'HibernationOptions.Configured',
    monitoring: 'Monitoring.Enabled',
  },
  aws_neptune_cluster: { deletion_protection: 'DeletionProtection' },
  aws_rds_cluster: { deletion_protection: 'DeletionProtection' },
  aws_rds_cluster_instance: { publicly_accessible: 'PubliclyAccessible' },
  aws_vpc: { assign_generated_ipv6_cidr_block: 'AmazonProvidedIpv6CidrBlock' },
  aws_vpc_endpoint: { private_dns_enabled: 'PrivateDnsEnabled' },
};

/** Written down from the requests that provider 5.100.0 makes when it applies test/fixtures/defaults/main.tf. */
const recordedRequests = JSON.parse(
  readFileSync(new URL('../../fixtures/defaults/sent.json', import.meta.url), 'utf8'),
) as Record<string, { readonly sent: Readonly<Record<string, Json>> }>;

test.each(Object.entries(SENT))('%s: the provider sends what is documented', (type, attributes) => {
  const sent = recordedRequests[type]?.sent ?? {};
  expect(Object.keys(sent).sort()).toEqual(Object.values(attributes).sort());
  for (const [attribute, member] of Object.entries(attributes))
    expect(String(documentedDefaults().attributes[type]?.[attribute]?.value)).toBe(String(sent[member]));
});
