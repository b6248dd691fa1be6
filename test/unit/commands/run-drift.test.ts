/** `drift` from files to its report, where several states or accounts meet one snapshot. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runDrift } from '../../../src/commands/run-drift.ts';
import type { DriftReport } from '../../../src/finding/drift.ts';
import type { Manifest } from '../../../src/finding/manifest.ts';
import type { JsonObject, Resource } from '../../../src/resource/resource.ts';
import { shape } from '../../../src/resource/shape.ts';
import { typeSchema } from '../../../src/resource/type-schema.ts';
import { createSnapshot } from '../../../src/snapshot/write-snapshot.ts';
import { type Declared, stateFile } from './state-file.ts';

const said = vi.hoisted(() => [] as string[]);
vi.mock('../../../src/commands/notice.ts', () => ({ notice: (line: string) => said.push(line) }));

const provider = 'registry.terraform.io/hashicorp/aws';
const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';
const KEY = 'a key of at least sixteen characters';

const SCHEMA = new URL('../../../reports/drift-1.schema.json', import.meta.url);
const isReport = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(SCHEMA, 'utf8')),
);

let folder: string;
const before = { ...process.env };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drift-'));
  process.env.DRIFTLOCK_REDACTION_KEY = KEY;
  said.length = 0;
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  process.env = { ...before };
});

function live(type: string, values: JsonObject, region = REGION): readonly Resource[] {
  const scope = { account: ACCOUNT, region };
  const observed = { from: 'live' as const };
  const raw = { type, provider, mode: 'managed' as const, address: '', scope, values, observed };
  return shape(raw, typeSchema(provider, type)).map(({ address: _, ...one }) => one);
}

interface Place {
  readonly regions?: readonly string[];
  readonly key?: string | null;
}

async function snapshot(types: readonly string[], resources: readonly Resource[], place: Place = {}) {
  const { regions = [REGION], key = null } = place;
  const name = join(folder, 'snapshot');
  const writer = await createSnapshot(name, 'aws', { key: undefined });
  const section = writer.section();
  for (const one of resources) await section.add(one);
  await section.close();
  const parts: Omit<Manifest, 'shards' | 'resources'> = {
    schema: 'https://driftlock.dev/schemas/snapshot-1.json',
    format_version: '1.0',
    tool: { name: 'driftlock', version: '0.0.0' },
    cloud: 'aws',
    identity: `arn:aws:iam::${ACCOUNT}:user/u`,
    asked: { accounts: [ACCOUNT], regions, types },
    started: '2026-11-21T00:00:00.000Z',
    ended: '2026-11-21T00:00:01.000Z',
    redaction_key: key,
    coverage: types.flatMap((type) =>
      regions.map((region) => ({
        scope: { account: ACCOUNT, region },
        type,
        status: 'complete' as const,
        count: 1,
      })),
    ),
    not_filled: {},
    requests: {},
  };
  await writer.finish(parts);
  return name;
}

const state = (file: string, resources: readonly Declared[], sensitive?: JsonObject): string =>
  stateFile(join(folder, file), resources, sensitive);

async function drift(
  states: readonly string[],
  name: string,
): Promise<{ code: number; report: DriftReport }> {
  const file = join(folder, 'report.json');
  const code = await runDrift({ state: states, snapshot: name, format: [`json=${file}`] });
  const report = JSON.parse(readFileSync(file, 'utf8')) as DriftReport;
  expect([isReport(report), isReport.errors]).toEqual([true, null]);
  return { code, report };
}

const summary = ({ summary: { changed, missing, unmanaged, unknown } }: DriftReport) => ({
  changed,
  missing,
  unmanaged,
  unknown,
});

describe('several states of one account', () => {
  const INGRESS = 'aws_vpc_security_group_ingress_rule';
  const open = { from_port: 443, to_port: 443, protocol: 'tcp', cidr_blocks: ['10.0.0.0/8'] };
  const group = {
    type: 'aws_security_group',
    name: 'g',
    values: {
      id: 'sg-1',
      arn: `arn:aws:ec2:${REGION}:${ACCOUNT}:security-group/sg-1`,
      ingress: [{ ...open, ipv6_cidr_blocks: [], prefix_list_ids: [], security_groups: [], self: false }],
    },
  };
  const arn = `arn:aws:ec2:${REGION}:${ACCOUNT}:security-group-rule/sgr-1`;
  const ruleValues = {
    id: 'sgr-1',
    arn,
    security_group_id: 'sg-1',
    from_port: 443,
    to_port: 443,
    ip_protocol: 'tcp',
    cidr_ipv4: '10.0.0.0/8',
  };
  const rule = { type: INGRESS, name: 'r', values: ruleValues };
  const liveGroup = live('aws_security_group', { id: 'sg-1', arn: group.values.arn });
  const other = { ...ruleValues, id: 'sgr-2', from_port: 22, to_port: 22 };

  it.each([
    ['in the same state', [[group, rule]]],
    ['in another state', [[group], [rule]]],
  ])('a rule of its own %s is told once, by its resource', async (_, parts) => {
    const files = parts.map((one, place) => state(`${place}.json`, one));
    const name = await snapshot(['aws_security_group', INGRESS], [...liveGroup, ...live(INGRESS, other)]);
    const { code, report } = await drift(files, name);
    expect(report.missing.map(({ address }) => address)).toEqual([`${INGRESS}.r`]);
    expect(report.unmanaged.map(({ type }) => type)).toEqual([INGRESS]);
    expect([report.changed, report.unknown, code]).toEqual([[], [], 1]);
  });
});

describe('a state of another account', () => {
  const topic = (account: string) => ({
    type: 'aws_sns_topic',
    name: 't',
    values: { id: 'x', arn: `arn:aws:sns:${REGION}:${account}:x`, name: 'x' },
  });
  const bucket = { type: 'aws_s3_bucket', name: 'b', values: { id: 'b', bucket: 'b', region: REGION } };
  const types = ['aws_s3_bucket', 'aws_sns_topic'];

  it('is not compared, and that is not "nothing drifted"', async () => {
    const name = await snapshot(types, []);
    const { code, report } = await drift([state('s.json', [topic('999900001111'), bucket])], name);
    expect(summary(report)).toEqual({ changed: 0, missing: 0, unmanaged: 0, unknown: 0 });
    expect(report.summary.notCompared).toEqual([
      { type: 'aws_sns_topic', resources: 1 },
      { type: 'aws_s3_bucket', resources: 1 },
    ]);
    expect(report.summary.incomplete).toHaveLength(1);
    expect(code).toBe(3);
  });

  it('beside the own one leaves what tells no account undecided', async () => {
    const own = { ...topic(ACCOUNT), name: 'own' };
    const name = await snapshot(types, live('aws_sns_topic', own.values));
    const { code, report } = await drift([state('s.json', [topic('999900001111'), own, bucket])], name);
    expect(summary(report)).toEqual({ changed: 0, missing: 0, unmanaged: 0, unknown: 1 });
    expect(report.unknown.map(({ address }) => address)).toEqual(['aws_s3_bucket.b']);
    expect(code).toBe(3);
  });

  it.each([
    ['another account', ['999900001111'], 0, 1],
    ['several accounts', ['999900001111', ACCOUNT], 1, 0],
    ['the own account', [ACCOUNT], 0, 0],
  ])(
    'a name that every account may have is not taken for that of %s',
    async (_, accounts, unknown, unmanaged) => {
      const membership = { id: 'x', user: 'u', groups: ['g'] };
      const type = 'aws_iam_user_group_membership';
      const name = await snapshot([type, 'aws_sns_topic'], live(type, membership, 'global'), {
        regions: ['global', REGION],
      });
      const topics = accounts.map((one, place) => ({ ...topic(one), name: `t${place}` }));
      const { report } = await drift(
        [state('s.json', [...topics, { type, name: 'm', values: membership }])],
        name,
      );
      expect(report.unknown.map((one) => [one.type, one.address, one.mayBe])).toEqual(
        unknown === 0
          ? []
          : [
              [type, `${type}.m`, undefined],
              [type, undefined, [`${type}.m`]],
            ],
      );
      expect(report.unmanaged).toHaveLength(unmanaged);
      expect(report.changed).toEqual([]);
    },
  );

  it('the own account alone has what it lacks missing', async () => {
    const name = await snapshot(types, live('aws_sns_topic', topic(ACCOUNT).values));
    const { code, report } = await drift([state('s.json', [topic(ACCOUNT), bucket])], name);
    expect(report.missing.map(({ address }) => address)).toEqual(['aws_s3_bucket.b']);
    expect(code).toBe(1);
  });
});

describe('what tells no region', () => {
  const table = (region: string) => ({
    type: 'aws_route_table',
    name: 't',
    values: { id: 'rtb-1', arn: `arn:aws:ec2:${region}:${ACCOUNT}:route-table/rtb-1` },
  });
  const route = {
    type: 'aws_route',
    name: 'r',
    values: { id: 'r', route_table_id: 'rtb-1', destination_cidr_block: '0.0.0.0/0', gateway_id: 'igw-1' },
  };

  it.each([
    ['undecided where the state reaches into regions that were not read', 'us-east-1', [1, 0]],
    ['missing where it does not', REGION, [0, 1]],
  ])('is %s', async (_, region, [unknown, missing]) => {
    const values = live('aws_route_table', table(region).values, region);
    const name = await snapshot(['aws_route_table', 'aws_route'], region === REGION ? values : []);
    const { report } = await drift([state('s.json', [table(region), route])], name);
    expect(summary(report)).toEqual({ changed: 0, missing, unmanaged: 0, unknown });
  });
});

describe('copies of a sensitive value', () => {
  it('are changed without values', async () => {
    const secret = 'correct-horse-battery';
    const vpc = { id: 'vpc-1', arn: `arn:aws:ec2:${REGION}:${ACCOUNT}:vpc/vpc-1` };
    const database = { identifier: 'd', password: secret };
    const file = state(
      's.json',
      [
        {
          type: 'aws_vpc',
          name: 'v',
          values: { ...vpc, tags: { note: secret }, tags_all: { note: secret } },
        },
        { type: 'aws_db_instance', name: 'd', values: database },
      ],
      { d: { password: true } },
    );
    const name = await snapshot(['aws_vpc'], live('aws_vpc', { ...vpc, tags: {}, tags_all: {} }));
    const { report } = await drift([file], name);
    expect(summary(report).changed).toBe(1);
    expect(JSON.stringify(report)).not.toContain(secret);
  });
});

describe('attributes of a newer provider', () => {
  it('are no drift, and named once', async () => {
    const values = { id: 'vpc-1', arn: `arn:aws:ec2:${REGION}:${ACCOUNT}:vpc/vpc-1` };
    const newer = { ...values, region: REGION, brand_new: 'x' };
    const states = ['v', 'w'].map((name) => ({ type: 'aws_vpc', name, values: newer }));
    const name = await snapshot(['aws_vpc'], live('aws_vpc', values));
    const { code, report } = await drift([state('s.json', states)], name);
    expect([summary(report), code]).toEqual([{ changed: 0, missing: 0, unmanaged: 0, unknown: 0 }, 0]);
    expect(said).toEqual([
      'attributes that this driftlock does not know are not compared: aws_vpc.brand_new',
    ]);
  });
});

describe('the redaction key', () => {
  it('is not made by those who only compare, and a home that cannot be written is no error', async () => {
    delete process.env.DRIFTLOCK_REDACTION_KEY;
    process.env.XDG_CONFIG_HOME = join(folder, 'config');
    const name = await snapshot(['aws_vpc'], [], { key: '0123456789abcdef' });
    const { code } = await drift([state('s.json', [])], name);
    expect(code).toBe(0);
    expect(said).toEqual([
      'sensitive values are not compared: the redaction key of the snapshot is not at hand',
    ]);
    expect(() => readFileSync(join(folder, 'config/driftlock/redaction.key'))).toThrow(/ENOENT/);
    mkdirSync(join(folder, 'config'));
    writeFileSync(join(folder, 'config/driftlock'), 'a file in the way');
    expect((await drift([state('s.json', [])], name)).code).toBe(0);
  });
});
