import { describe, expect, it } from 'vitest';
import { internetGateways } from '../../../../../src/collect/aws/ec2/internet-gateways.ts';
import { collectedBy } from '../../collected-by.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const answers = {
  DescribeVpcs: { Vpcs: [{ VpcId: 'vpc-default', IsDefault: true }] },
  DescribeInternetGateways: ({ NextToken }: { NextToken?: string }) =>
    NextToken === undefined
      ? {
          InternetGateways: [
            {
              InternetGatewayId: 'igw-1',
              OwnerId: '111122223333',
              Attachments: [{ VpcId: 'vpc-1', State: 'available' }],
              Tags: [{ Key: 'Name', Value: 'a\nb' }],
            },
            { InternetGatewayId: 'igw-theirs', OwnerId: '999988887777', Attachments: [] },
          ],
          NextToken: 'more',
        }
      : {
          InternetGateways: [
            { InternetGatewayId: 'igw-2', Attachments: [{ VpcId: 'vpc-default' }] },
            { InternetGatewayId: 'igw-3', Attachments: [] },
          ],
        },
};
const arn = (id: string) => `arn:aws:ec2:us-east-1:111122223333:internet-gateway/${id}`;
const tags = { Name: 'a\nb' };

describe('internet gateways', () => {
  it('gives what the provider writes; that of the default VPC is there by default', async () => {
    const { records } = await collectedBy(internetGateways, fakeRun(answers));
    expect(records).toEqual([
      {
        type: 'aws_internet_gateway',
        values: {
          id: 'igw-1',
          arn: arn('igw-1'),
          owner_id: '111122223333',
          vpc_id: 'vpc-1',
          tags,
          tags_all: tags,
        },
        unread: [],
      },
      {
        type: 'aws_internet_gateway',
        origin: 'default',
        values: { id: 'igw-2', arn: arn('igw-2'), vpc_id: 'vpc-default' },
        unread: [],
      },
      { type: 'aws_internet_gateway', values: { id: 'igw-3', arn: arn('igw-3') }, unread: [] },
    ]);
  });

  it('in a region without a default VPC takes none for a default', async () => {
    const { records } = await collectedBy(
      internetGateways,
      fakeRun({ ...answers, DescribeVpcs: { Vpcs: [] } }),
    );
    expect(records.map(({ origin }) => origin)).toEqual([undefined, undefined, undefined]);
  });

  it('names the call without which nothing is known to be there by default', async () => {
    const denied = { ...answers, DescribeVpcs: failing('ec2:DescribeVpcs', 'UnauthorizedOperation') };
    const { records, failure } = await collectedBy(internetGateways, fakeRun(denied));
    expect(failure).toBeUndefined();
    expect(records.map(({ origin, unread }) => [origin, unread])).toEqual(
      Array(3).fill([
        undefined,
        [
          {
            attributes: [],
            failure: { reason: 'denied', api: 'ec2:DescribeVpcs', message: 'UnauthorizedOperation' },
          },
        ],
      ]),
    );
  });
});
