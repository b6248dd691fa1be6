/** What a mapping of ours throws loses what it was about, is told, and takes nothing else with it. */
import { describe, expect, it } from 'vitest';
import type { Collector, LiveRecord } from '../../../src/collect/collector.ts';
import { defectOf } from '../../../src/collect/defect.ts';
import { runCollectors } from '../../../src/collect/run-collectors.ts';
import { VERSION } from '../../../src/config/version.ts';
import { DriftlockError } from '../../../src/errors.ts';
import type { Resource } from '../../../src/resource/resource.ts';

const SAID = `a defect of driftlock ${VERSION} in its collector aws/ec2/volumes, please report it: `;

function collector(types: readonly string[], collect: () => AsyncIterable<LiveRecord>): Collector<unknown> {
  return { id: 'aws/ec2/volumes', per: 'region', types, permissions: [], notFilled: {}, collect };
}

async function run(
  collectors: readonly Collector<unknown>[],
  take: (resource: Resource) => void | Promise<void> = () => undefined,
) {
  const taken: unknown[] = [];
  const jobs = collectors.map((one) => ({ collector: one, region: 'eu-west-1', run: undefined }));
  const coverage = await runCollectors(jobs, {
    provider: 'registry.terraform.io/hashicorp/aws',
    account: '111122223333',
    concurrency: 2,
    clock: () => new Date(0),
    async take(resource) {
      await take(resource);
      taken.push(resource.id);
    },
    done: () => undefined,
  });
  return { taken, coverage: coverage.map(({ source: _, scope: __, ...entry }) => entry) };
}

const record = (type: string, id: string, values: LiveRecord['values'] = {}): LiveRecord => ({
  type,
  values: { id, ...values },
});
const whole = collector(['aws_vpc'], async function* () {
  yield record('aws_vpc', 'vpc-1');
});

describe('a collector that throws', () => {
  it.each([
    ['before it has any', 0, 'failed'],
    ['after some', 2, 'partial'],
  ])('%s leaves a gap of all its types, and other collectors whole', async (_, before, status) => {
    const odd = undefined as unknown as { Volumes: string };
    const broken = collector(['aws_ebs_volume', 'aws_ebs_snapshot'], async function* () {
      for (let at = 0; at < before; at++) yield record('aws_ebs_volume', `vol-${at}`);
      yield record('aws_ebs_volume', odd.Volumes);
    });
    const { taken, coverage } = await run([broken, whole]);
    expect(taken).toHaveLength(before + 1);
    const error = expect.stringMatching(
      /^a defect of driftlock \S+ in its collector aws\/ec2\/volumes, please report it: TypeError: Cannot read properties of undefined \(reading 'Volumes'\) \([\w.]+ in defects\.test\.ts:\d+\)$/,
    );
    expect(coverage).toEqual([
      { type: 'aws_ebs_volume', status, count: before, error },
      { type: 'aws_ebs_snapshot', status: 'failed', count: 0, error },
      { type: 'aws_vpc', status: 'complete', count: 1 },
    ]);
  });

  it('a record of a type that it does not declare', async () => {
    const { coverage } = await run([
      collector(['aws_ebs_volume'], async function* () {
        yield record('aws_vpc', 'vpc-1');
      }),
    ]);
    const what = 'Error: aws/ec2/volumes yields aws_vpc, which it does not declare';
    expect(coverage).toEqual([
      expect.objectContaining({ status: 'failed', count: 0, error: expect.stringContaining(SAID + what) }),
    ]);
  });
});

describe('a record that cannot be shaped or taken', () => {
  const three = collector(['aws_ebs_volume', 'aws_vpc'], async function* () {
    for (const id of ['vol-1', 'vol-2', 'vol-3']) yield record('aws_ebs_volume', id);
    yield record('aws_vpc', 'vpc-1');
  });

  it('is lost alone: those after it are kept, its type is not wholly listed', async () => {
    const { taken, coverage } = await run([three], ({ id }) => {
      if (id === 'vol-2') throw new Error('"../x" cannot be part of a path');
    });
    expect(taken).toEqual(['vol-1', 'vol-3', 'vpc-1']);
    expect(coverage).toEqual([
      {
        type: 'aws_ebs_volume',
        status: 'partial',
        count: 2,
        error: expect.stringContaining(`1 of 3: ${SAID}Error: "../x" cannot be part of a path`),
      },
      { type: 'aws_vpc', status: 'complete', count: 1 },
    ]);
  });

  it('is told before a call that failed', async () => {
    const failure = { reason: 'denied', api: 'ec2:DescribeTags', message: 'no' } as const;
    const one = collector(['aws_ebs_volume'], async function* () {
      yield { ...record('aws_ebs_volume', 'vol-1'), unread: [{ attributes: ['tags'], failure }] };
      yield record('aws_ebs_volume', 'vol-2');
    });
    const { coverage } = await run([one], ({ id }) => {
      if (id === 'vol-2') throw new Error('odd');
    });
    expect(coverage).toEqual([
      {
        type: 'aws_ebs_volume',
        status: 'partial',
        count: 1,
        error: expect.stringMatching(/^1 of 2: a defect .*odd.*; also ec2:DescribeTags \(1 times\)$/),
      },
    ]);
  });

  it('all of which are lost is a type of which nothing was read', async () => {
    const { coverage } = await run([three], ({ type }) => {
      if (type === 'aws_ebs_volume') throw new Error('odd');
    });
    expect(coverage.map(({ type, status, count }) => [type, status, count])).toEqual([
      ['aws_ebs_volume', 'failed', 0],
      ['aws_vpc', 'complete', 1],
    ]);
  });

  it('for want of disk ends the run', async () => {
    const full = new DriftlockError('output-unwritable', 'no space is left on the disk');
    await expect(run([three], () => Promise.reject(full))).rejects.toBe(full);
  });
});

describe('what is said of a defect', () => {
  const thrownBy = (action: () => unknown) => {
    try {
      action();
    } catch (error) {
      return defectOf('aws/ec2/volumes', error).message.replace(/ \([^()]*:\d+\)$/, '');
    }
    throw new Error('it did not fail');
  };

  it.each<[string, () => unknown]>([
    ['no JSON', () => JSON.parse('{"password": hunter2}')],
    ['no list', () => new Set(20_251_121 as never)],
    ['no entries', () => Object.fromEntries(['hunter2'] as never)],
    ['no number', () => BigInt('hunter2')],
    ['a text', () => ('hunter2' as unknown as () => void)()],
    ['no URL', () => new URL('hunter2')],
    [
      'no error',
      () => {
        throw 'hunter2';
      },
    ],
  ])('quotes no value: %s', (_, action) => {
    const said = thrownBy(action);
    expect(said).not.toMatch(/hunter2|20251121/);
    expect(said.startsWith(SAID)).toBe(true);
  });

  it.each<[string, () => unknown]>([
    ["TypeError: Cannot read properties of null (reading 'x')", () => (null as unknown as { x: 1 }).x],
    [
      'TypeError: odd.map is not a function',
      () => {
        const odd = {} as { map: () => void };
        odd.map();
      },
    ],
  ])('tells what our own code did: %s', (what, action) => {
    expect(thrownBy(action)).toBe(SAID + what);
  });

  it('is one line of bounded length, with nothing hidden in it', () => {
    const said = defectOf('c', new Error(`\u001b[2J\n\u202e${'x'.repeat(5000)}`)).message;
    expect(said.length).toBeLessThan(500);
    expect(said).toContain('\\u{1b}[2J\\n\\u{202e}xxx');
  });
});
