/** RDS instances: those that stand alone, and the members of Aurora and Multi-AZ clusters. */
import { type DBInstance, DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import type { LiveRecord } from '../../collector.ts';
import { pages } from '../../pages.ts';
import type { AwsCollector } from '../run.ts';
import { tagsFrom } from '../tags-from.ts';
import { clusterInstanceValues } from './cluster-instance-values.ts';
import { instanceValues } from './instance-values.ts';

const PAGE = 100;
/** The services of these databases answer with RDS instances too; the provider has types of their own for them. */
const OTHER_SERVICES = new Set(['docdb', 'neptune']);
const BY_CREATION = 'an argument of the creation';
const BY_CHANGE = 'an argument of the change';
const BY_DELETION = 'an argument of the deletion';

/** API: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html */
export const instances: AwsCollector = {
  id: 'aws/rds/instances',
  per: 'region',
  types: ['aws_db_instance', 'aws_rds_cluster_instance'],
  permissions: ['rds:DescribeDBInstances'],
  notFilled: {
    aws_db_instance: {
      allow_major_version_upgrade: BY_CHANGE,
      apply_immediately: BY_CHANGE,
      blue_green_update: BY_CHANGE,
      upgrade_storage_config: BY_CHANGE,
      delete_automated_backups: BY_DELETION,
      final_snapshot_identifier: BY_DELETION,
      skip_final_snapshot: BY_DELETION,
      master_user_secret_kms_key_id: 'an argument; master_user_secret has the key',
      password: 'a secret, which no API returns',
      password_wo: 'a secret, which no API returns',
      password_wo_version: 'an argument of the change',
      restore_to_point_in_time: BY_CREATION,
      s3_import: BY_CREATION,
      snapshot_identifier: BY_CREATION,
    },
    aws_rds_cluster_instance: {
      apply_immediately: BY_CHANGE,
      force_destroy: BY_DELETION,
      writer: 'the cluster tells which of its members writes',
    },
  },
  async *collect(run) {
    const rds = run.client(RDSClient);
    const listed = pages(
      'rds:DescribeDBInstances',
      (Marker) => rds.send(new DescribeDBInstancesCommand({ Marker, MaxRecords: PAGE })),
      ({ DBInstances }) => DBInstances,
      ({ Marker }) => Marker,
    );
    for await (const instance of listed)
      if (!OTHER_SERVICES.has(instance.Engine ?? '')) yield instanceRecord(instance);
  },
};

function instanceRecord(instance: DBInstance): LiveRecord {
  const tags = tagsFrom(instance.TagList ?? []);
  if (instance.DBClusterIdentifier === undefined)
    return { type: 'aws_db_instance', values: { ...instanceValues(instance), ...tags } };
  // A Multi-AZ cluster makes its members itself; those of Aurora are declared one by one.
  const isAurora = instance.Engine?.startsWith('aurora') === true;
  return {
    type: 'aws_rds_cluster_instance',
    origin: isAurora ? undefined : 'default',
    values: { ...clusterInstanceValues(instance), ...tags },
  };
}
