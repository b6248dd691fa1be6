/** What lies around instances and is asked for many of them at once: volumes, credits, spot requests, default VPCs. */
import {
  DescribeInstanceCreditSpecificationsCommand,
  DescribeSpotInstanceRequestsCommand,
  DescribeVolumesCommand,
  DescribeVpcsCommand,
  EC2Client,
  type Instance,
  type SpotInstanceRequest,
  type Volume,
} from '@aws-sdk/client-ec2';
import { all } from '../../all.ts';
import { pages } from '../../pages.ts';
import { NOT_ASKED, type Read, read } from '../../read.ts';
import type { AwsRun } from '../run.ts';

export interface Surroundings {
  /** Volumes that are attached to the instances, by id. */
  readonly volumes: Read<ReadonlyMap<string, Volume>>;
  /** Ids of the default VPCs of the region. */
  readonly defaultVpcs: Read<ReadonlySet<string>>;
  /** `standard` or `unlimited`; nothing for types without CPU credits. */
  readonly creditOf: (instanceId: string) => Read<string>;
  readonly spotOf: (instance: Instance) => Read<SpotInstanceRequest>;
}

const PAGE = 500;
const VPC_PAGE = 100;
/** T1 has no credit option. */
const BURSTABLE = /^t[2-9][a-z]*\./;
/** One instance that the call is not about fails it for all. */
const ABOUT_ONE = new Set([
  'InvalidInstanceID.NotFound',
  'InvalidInstanceID.Malformed',
  'InstanceCreditSpecification.NotSupported',
]);

/** One call each for up to 200 instances, and none for what no instance has. */
export async function surroundings(
  run: AwsRun,
  instances: readonly Instance[],
  vpcs: Read<ReadonlySet<string>>,
): Promise<Surroundings> {
  const burstable = instances.filter(({ InstanceType = '' }) => BURSTABLE.test(InstanceType));
  const requests = instances.flatMap(({ SpotInstanceRequestId: id }) => (id === undefined ? [] : [id]));
  const [volumes, credits, spots] = await Promise.all([
    read(volumesOf(run, instances.map(idOf))),
    creditsOf(run, burstable.map(idOf)),
    requests.length === 0 ? NOT_ASKED : read(spotRequests(run, requests)),
  ]);
  return {
    volumes,
    defaultVpcs: vpcs,
    creditOf: (id) => credits.get(id) ?? NOT_ASKED,
    spotOf: ({ SpotInstanceRequestId: id }) =>
      spots.failure !== undefined && id !== undefined
        ? { failure: spots.failure }
        : { value: spots.value?.get(id ?? '') },
  };
}

/** Names of security groups stand in the provider's state for instances of these only. */
export function defaultVpcs(run: AwsRun): Promise<Read<ReadonlySet<string>>> {
  const ec2 = run.client(EC2Client);
  const Filters = [{ Name: 'is-default', Values: ['true'] }];
  const listed = pages(
    'ec2:DescribeVpcs',
    (NextToken) => ec2.send(new DescribeVpcsCommand({ Filters, NextToken, MaxResults: VPC_PAGE })),
    ({ Vpcs }) => Vpcs,
    ({ NextToken }) => NextToken,
  );
  return read(all(listed).then((vpcs) => new Set(vpcs.map(({ VpcId }) => VpcId ?? ''))));
}

async function volumesOf(run: AwsRun, Values: string[]): Promise<ReadonlyMap<string, Volume>> {
  const ec2 = run.client(EC2Client);
  const Filters = [{ Name: 'attachment.instance-id', Values }];
  const listed = pages(
    'ec2:DescribeVolumes',
    (NextToken) => ec2.send(new DescribeVolumesCommand({ Filters, NextToken, MaxResults: PAGE })),
    ({ Volumes }) => Volumes,
    ({ NextToken }) => NextToken,
  );
  return new Map((await all(listed)).map((volume) => [volume.VolumeId ?? '', volume]));
}

/** All at once; each on its own where one of them fails the call. */
async function creditsOf(run: AwsRun, InstanceIds: string[]): Promise<ReadonlyMap<string, Read<string>>> {
  if (InstanceIds.length === 0) return new Map();
  const command = new DescribeInstanceCreditSpecificationsCommand({ InstanceIds });
  const answer = await read(run.client(EC2Client).send(command), ...ABOUT_ONE);
  if (answer.failure !== undefined)
    return new Map(InstanceIds.map((id) => [id, { failure: answer.failure }]));
  if (answer.value === undefined && InstanceIds.length > 1) {
    const each = await Promise.all(InstanceIds.map((id) => creditsOf(run, [id])));
    return new Map(each.flatMap((one) => [...one]));
  }
  const found = answer.value?.InstanceCreditSpecifications ?? [];
  return new Map(found.map(({ InstanceId = '', CpuCredits: value }) => [InstanceId, { value }]));
}

async function spotRequests(
  run: AwsRun,
  Values: string[],
): Promise<ReadonlyMap<string, SpotInstanceRequest>> {
  const ec2 = run.client(EC2Client);
  const Filters = [{ Name: 'spot-instance-request-id', Values }];
  const listed = pages(
    'ec2:DescribeSpotInstanceRequests',
    (NextToken) =>
      ec2.send(new DescribeSpotInstanceRequestsCommand({ Filters, NextToken, MaxResults: PAGE })),
    ({ SpotInstanceRequests }) => SpotInstanceRequests,
    ({ NextToken }) => NextToken,
  );
  return new Map((await all(listed)).map((request) => [request.SpotInstanceRequestId ?? '', request]));
}

function idOf({ InstanceId }: Instance): string {
  return InstanceId ?? '';
}
