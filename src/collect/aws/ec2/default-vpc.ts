/** The VPC that AWS made in a region, whose gateway and routes nobody has declared either. */
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { type Read, read } from '../../read.ts';
import type { AwsRun } from '../run.ts';

/** Its id; undefined in a region where it has been deleted. */
export async function defaultVpc(run: AwsRun): Promise<Read<string>> {
  const asked = await read(
    run
      .client(EC2Client)
      .send(new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }], MaxResults: 5 })),
  );
  if (asked.failure !== undefined) return asked;
  return { value: asked.value?.Vpcs?.find(({ IsDefault }) => IsDefault === true)?.VpcId };
}
