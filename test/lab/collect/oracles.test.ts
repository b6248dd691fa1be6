/** Every mapping takes what the real AWS answered, and agrees with what the provider made of the same answers. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AWS_COLLECTORS } from '../../../src/collect/aws/registry.ts';
import type { AwsCollector, AwsRun } from '../../../src/collect/aws/run.ts';
import { runCollectors } from '../../../src/collect/run-collectors.ts';
import type { CoverageEntry } from '../../../src/finding/coverage.ts';
import type { Json, JsonObject, Resource } from '../../../src/resource/resource.ts';
import { shape } from '../../../src/resource/shape.ts';
import { typeSchema } from '../../../src/resource/type-schema.ts';
import { AWS } from './collected.ts';
import { compareOne } from './compare-one.ts';
import { KNOWN_DIFFERENCES, KNOWN_MALFORMED } from './known-reasons.ts';
import { type Answers, placeOf, recordedRun } from './recorded-run.ts';
import { schemaViolations } from './schema-violations.ts';

const ORACLES = new URL('../../../../shared/oracles/aws/', import.meta.url);
const isThere = existsSync(ORACLES);
if (!isThere)
  process.stdout.write('SKIPPED: collectors against recorded answers: shared/oracles is absent\n');
/** The most bodies that are kept of one operation. */
const ROUNDS = 4;

type Bodies = Readonly<Record<string, readonly Json[]>>;

interface Pair {
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly values: JsonObject;
  }[];
  readonly responses: readonly {
    readonly service: string;
    readonly operation: string;
    readonly n: number;
    readonly status: number;
    readonly data: Json;
  }[];
}

const collectors = await Promise.all(Object.values(AWS_COLLECTORS).map(({ load }) => load()));

function parsed<Content>(path: string): Content {
  return JSON.parse(readFileSync(new URL(path, ORACLES), 'utf8')) as Content;
}

const kept = new Map<string, Bodies>();

function bodiesOf(service: string): Bodies {
  const path = `bodies/${service}.json`;
  const bodies = kept.get(service) ?? (existsSync(new URL(path, ORACLES)) ? parsed<Bodies>(path) : {});
  kept.set(service, bodies);
  return bodies;
}

interface Ran {
  readonly resources: readonly Resource[];
  readonly coverage: readonly CoverageEntry[];
  readonly strange: readonly string[];
}

async function ran(collector: AwsCollector, run: AwsRun): Promise<Ran> {
  const strange: string[] = [];
  const watched: AwsCollector = {
    ...collector,
    async *collect(given) {
      for await (const record of collector.collect(given)) {
        strange.push(...schemaViolations(record));
        yield record;
      }
    },
  };
  const resources: Resource[] = [];
  const coverage = await runCollectors([{ collector: watched, region: run.region, run }], {
    provider: AWS,
    account: run.account,
    concurrency: 1,
    clock: () => new Date(0),
    take: (resource) => void resources.push(resource),
    done: () => undefined,
  });
  return { resources, coverage, strange };
}

describe.skipIf(!isThere)('recorded bodies', () => {
  it.each(collectors.map((collector) => [collector.id, collector] as const))('%s', async (id, collector) => {
    const service = id.split('/')[1] ?? '';
    const taken = new Set<string>();
    const missing = new Set<string>();
    const malformed = new Set<string>();
    const strange: string[] = [];
    let records = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const calls = new Map<string, number>();
      const answers: Answers = (of, operation) => {
        const bodies = bodiesOf(of)[operation];
        if (bodies === undefined) return undefined;
        const call = calls.get(operation) ?? 0;
        calls.set(operation, call + 1);
        const place = (round + call) % bodies.length;
        taken.add(`${of}.${operation}[${place}]`);
        return { body: bodies[place] as Json };
      };
      const texts = Object.values(bodiesOf(service)).map((bodies) => bodies[round % bodies.length]);
      const run = recordedRun(answers, placeOf(JSON.stringify(texts)));
      const given = await ran(collector, run);
      records += given.resources.length;
      strange.push(...given.strange);
      for (const { type, unknown } of given.resources)
        for (const { path, reason } of unknown)
          if (reason === 'malformed') malformed.add(`${type}.${path.slice(1).join('.')}`);
      for (const api of run.notRecorded) missing.add(api);
    }
    const operations = new Set([...taken].map((name) => name.replace(/\[\d+\]$/, '')));
    process.stdout.write(
      `${id}: ${taken.size} bodies of ${operations.size} operations taken, ${records} records` +
        `${missing.size > 0 ? `; never recorded: ${[...missing].sort().join(', ')}` : ''}\n`,
    );
    expect(records > 0 || missing.size > 0).toBe(true);
    expect(strange).toEqual([]);
    expect([...malformed].filter((name) => !Object.hasOwn(KNOWN_MALFORMED, name))).toEqual([]);
  });
});

describe.skipIf(!isThere)('recorded pairs', async () => {
  const files = isThere ? readdirSync(new URL('pairs/', ORACLES)).sort() : [];
  const found = new Set<string>();
  const tally = new Map<string, { agree: number; differ: number; alone: number }>();

  it.each(files)('%s', async (file) => {
    const pair = parsed<Pair>(`pairs/${file}`);
    const place = placeOf(JSON.stringify(pair));
    const stated = pair.resources.flatMap((resource) => shapedState(resource, place));
    const differences: string[] = [];
    for (const collector of collectors) {
      const given = await ran(collector, recordedRun(inTurn(pair), place));
      expect(given.strange).toEqual([]);
      const mine = stated.filter(({ type }) => collector.types.includes(type));
      for (const state of mine) {
        const count = tally.get(state.type) ?? { agree: 0, differ: 0, alone: 0 };
        tally.set(state.type, count);
        const live = sameIn(given.resources, state);
        if (live === undefined) {
          count.alone++;
          continue;
        }
        const compared = compareOne(withoutUnread(state, live), live, collector.notFilled[state.type] ?? {});
        count.agree += compared.equal;
        count.differ += compared.different.length;
        differences.push(...compared.different);
      }
    }
    const unexplained = differences.filter((line) => {
      const name = `${file} ${line.split(': ')[0]}`;
      found.add(name);
      return !Object.hasOwn(KNOWN_DIFFERENCES, name);
    });
    expect(unexplained).toEqual([]);
  });

  it('each known difference is one', () => {
    for (const [type, { agree, differ, alone }] of [...tally].sort())
      process.stdout.write(
        `${type}: ${agree} agree, ${differ} differ, ${alone} not told apart in a listing\n`,
      );
    expect(Object.keys(KNOWN_DIFFERENCES).filter((name) => !found.has(name))).toEqual([]);
  });
});

/** The answers of a recording in the order in which they were given. */
function inTurn({ responses }: Pair): Answers {
  const left = new Map<string, Pair['responses'][number][]>();
  for (const response of [...responses].sort((one, other) => one.n - other.n)) {
    const name = `${response.service}.${response.operation}`;
    left.set(name, [...(left.get(name) ?? []), response]);
  }
  return (service, operation) => {
    const next = left.get(`${service}.${operation}`)?.shift();
    if (next === undefined) return operation === 'ListKeys' ? { body: listedKeys(responses) } : undefined;
    if (next.status < 400) return { body: next.data };
    const { Error: error } = next.data as { readonly Error?: { readonly Code?: string } };
    return { error: error?.Code ?? String(next.status) };
  };
}

/** The listing of the keys that a recording describes: none was recorded. */
function listedKeys(responses: Pair['responses']): Json {
  const described = responses.filter(({ operation, status }) => operation === 'DescribeKey' && status < 400);
  const metadata = described.map(({ data }) => (data as { readonly KeyMetadata: JsonObject }).KeyMetadata);
  return { Keys: metadata.map(({ KeyId }) => ({ KeyId: KeyId ?? null })) };
}

function shapedState(
  { type, name, values }: Pair['resources'][number],
  scope: { account: string; region: string },
): Resource[] {
  const schema = typeSchema(AWS, type);
  const raw = { type, provider: AWS, mode: 'managed' as const, address: `${type}.${name}`, scope, values };
  return shape({ ...raw, observed: { from: 'state', at: '' } }, schema);
}

/** The one of the same key; else the only one of the type whose id ends alike. */
function sameIn(live: readonly Resource[], state: Resource): Resource | undefined {
  const ofType = live.filter(({ type }) => type === state.type);
  const same = ofType.find(({ key }) => key !== undefined && key === state.key);
  const alike = ofType.filter((one) => tail(one) === tail(state));
  return same ?? (alike.length === 1 ? alike[0] : undefined);
}

/** Accounts were replaced in one of the two here and there: ids are compared from their last part. */
function tail({ values }: Resource): string {
  const { queue_url, bucket, role, key_id, arn, id, name } = values;
  const own = [queue_url, bucket, role, key_id, arn, id, name].find((value) => typeof value === 'string');
  return JSON.stringify(typeof own === 'string' ? own.split(/[:/]/).at(-1) : own);
}

/** What no recorded call answered is no difference. */
function withoutUnread(state: Resource, live: Resource): Resource {
  const unread = new Set(live.unknown.map(({ path }) => path[1]));
  const entries = Object.entries(state.values).filter(([name]) => !unread.has(name));
  return { ...state, values: Object.fromEntries(entries) };
}
