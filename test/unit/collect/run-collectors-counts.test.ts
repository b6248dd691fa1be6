import { expect, it } from 'vitest';
import type { Collector, Failure } from '../../../src/collect/collector.ts';
import { runCollectors } from '../../../src/collect/run-collectors.ts';

function denied(api: string): Failure {
  return { reason: 'denied', api, message: 'no' };
}

it('counts records that a call has failed, however often it was made for one', async () => {
  const failure = denied('ec2:DescribeInstanceAttribute');
  const collector: Collector<undefined> = {
    id: 'aws/ec2/instances',
    per: 'region',
    types: ['aws_instance'],
    permissions: [],
    notFilled: {},
    async *collect() {
      const unread = ['disable_api_stop', 'user_data'].map((name) => ({ attributes: [name], failure }));
      yield { type: 'aws_instance', values: { id: 'i-1' }, unread };
      yield { type: 'aws_instance', values: { id: 'i-2' }, unread };
      yield { type: 'aws_instance', values: { id: 'i-3' } };
    },
  };
  const coverage = await runCollectors([{ collector, region: 'us-east-1', run: undefined }], {
    provider: 'registry.terraform.io/hashicorp/aws',
    account: '111122223333',
    concurrency: 1,
    clock: () => new Date(0),
    take: () => undefined,
    done: () => undefined,
  });
  expect(coverage).toEqual([
    {
      source: '',
      scope: { account: '111122223333', region: 'us-east-1' },
      type: 'aws_instance',
      count: 3,
      status: 'partial',
      listed: true,
      api: 'ec2:DescribeInstanceAttribute',
      error: '2 of 3: no',
    },
  ]);
});
