import { describe, expect, it } from 'vitest';
import { batches } from '../../../src/collect/batches.ts';
import { CallError } from '../../../src/collect/call-error.ts';
import type { Collector, Failure, LiveRecord } from '../../../src/collect/collector.ts';
import { inOrder } from '../../../src/collect/in-order.ts';
import { pages } from '../../../src/collect/pages.ts';
import { read, unreadOf } from '../../../src/collect/read.ts';
import { runCollectors } from '../../../src/collect/run-collectors.ts';
import type { Resource } from '../../../src/resource/resource.ts';

const DENIED: Failure = {
  reason: 'denied',
  api: 'ec2:DescribeVolumes',
  message: 'UnauthorizedOperation: no',
};

function collector(collect: () => AsyncIterable<LiveRecord>, types = ['aws_ebs_volume']): Collector<unknown> {
  return { id: 'aws/ec2/volumes', per: 'region', types, permissions: [], notFilled: {}, collect };
}

async function run(one: Collector<unknown>) {
  const resources: Resource[] = [];
  const coverage = await runCollectors([{ collector: one, region: 'eu-west-1', run: undefined }], {
    provider: 'registry.terraform.io/hashicorp/aws',
    account: '111122223333',
    concurrency: 1,
    clock: () => new Date(0),
    take: (resource) => void resources.push(resource),
    done: () => undefined,
  });
  return { resources, coverage };
}

const scope = { account: '111122223333', region: 'eu-west-1' };
const volume = (id: string, rest: Partial<LiveRecord> = {}): LiveRecord => ({
  type: 'aws_ebs_volume',
  values: { id, encrypted: false, snapshot_id: '', tags: {} },
  ...rest,
});

describe('what a collector yields', () => {
  it('is shaped: scope, key and time told, nulls and empty values gone', async () => {
    const { resources, coverage } = await run(
      collector(async function* () {
        yield volume('vol-1');
      }),
    );
    expect(resources).toEqual([
      {
        type: 'aws_ebs_volume',
        provider: 'registry.terraform.io/hashicorp/aws',
        mode: 'managed',
        schema: { provider: 'registry.terraform.io/hashicorp/aws' },
        id: 'vol-1',
        key: '["111122223333","eu-west-1","aws_ebs_volume","vol-1"]',
        scope,
        values: { id: 'vol-1', encrypted: false },
        tags: {},
        unknown: [],
        sensitive: [],
        observed: { from: 'live', at: '1970-01-01T00:00:00.000Z' },
      },
    ]);
    expect(coverage).toEqual([{ source: '', scope, type: 'aws_ebs_volume', status: 'complete', count: 1 }]);
  });

  it('what a failed call would have filled is unknown, and nothing else; the gap is told with the call', async () => {
    const unread = [{ attributes: ['kms_key_id', 'tags_all'], failure: DENIED }];
    const { resources, coverage } = await run(
      collector(async function* () {
        yield volume('vol-1', { unread });
        yield volume('vol-2');
      }),
    );
    const api = 'ec2:DescribeVolumes';
    expect(resources[0]?.unknown).toEqual([
      { path: ['values', 'kms_key_id'], reason: 'denied', api },
      { path: ['values', 'tags_all'], reason: 'denied', api },
      expect.objectContaining({ path: ['tags'], reason: 'denied' }),
    ]);
    expect(resources[1]?.unknown).toEqual([]);
    expect(coverage).toEqual([
      {
        source: '',
        scope,
        type: 'aws_ebs_volume',
        status: 'partial',
        listed: true,
        count: 2,
        api,
        error: '1 of 2: UnauthorizedOperation: no',
      },
    ]);
  });

  it('a record of which nothing could be read is unknown in all that it does not hold', async () => {
    const unread = [{ attributes: '*' as const, failure: DENIED }];
    const one = { type: 'aws_s3_bucket_versioning', values: { bucket: 'b' }, unread };
    const { resources } = await run(
      collector(
        async function* () {
          yield one;
        },
        ['aws_s3_bucket_versioning'],
      ),
    );
    expect(resources[0]?.unknown.map(({ path }) => path[1])).toEqual([
      'expected_bucket_owner',
      'mfa',
      'versioning_configuration',
    ]);
    expect(resources[0]?.key).toBe('[null,null,"aws_s3_bucket_versioning","b"]');
  });
});

it('a record without a key stands for such as may be there: its type is not wholly listed', async () => {
  const unread = [{ attributes: '*' as const, failure: { ...DENIED, api: 'iam:ListAccessKeys' } }];
  const types = ['aws_iam_access_key', 'aws_iam_user'];
  const { coverage } = await run(
    collector(async function* () {
      yield { type: 'aws_iam_access_key', values: { id: 'AKIA1', user: 'a' } };
      yield { type: 'aws_iam_access_key', values: { user: 'b' }, unread };
      yield { type: 'aws_iam_user', values: { id: 'a', name: 'a' } };
    }, types),
  );
  const [accessKeys, users] = coverage;
  expect(accessKeys).toEqual({
    source: '',
    scope,
    type: 'aws_iam_access_key',
    status: 'partial',
    count: 2,
    api: 'iam:ListAccessKeys',
    error: '1 of 2: UnauthorizedOperation: no',
  });
  expect(users).toEqual({ source: '', scope, type: 'aws_iam_user', status: 'complete', count: 1 });
});

describe('a listing that fails', () => {
  it.each([
    ['at once', 0, 'denied'],
    ['after some', 2, 'partial'],
  ] as const)('%s is a gap of each of its types', async (_, before, status) => {
    const { resources, coverage } = await run(
      collector(async function* () {
        for (let at = 0; at < before; at++) yield volume(`vol-${at}`);
        throw new CallError(DENIED, 'UnauthorizedOperation', undefined);
      }),
    );
    expect(resources).toHaveLength(before);
    expect(coverage).toEqual([
      {
        source: '',
        scope,
        type: 'aws_ebs_volume',
        status,
        count: before,
        api: DENIED.api,
        error: DENIED.message,
      },
    ]);
  });
});

describe('pages', () => {
  const listing = (next: (at: number) => string | undefined, items = (at: number) => [at]) => {
    let asked = 0;
    return pages('x:List', async () => asked++, items, next);
  };

  async function gathered(items: AsyncIterable<unknown>): Promise<unknown[]> {
    const found: unknown[] = [];
    for await (const item of items) found.push(item);
    return found;
  }

  it('are gone through to the last', async () => {
    expect(await gathered(listing((at) => (at < 3 ? `t${at}` : undefined)))).toEqual([0, 1, 2, 3]);
    expect(
      await gathered(
        listing(
          (at) => (at < 3 ? `t${at}` : ''),
          (at) => (at === 1 ? [] : [at]),
        ),
      ),
    ).toEqual([0, 2, 3]);
  });

  it.each([
    ['the same token again', () => 'same'],
    ['tokens in a circle', (at: number) => `t${at % 3}`],
  ])('%s: it ends and says so', async (_, next) => {
    await expect(gathered(listing(next))).rejects.toMatchObject({
      code: 'EndlessListing',
      failure: { reason: 'failed', api: 'x:List' },
    });
  });

  it('ever new tokens without items: it ends and says so', async () => {
    await expect(
      gathered(
        listing(
          (at) => `t${at}`,
          () => [],
        ),
      ),
    ).rejects.toMatchObject({ code: 'EndlessListing' });
  });
});

describe('several at once', () => {
  it('come in their order, at most so many under way', async () => {
    let running = 0;
    let most = 0;
    const delays = [5, 1, 4, 0, 3, 2];
    const results = inOrder(delays, 3, async (delay) => {
      most = Math.max(most, ++running);
      await new Promise((ready) => setTimeout(ready, delay));
      running--;
      return delay;
    });
    const found: number[] = [];
    for await (const one of results) found.push(one);
    expect(found).toEqual(delays);
    expect(most).toBe(3);
  });

  it('of a listing that fails come before its failure', async () => {
    async function* listing() {
      yield 1;
      yield 2;
      throw new Error('the listing failed');
    }
    const found: unknown[] = [];
    await expect(async () => {
      for await (const one of inOrder(listing(), 8, async (at) => at * 10)) found.push(one);
    }).rejects.toThrow('the listing failed');
    await expect(async () => {
      for await (const one of batches(listing(), 8)) found.push(one);
    }).rejects.toThrow('the listing failed');
    expect(found).toEqual([10, 20, [1, 2]]);
  });

  it('an error is thrown in its turn, and what runs beside it does not crash the process', async () => {
    const results = inOrder([1, 2, 3], 3, async (at) => {
      if (at > 1) throw new Error(`failed ${at}`);
      return at;
    });
    const found: number[] = [];
    await expect(async () => {
      for await (const one of results) found.push(one);
    }).rejects.toThrow('failed 2');
    expect(found).toEqual([1]);
  });
});

describe('a call about one resource', () => {
  const fails = (code: string) =>
    Promise.reject(new CallError({ ...DENIED, api: 's3:GetBucketPolicy' }, code, undefined));

  it('answers, says that there is none, or fails', async () => {
    expect(await read(Promise.resolve(1))).toEqual({ value: 1 });
    expect(await read(fails('NoSuchBucketPolicy'), 'NoSuchBucketPolicy')).toEqual({ value: undefined });
    const denied = await read(fails('AccessDenied'), 'NoSuchBucketPolicy');
    expect(denied).toEqual({ failure: { ...DENIED, api: 's3:GetBucketPolicy' } });
    expect(unreadOf([denied, ['policy']], [{ value: 1 }, ['tags']])).toEqual([
      { attributes: ['policy'], failure: denied.failure },
    ]);
  });

  it('a defect of ours is no gap', async () => {
    await expect(read(Promise.reject(new TypeError('x')), 'TypeError')).rejects.toThrow(TypeError);
  });
});
