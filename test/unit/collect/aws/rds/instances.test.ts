import { describe, expect, it } from 'vitest';
import { instances } from '../../../../../src/collect/aws/rds/instances.ts';
import { collectedBy } from '../../collected-by.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const HOSTILE = '"<b>&\'\u202e';
const RICH = {
  DBInstanceIdentifier: 'rich-20261121161608672100000005',
  DbiResourceId: 'db-ABC',
  DBInstanceArn: 'arn:aws:rds:us-east-1:111122223333:db:rich-20261121161608672100000005',
  DBInstanceStatus: 'available',
  DBInstanceClass: 'db.m6g.large',
  Engine: 'postgres',
  EngineVersion: '16.3',
  EngineLifecycleSupport: 'open-source-rds-extended-support',
  AutoMinorVersionUpgrade: false,
  PreferredMaintenanceWindow: 'mon:03:00-mon:04:00',
  DBName: 'app',
  MasterUsername: HOSTILE,
  MasterUserSecret: { SecretArn: 'arn:secret', SecretStatus: 'active', KmsKeyId: 'k' },
  AvailabilityZone: 'us-east-1a',
  MultiAZ: true,
  LicenseModel: 'postgresql-license',
  OptionGroupMemberships: [{ OptionGroupName: 'default:postgres-16' }],
  DBParameterGroups: [{ DBParameterGroupName: 'own' }, { DBParameterGroupName: 'next' }],
  AllocatedStorage: 100,
  MaxAllocatedStorage: 400,
  DedicatedLogVolume: false,
  Iops: 3000,
  StorageThroughput: 500,
  StorageType: 'gp3',
  StorageEncrypted: true,
  KmsKeyId: 'k',
  Endpoint: { Address: 'rich.example', Port: 6543, HostedZoneId: 'Z1' },
  DbInstancePort: 0,
  DBSubnetGroup: { DBSubnetGroupName: 'two' },
  NetworkType: 'IPV4',
  CustomerOwnedIpEnabled: false,
  PubliclyAccessible: true,
  VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1', Status: 'active' }],
  BackupRetentionPeriod: 14,
  BackupTarget: 'region',
  PreferredBackupWindow: '01:00-02:00',
  CopyTagsToSnapshot: true,
  DeletionProtection: true,
  LatestRestorableTime: new Date('2026-11-21T15:40:17.500Z'),
  ReadReplicaDBInstanceIdentifiers: ['replica'],
  DatabaseInsightsMode: 'standard',
  EnabledCloudwatchLogsExports: ['postgresql'],
  MonitoringInterval: 60,
  MonitoringRoleArn: 'arn:role',
  PerformanceInsightsEnabled: true,
  PerformanceInsightsKMSKeyId: 'k',
  PerformanceInsightsRetentionPeriod: 7,
  CACertificateIdentifier: 'rds-ca-rsa2048-g1',
  IAMDatabaseAuthenticationEnabled: true,
  DomainMemberships: [
    { Domain: 'd-1', FQDN: 'ad.example', IAMRoleName: 'ad', OU: 'ou', DnsIps: ['10.0.0.2'] },
  ],
  TagList: [{ Key: 'Name', Value: HOSTILE }],
};
const VALUES = {
  id: 'db-ABC',
  resource_id: 'db-ABC',
  arn: RICH.DBInstanceArn,
  identifier: 'rich-20261121161608672100000005',
  identifier_prefix: 'rich-',
  status: 'available',
  instance_class: 'db.m6g.large',
  engine: 'postgres',
  engine_version: '16.3',
  engine_version_actual: '16.3',
  engine_lifecycle_support: 'open-source-rds-extended-support',
  auto_minor_version_upgrade: false,
  maintenance_window: 'mon:03:00-mon:04:00',
  db_name: 'app',
  username: HOSTILE,
  manage_master_user_password: true,
  master_user_secret: [{ kms_key_id: 'k', secret_arn: 'arn:secret', secret_status: 'active' }],
  availability_zone: 'us-east-1a',
  multi_az: true,
  license_model: 'postgresql-license',
  option_group_name: 'default:postgres-16',
  parameter_group_name: 'own',
  allocated_storage: 100,
  max_allocated_storage: 400,
  dedicated_log_volume: false,
  iops: 3000,
  storage_throughput: 500,
  storage_type: 'gp3',
  storage_encrypted: true,
  kms_key_id: 'k',
  address: 'rich.example',
  endpoint: 'rich.example:6543',
  hosted_zone_id: 'Z1',
  port: 6543,
  db_subnet_group_name: 'two',
  network_type: 'IPV4',
  customer_owned_ip_enabled: false,
  publicly_accessible: true,
  vpc_security_group_ids: ['sg-1'],
  backup_retention_period: 14,
  backup_target: 'region',
  backup_window: '01:00-02:00',
  copy_tags_to_snapshot: true,
  deletion_protection: true,
  latest_restorable_time: '2026-11-21T15:40:17Z',
  replicas: ['replica'],
  database_insights_mode: 'standard',
  enabled_cloudwatch_logs_exports: ['postgresql'],
  monitoring_interval: 60,
  monitoring_role_arn: 'arn:role',
  performance_insights_enabled: true,
  performance_insights_kms_key_id: 'k',
  performance_insights_retention_period: 7,
  ca_cert_identifier: 'rds-ca-rsa2048-g1',
  iam_database_authentication_enabled: true,
  domain: 'd-1',
  domain_fqdn: 'ad.example',
  domain_iam_role_name: 'ad',
  domain_ou: 'ou',
  domain_dns_ips: ['10.0.0.2'],
  tags: { Name: HOSTILE },
  tags_all: { Name: HOSTILE },
};

async function collected(...DBInstances: readonly object[]) {
  return (await collectedBy(instances, fakeRun({ DescribeDBInstances: { DBInstances } }))).records;
}

describe('instances of RDS', () => {
  it('gives what the provider writes', async () => {
    expect(await collected(RICH)).toEqual([{ type: 'aws_db_instance', values: VALUES }]);
  });

  it('an instance that is being made has no address yet, and the port that it will have', async () => {
    const [record] = await collected({ DBInstanceIdentifier: 'new', DbInstancePort: 5432 });
    expect(record?.values).toEqual({ identifier: 'new', port: 5432, tags: {}, tags_all: {} });
  });

  it('members of clusters are another type; those of a Multi-AZ cluster nobody declares', async () => {
    const member = (name: string, Engine: string) => ({
      DBInstanceIdentifier: name,
      DbiResourceId: `db-${name}`,
      DBClusterIdentifier: 'c',
      Engine,
      Endpoint: { Address: `${name}.example`, Port: 3306 },
      PromotionTier: 2,
      PubliclyAccessible: true,
    });
    const values = (name: string, engine: string) => ({
      id: name,
      identifier: name,
      dbi_resource_id: `db-${name}`,
      cluster_identifier: 'c',
      engine,
      endpoint: `${name}.example`,
      port: 3306,
      promotion_tier: 2,
      publicly_accessible: true,
      tags: {},
      tags_all: {},
    });
    const type = 'aws_rds_cluster_instance';
    expect(await collected(member('a', 'aurora-mysql'), member('m', 'mysql'))).toEqual([
      { type, values: values('a', 'aurora-mysql') },
      { type, values: values('m', 'mysql'), origin: 'default' },
    ]);
  });

  it('leaves instances of other services to their own types', async () => {
    const found = ['neptune', 'docdb', 'mysql'].map((Engine) => ({ DBInstanceIdentifier: Engine, Engine }));
    expect((await collected(...found)).map(({ values }) => values.identifier)).toEqual(['mysql']);
  });

  it('goes through the pages', async () => {
    const run = fakeRun({
      DescribeDBInstances: ({ Marker }: { Marker?: string }) =>
        Marker === undefined
          ? { DBInstances: [{ DBInstanceIdentifier: 'a' }], Marker: 'm' }
          : { DBInstances: [{ DBInstanceIdentifier: 'b' }] },
    });
    const { records } = await collectedBy(instances, run);
    expect(records.map(({ values }) => values.identifier)).toEqual(['a', 'b']);
    expect(run.calls).toEqual([
      ['DescribeDBInstances', { MaxRecords: 100 }],
      ['DescribeDBInstances', { MaxRecords: 100, Marker: 'm' }],
    ]);
  });

  it('fails where the listing does', async () => {
    const run = fakeRun({ DescribeDBInstances: failing('rds:DescribeDBInstances', 'AccessDenied') });
    expect(await collectedBy(instances, run)).toEqual({
      records: [],
      failure: { reason: 'denied', api: 'rds:DescribeDBInstances', message: 'AccessDenied' },
    });
  });
});
