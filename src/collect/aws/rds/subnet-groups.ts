/** DB subnet groups. */
import {
  type DBSubnetGroup,
  DescribeDBSubnetGroupsCommand,
  ListTagsForResourceCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import type { LiveRecord } from '../../collector.ts';
import { inOrder } from '../../in-order.ts';
import { pages } from '../../pages.ts';
import { read, unreadOf } from '../../read.ts';
import { namePrefix } from '../name-prefix.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { tagsFrom } from '../tags-from.ts';

const PAGE = 100;
const AT_ONCE = 8;

/** API: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSubnetGroups.html */
export const subnetGroups: AwsCollector = {
  id: 'aws/rds/subnet-groups',
  per: 'region',
  types: ['aws_db_subnet_group'],
  permissions: ['rds:DescribeDBSubnetGroups', 'rds:ListTagsForResource'],
  notFilled: {},
  async *collect(run) {
    const rds = run.client(RDSClient);
    const listed = pages(
      'rds:DescribeDBSubnetGroups',
      (Marker) => rds.send(new DescribeDBSubnetGroupsCommand({ Marker, MaxRecords: PAGE })),
      ({ DBSubnetGroups }) => DBSubnetGroups,
      ({ Marker }) => Marker,
    );
    for await (const record of inOrder(listed, AT_ONCE, (group) => recordOf(run, group)))
      if (record !== undefined) yield record;
  },
};

/** Undefined for one that is gone since it was listed. */
async function recordOf(run: AwsRun, group: DBSubnetGroup): Promise<LiveRecord | undefined> {
  const command = new ListTagsForResourceCommand({ ResourceName: group.DBSubnetGroupArn });
  const tags = await read(run.client(RDSClient).send(command), 'DBSubnetGroupNotFoundFault');
  if (tags.value === undefined && tags.failure === undefined) return undefined;
  return {
    type: 'aws_db_subnet_group',
    // RDS makes this one when it first puts an instance into a default VPC, and lets nobody else use the name.
    origin: group.DBSubnetGroupName === 'default' ? 'default' : undefined,
    values: {
      id: group.DBSubnetGroupName,
      arn: group.DBSubnetGroupArn,
      name: group.DBSubnetGroupName,
      name_prefix: namePrefix(group.DBSubnetGroupName),
      description: group.DBSubnetGroupDescription,
      subnet_ids: group.Subnets?.map(({ SubnetIdentifier }) => SubnetIdentifier),
      supported_network_types: group.SupportedNetworkTypes,
      vpc_id: group.VpcId,
      ...(tags.value && tagsFrom(tags.value.TagList ?? [])),
    },
    unread: unreadOf([tags, ['tags', 'tags_all']]),
  };
}
