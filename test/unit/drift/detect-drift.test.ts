/** Terraform's own recordings of one cloud, before and after changes behind its back, held against each other. */
import { describe, expect, it } from 'vitest';
import { type Drift, detectDrift } from '../../../src/drift/detect-drift.ts';
import type { CoverageEntry } from '../../../src/finding/coverage.ts';
import { openInput } from '../../../src/input/open-input.ts';
import { explicitKeys, withoutEchoes } from '../../../src/resource/carriers/without-echoes.ts';
import { naturalKey } from '../../../src/resource/keys/natural-key.ts';
import type { Json, JsonObject, Resource } from '../../../src/resource/resource.ts';

const ACCOUNT = '123456789012';
const STATE = new URL('../../fixtures/lab/refreshed.tfstate', import.meta.url).pathname;

async function managed(): Promise<Resource[]> {
  const input = await openInput(STATE, { keepTypes: new Set(), terraform: false });
  const all = [...input.resources()].filter(
    ({ mode, type }) => mode === 'managed' && !type.startsWith('driftlock_'),
  );
  return all.filter(withoutEchoes(new Set(all.flatMap(explicitKeys))));
}

/** The same resources as a collector gives them: no addresses, and every scope told. */
function asLive(resources: readonly Resource[]): Resource[] {
  return resources.map(({ address: _, declared: __, key: ___, ...one }) => {
    const scope = { account: ACCOUNT, region: 'us-east-1', ...one.scope };
    const live: Resource = { ...one, scope, observed: { from: 'live' } };
    const key = naturalKey(live);
    return key === undefined ? live : { ...live, key };
  });
}

function coverage(
  resources: readonly Resource[],
  status: CoverageEntry['status'] = 'complete',
): CoverageEntry[] {
  const types = new Set(resources.map(({ type }) => type));
  return [...types].map((type) => ({ source: 's', scope: { account: ACCOUNT }, type, status, count: 1 }));
}

const state = await managed();

function drift(live: readonly Resource[], change: Partial<Parameters<typeof detectDrift>[0]> = {}): Drift {
  return detectDrift({
    state,
    live,
    account: ACCOUNT,
    coverage: coverage(state),
    ignored: new Map(),
    hash: undefined,
    ...change,
  });
}

const NONE = { changed: [], missing: [], unmanaged: [], unknown: [] };

function parts({ changed, missing, unmanaged, unknown }: Drift) {
  return { changed, missing, unmanaged, unknown };
}

describe('what has not changed', () => {
  it('is no drift, for any type of the lab', () => {
    const found = drift(asLive(state));
    expect(parts(found)).toEqual(NONE);
    expect(found.summary.unchanged).toBe(found.summary.compared);
    expect(found.summary.compared).toBe(new Set(state.map(({ address }) => address)).size);
  });

  it('nor are zero values that are left out, or sets in another order', () => {
    const live = asLive(state).map((one) => ({ ...one, values: turned(one.values) as JsonObject }));
    expect(
      parts(drift(live)).changed.map(({ address, attributes }) => [
        address,
        attributes.map(({ path }) => path),
      ]),
    ).toEqual(
      // Lists whose order counts are turned as well.
      expect.not.arrayContaining([['aws_vpc.main', expect.anything()]]),
    );
    const zeros = asLive(state).map((one) => ({ ...one, values: withoutZeros(one.values) }));
    expect(parts(drift(zeros))).toEqual(NONE);
  });
});

describe('each resource', () => {
  const declared = state.filter((one) => one.declared === undefined);

  it.each(declared.map((one) => [one.address, one] as const))(
    '%s gone is missing, and nothing else',
    (address, one) => {
      const found = drift(asLive(state.filter((other) => other !== one)));
      expect(found.missing.map((gone) => gone.address)).toEqual([address]);
      expect([found.changed, found.unmanaged, found.unknown]).toEqual([[], [], []]);
    },
  );

  it.each(declared.map((one) => [one.address, one] as const))(
    '%s that no state has is unmanaged',
    (_, one) => {
      const found = detectDrift({
        state: state.filter((other) => other !== one),
        live: asLive(state),
        account: ACCOUNT,
        coverage: coverage(state),
        ignored: new Map(),
        hash: undefined,
      });
      expect(found.unmanaged.map(({ key }) => key)).toEqual(asLive([one]).map(({ key }) => key));
      expect([found.changed, found.missing, found.unknown]).toEqual([[], [], []]);
    },
  );

  it.each(declared.map((one) => [one.address, one] as const))(
    '%s: each attribute that changes is told by its place',
    (address, one) => {
      for (const [name, value] of Object.entries(one.values)) {
        if (typeof value !== 'string' || value === '' || keyHolds(one, value) || name === 'tags') continue;
        const changed = { ...one, values: { ...one.values, [name]: `${value}-changed` } };
        const found = drift(asLive(state.map((other) => (other === one ? changed : other))));
        const isSecret = one.sensitive.some((path) => path[1] === name);
        expect(found.changed).toEqual([
          expect.objectContaining({
            address,
            attributes: [
              isSecret
                ? { path: ['values', name], sensitive: true }
                : { path: ['values', name], before: value, after: `${value}-changed` },
            ],
          }),
        ]);
      }
    },
  );
});

describe('inside another resource', () => {
  const rule = state.find(
    (one) => one.declared?.type === 'aws_security_group' && one.type.includes('ingress'),
  ) as Resource;

  it('a block that is gone is a change of what it stands in, in its own spelling', () => {
    const found = drift(asLive(state.filter((one) => one !== rule)));
    expect(found.changed).toEqual([
      {
        type: 'aws_security_group',
        address: rule.address,
        scope: rule.scope,
        attributes: [
          {
            path: ['values', 'ingress'],
            before: [
              {
                cidr_blocks: ['0.0.0.0/0'],
                description: 'ssh',
                from_port: 22,
                protocol: 'tcp',
                self: false,
                to_port: 22,
              },
            ],
          },
        ],
      },
    ]);
    expect(found.missing).toEqual([]);
  });

  it('one more in the cloud is a change of an owner that declares such blocks, and else unmanaged', () => {
    const more = (group: Json | undefined): Resource => ({
      ...(asLive([rule])[0] as Resource),
      key: JSON.stringify(['more', group ?? null]),
      values: { ...rule.values, security_group_id: group ?? null, from_port: 3389, to_port: 3389 },
    });
    const inline = drift([...asLive(state), more(rule.values.security_group_id)]);
    const after = [
      {
        cidr_blocks: ['0.0.0.0/0'],
        description: 'ssh',
        from_port: 3389,
        protocol: 'tcp',
        self: false,
        to_port: 3389,
      },
    ];
    expect(inline.changed.map(({ address, attributes }) => [address, attributes])).toEqual([
      [rule.address, [{ path: ['values', 'ingress'], after }]],
    ]);
    expect(inline.unmanaged).toEqual([]);
    const separate = state.find(({ address }) => address === 'aws_security_group.sep')?.values.id;
    const other = drift([...asLive(state), more(separate)]);
    expect(other.changed).toEqual([]);
    expect(other.unmanaged.map(({ type }) => type)).toEqual(['aws_vpc_security_group_ingress_rule']);
  });
});

describe('what cannot be told', () => {
  const queue = state.find(({ type }) => type === 'aws_sqs_queue') as Resource;
  const others = asLive(state.filter((one) => one !== queue));

  it('a resource of a type that was denied is undecided, not missing', () => {
    const denied = coverage(state).map((entry) =>
      entry.type === 'aws_sqs_queue' ? { ...entry, status: 'denied' as const, api: 'sqs:ListQueues' } : entry,
    );
    const found = drift(others, { coverage: denied });
    expect(found.missing).toEqual([]);
    expect(found.unknown.map(({ address, attributes }) => [address, attributes])).toEqual([
      [queue.address, [{ path: ['values'], reason: 'denied', api: 'sqs:ListQueues' }]],
    ]);
  });

  it('an attribute that was denied is undecided, and hides no change of another', () => {
    const live: Resource = {
      ...(asLive([queue])[0] as Resource),
      values: { ...queue.values, kms_master_key_id: 'other', message_retention_seconds: 60 },
      unknown: [{ path: ['values', 'kms_master_key_id'], reason: 'denied', api: 'sqs:GetQueueAttributes' }],
    };
    const found = drift([...others, live]);
    expect(found.changed.map(({ attributes }) => attributes)).toEqual([
      [{ path: ['values', 'message_retention_seconds'], before: 86400, after: 60 }],
    ]);
    expect(found.unknown.map(({ attributes }) => attributes)).toEqual([
      [{ path: ['values', 'kms_master_key_id'], reason: 'denied', api: 'sqs:GetQueueAttributes' }],
    ]);
  });

  it('what nobody asked for is not compared, and said', () => {
    const found = drift(others, { coverage: coverage(state).filter(({ type }) => type !== 'aws_sqs_queue') });
    expect(found.missing).toEqual([]);
    expect(found.summary.notCompared).toEqual([{ type: 'aws_sqs_queue', resources: 1 }]);
  });

  it('what the cloud makes by itself is not unmanaged', () => {
    const made: Resource = { ...(asLive([queue])[0] as Resource), key: '["made"]', origin: 'default' };
    expect(parts(drift([...asLive(state), made]))).toEqual(NONE);
  });
});

function keyHolds(one: Resource, value: string): boolean {
  return asLive([one])[0]?.key?.includes(JSON.stringify(value).slice(1, -1)) !== false;
}

function turned(value: Json): Json {
  if (Array.isArray(value)) return [...value].reverse().map((item) => turned(item as Json));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, turned(item as Json)]));
}

function withoutZeros(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== false && value !== 0));
}
