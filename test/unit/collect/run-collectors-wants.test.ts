import { describe, expect, it } from 'vitest';
import type { Collector, Wants } from '../../../src/collect/collector.ts';
import { runCollectors } from '../../../src/collect/run-collectors.ts';

const ROLE = { type: 'aws_iam_role', values: { name: 'one' } };
const USER = { type: 'aws_iam_user', values: { name: 'two' } };

async function ran(wants: Wants | undefined) {
  const asked: (Wants | undefined)[] = [];
  const collector: Collector<undefined> = {
    id: 'aws/iam/both',
    per: 'account',
    types: ['aws_iam_role', 'aws_iam_user'],
    permissions: [],
    notFilled: {},
    async *collect(_, given) {
      asked.push(given);
      yield ROLE;
      yield USER;
    },
  };
  const taken: string[] = [];
  const coverage = await runCollectors([{ collector, region: 'us-east-1', run: undefined }], {
    provider: 'registry.terraform.io/hashicorp/aws',
    account: '111122223333',
    concurrency: 1,
    wants,
    clock: () => new Date(0),
    take: ({ type }) => void taken.push(type),
    done: () => undefined,
  });
  return { taken, covered: coverage.map(({ type, count }) => [type, count]), asked };
}

describe('types that a run wants', () => {
  it('are all by default', async () => {
    const { taken, covered, asked } = await ran(undefined);
    expect(taken).toEqual(['aws_iam_role', 'aws_iam_user']);
    expect(covered).toEqual([
      ['aws_iam_role', 1],
      ['aws_iam_user', 1],
    ]);
    expect(asked[0]?.('aws_anything')).toBe(true);
  });

  it('are the only ones that are taken and covered, whatever the collector yields', async () => {
    const wants: Wants = (type) => type === 'aws_iam_user';
    expect(await ran(wants)).toEqual({
      taken: ['aws_iam_user'],
      covered: [['aws_iam_user', 1]],
      asked: [wants],
    });
  });
});
