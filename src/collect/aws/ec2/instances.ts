/** EC2 instances with their block devices, metadata options, user data and protections. */
import {
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  EC2Client,
  type Instance,
} from '@aws-sdk/client-ec2';
import { userDataHash } from '../../../resource/user-data.ts';
import { batches } from '../../batches.ts';
import type { LiveRecord } from '../../collector.ts';
import { inOrder } from '../../in-order.ts';
import { pages } from '../../pages.ts';
import { NOT_ASKED, type Read, read, unreadOf } from '../../read.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { tagsFrom } from '../tags-from.ts';
import { blockDevices, unreadDevices } from './instance-block-devices.ts';
import { defaultVpcs, type Surroundings, surroundings } from './instance-surroundings.ts';
import { creditBlock, groupNames, instanceValues, marketBlock } from './instance-values.ts';

const PAGE = 1000;
/** As many values as a filter takes. */
const BATCH = 200;
const AT_ONCE = 8;
/** Terminated ones are still listed for an hour. */
const STATES = ['pending', 'running', 'shutting-down', 'stopping', 'stopped'];
const ATTRIBUTES = [
  'disableApiStop',
  'disableApiTermination',
  'instanceInitiatedShutdownBehavior',
  'userData',
] as const;
const BY_LAUNCH = 'an argument of the launch';

/** API: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html */
export const instances: AwsCollector = {
  id: 'aws/ec2/instances',
  per: 'region',
  types: ['aws_instance'],
  permissions: [
    'ec2:DescribeInstances',
    'ec2:DescribeInstanceAttribute',
    'ec2:DescribeInstanceCreditSpecifications',
    'ec2:DescribeSpotInstanceRequests',
    'ec2:DescribeVolumes',
    'ec2:DescribeVpcs',
  ],
  notFilled: {
    aws_instance: {
      ephemeral_block_device: BY_LAUNCH,
      get_password_data: 'an argument of the reading',
      'launch_template.name': 'the launch template has it; the instance is tagged with its id',
      network_interface: 'interfaces that the configuration attaches; others are attributes of the instance',
      password_data: 'a secret, never asked for',
      user_data_base64: 'user_data has the hash; the provider fills one or the other',
      user_data_replace_on_change: 'an argument of the replacement',
      volume_tags: 'the tags of each block device',
      'root_block_device.tags': 'tags_all has them; which are default tags, only the configuration tells',
      'ebs_block_device.tags': 'tags_all has them; which are default tags, only the configuration tells',
    },
  },
  async *collect(run) {
    const ec2 = run.client(EC2Client);
    const Filters = [{ Name: 'instance-state-name', Values: STATES }];
    const reservations = pages(
      'ec2:DescribeInstances',
      (NextToken) => ec2.send(new DescribeInstancesCommand({ Filters, NextToken, MaxResults: PAGE })),
      ({ Reservations }) => Reservations?.flatMap(({ Instances = [] }) => Instances),
      ({ NextToken }) => NextToken,
    );
    let vpcs: Read<ReadonlySet<string>> | undefined;
    for await (const batch of batches(reservations, BATCH)) {
      vpcs ??= await defaultVpcs(run);
      const around = await surroundings(run, batch, vpcs);
      for await (const record of inOrder(batch, AT_ONCE, (instance) => recordOf(run, instance, around)))
        if (record !== undefined) yield record;
    }
  },
};

/** Undefined for one that is gone since it was listed. */
async function recordOf(
  run: AwsRun,
  instance: Instance,
  around: Surroundings,
): Promise<LiveRecord | undefined> {
  const id = instance.InstanceId ?? '';
  const answers = await Promise.all(ATTRIBUTES.map((name) => attribute(run, id, name)));
  const [stop = NOT_ASKED, termination = NOT_ASKED, shutdown = NOT_ASKED, userData = NOT_ASKED] = answers;
  if (answers.some(({ value, failure }) => value === undefined && failure === undefined)) return undefined;
  const credit = around.creditOf(id);
  const spot = around.spotOf(instance);
  return {
    type: 'aws_instance',
    values: {
      ...instanceValues(run, instance),
      ...blockDevices(instance, around.volumes.value),
      ...groupNames(instance, around.defaultVpcs.value),
      ...creditBlock(credit.value),
      ...marketBlock(instance, spot.value),
      disable_api_stop: stop.value?.DisableApiStop?.Value,
      disable_api_termination: termination.value?.DisableApiTermination?.Value,
      instance_initiated_shutdown_behavior: shutdown.value?.InstanceInitiatedShutdownBehavior?.Value,
      user_data: userDataHash(userData.value?.UserData?.Value),
      ...tagsFrom(instance.Tags ?? []),
    },
    unread: unreadOf(
      [stop, ['disable_api_stop']],
      [termination, ['disable_api_termination']],
      [shutdown, ['instance_initiated_shutdown_behavior']],
      [userData, ['user_data', 'user_data_base64']],
      [credit, ['credit_specification']],
      [spot, ['instance_market_options.0.spot_options']],
      [around.defaultVpcs, ['security_groups']],
      [around.volumes, unreadDevices(instance)],
    ),
  };
}

/** The API answers one attribute of one instance at a time. */
function attribute(run: AwsRun, InstanceId: string, Attribute: (typeof ATTRIBUTES)[number]) {
  const command = new DescribeInstanceAttributeCommand({ InstanceId, Attribute });
  return read(run.client(EC2Client).send(command), 'InvalidInstanceID.NotFound');
}
