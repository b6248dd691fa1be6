/** Waivers in `drift`: the verdicts of what changed, comments of the states' configuration, and gaps that are accepted. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runDrift } from '../../../src/commands/run-drift.ts';
import { DriftlockError } from '../../../src/errors.ts';
import type { DriftReport } from '../../../src/finding/drift.ts';
import { driftTable } from '../../../src/report/drift/drift-table.ts';
import { realPath } from '../../../src/source/source-root.ts';
import { ACCOUNT, REGION } from '../drift/made.ts';
import { OPEN_PORTS, openedPort } from './opened-port.ts';
import { stateFile } from './state-file.ts';

const said = vi.hoisted(() => [] as string[]);
vi.mock('../../../src/commands/notice.ts', () => ({ notice: (line: string) => said.push(line) }));

const SCHEMA = new URL('../../../reports/drift-1.schema.json', import.meta.url);
const isReport = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(SCHEMA, 'utf8')),
);

let folder: string;
beforeEach(() => {
  folder = realPath(mkdtempSync(join(tmpdir(), 'drift-')));
  mkdirSync(join(folder, '.git'));
  said.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ENTRY = {
  id: 'legacy',
  policy: 'CKV_AWS_24',
  resource: 'aws_security_group.g',
  reason: 'until the bastion is gone',
  owner: 'platform',
  expires: '2027-03-31',
};

function waivers(...entries: readonly object[]): string {
  const file = join(folder, 'w.yaml');
  writeFileSync(file, JSON.stringify({ waivers: entries }));
  return file;
}

async function drifted(given: { readonly state: readonly string[]; readonly snapshot: string }, flags = {}) {
  const file = join(folder, 'report.json');
  const usual = { config: false, now: '2026-11-22T12:00:00Z', format: [`json=${file}`] };
  const code = await runDrift({ ...given, ...usual, ...flags });
  const report = JSON.parse(readFileSync(file, 'utf8')) as DriftReport;
  expect([isReport(report), isReport.errors]).toEqual([true, null]);
  const verdicts = report.changed.flatMap((one) => one.verdicts ?? []);
  return { code, report, verdicts };
}

async function verdictsBy(entry: object) {
  const given = await openedPort(folder);
  const { verdicts } = await drifted(given, { waivers: [waivers({ ...ENTRY, ...entry })] });
  return verdicts.map(({ before, after, waiver }) => [before, after, waiver?.id]);
}

describe('a waiver file', () => {
  it('accepts what the cloud fails, and the change counts as ever', async () => {
    const given = await openedPort(folder);
    const { code, report, verdicts } = await drifted(given, { waivers: [waivers(ENTRY)] });
    const { policy: _, resource: __, ...told } = ENTRY;
    const waiver = { ...told, kind: 'file', file: join(folder, 'w.yaml'), line: 1 };
    expect(verdicts).toEqual([
      { policy: OPEN_PORTS, severity: 'high', before: 'pass', after: 'waived', waiver },
    ]);
    expect([code, said, report.summary.waivers]).toMatchObject([
      1,
      [],
      { applied: [{ id: 'legacy', findings: 1 }], unused: [], expired: [] },
    ]);
    const table = driftTable(report, { colour: false, width: 400 });
    expect(table).toContain(
      `    high  ${OPEN_PORTS}: pass → waived\n      accepted until 2027-03-31: until `,
    );
    expect(table).toContain(`gone (legacy by platform, ${join(folder, 'w.yaml')}:1)\n`);
  });

  it.each<[object]>([
    [{ resource: 'sgr-1' }],
    [{ resource: `arn:aws:ec2:*:${ACCOUNT}:security-group-rule/*` }],
    [{ resource: '*' }],
    [{ tags: { made: 'by*' } }],
    [{ scope: { account: ACCOUNT, region: REGION } }],
  ])('with %j accepts it', async (entry) => {
    expect(await verdictsBy(entry)).toEqual([['pass', 'waived', 'legacy']]);
  });

  it.each<[object]>([
    [{ resource: 'aws_security_group.other' }],
    [{ tags: { env: 'dev' } }],
    [{ scope: { region: 'us-east-1' } }],
    [{ policy: 'aws.s3.bucket_logging' }],
    // In the cloud a rule is no place inside of its group.
    [{ resource: 'aws_security_group.g › ingress*' }],
    [{ granted: '2026-12-01' }],
  ])('with %j does not', async (entry) => {
    expect(await verdictsBy(entry)).toEqual([['pass', 'fail', undefined]]);
  });

  it('that is about nothing that failed is told, and one that has expired twice over', async () => {
    const given = await openedPort(folder);
    const file = waivers(
      { ...ENTRY, expires: '2026-11-21' },
      { ...ENTRY, id: 'idle', resource: 'aws_security_group.other' },
    );
    const { report, verdicts } = await drifted(given, { waivers: [file] });
    expect(verdicts.map(({ after }) => after)).toEqual(['fail']);
    expect(said).toEqual([`the waiver legacy expired on 2026-11-21: 1 finding counts again (${file}:1)`]);
    expect(report.summary.waivers).toMatchObject({ expired: [{ findings: 1 }], unused: [{ id: 'idle' }] });
    const table = driftTable(report, { colour: false, width: 200 });
    expect(table).toContain('1 waiver has expired: legacy (2026-11-21, 1 finding)\n');
    expect(table).toContain('1 waiver is about nothing here: idle\n');
  });

  it('that is about too much does not hold', async () => {
    const file = waivers({ ...ENTRY, resource: 'aws_security_group.*' });
    const { verdicts } = await drifted(await openedPort(folder, { count: 11 }), { waivers: [file] });
    expect(verdicts.map(({ after }) => after)).toEqual(Array(11).fill('fail'));
    expect(said).toEqual([
      `the waiver legacy is about 11 resources, more than 10, and does not hold without \`broad: true\` (${file}:1)`,
    ]);
  });

  it('is found above, and --no-waivers goes without', async () => {
    const given = await openedPort(folder);
    const config = join(folder, 'driftlock.yaml');
    writeFileSync(config, '{}');
    writeFileSync(join(folder, 'driftlock.waivers.yaml'), JSON.stringify({ waivers: [ENTRY] }));
    const verdictsWith = async (flags: object) =>
      (await drifted(given, { config, ...flags })).verdicts.map((one) => one.after);
    expect(await verdictsWith({})).toEqual(['waived']);
    expect(await verdictsWith({ waivers: false })).toEqual(['fail']);
    expect(await verdictsWith({ config: false })).toEqual(['fail']);
  });

  it('with an unknown policy is an error although nothing changed; a raw one is none of them', async () => {
    const given = await openedPort(folder, { cidr: '10.0.0.0/8' });
    const file = waivers({ ...ENTRY, policy: ['aws.ec2.x', 'main.deny'] });
    const error: unknown = await drifted(given, { waivers: [file] }).catch((thrown: unknown) => thrown);
    if (!(error instanceof DriftlockError)) throw error;
    expect([error.code, error.where]).toEqual(['policy-unknown', `${file}:1:38`]);
    waivers({ ...ENTRY, policy: 'main.deny' });
    const { code, report } = await drifted(given, { waivers: [file] });
    expect([code, report.summary.waivers?.unused]).toEqual([0, []]);
  });
});

describe('a comment in the configuration of the state', () => {
  const BLOCK = 'resource "aws_security_group" "g" {\n  #checkov:skip=CKV_AWS_24:bastion\n}\n';

  it('accepts what the cloud fails', async () => {
    const given = await openedPort(folder);
    writeFileSync(join(folder, 'main.tf'), BLOCK);
    const { verdicts, report } = await drifted(given);
    expect(verdicts.map(({ after, waiver }) => [after, waiver])).toEqual([
      [
        'waived',
        { id: 'checkov:skip=CKV_AWS_24', kind: 'inline', reason: 'bastion', file: 'main.tf', line: 2 },
      ],
    ]);
    expect(report.summary.waivers).toMatchObject({ files: [], applied: [{ kind: 'inline' }] });
    const without = await drifted(given, { waivers: false });
    expect([without.verdicts.map(({ after }) => after), without.report.summary.waivers]).toEqual([
      ['fail'],
      undefined,
    ]);
  });

  it('of the state that holds the resource, among several', async () => {
    const given = await openedPort(folder);
    const other = join(folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'main.tf'), BLOCK);
    const topic = { arn: `arn:aws:sns:${REGION}:${ACCOUNT}:t`, id: 't', name: 't' };
    const second = stateFile(join(other, 'state.json'), [
      { type: 'aws_sns_topic', name: 't', values: topic },
    ]);
    writeFileSync(join(folder, 'main.tf'), BLOCK.replace(/ {2}#.*\n/, ''));
    const state = [second, ...given.state];
    const { verdicts } = await drifted({ ...given, state });
    expect(verdicts.map(({ after }) => after)).toEqual(['fail']);
    writeFileSync(join(folder, 'main.tf'), BLOCK);
    const accepted = await drifted({ ...given, state });
    expect(accepted.verdicts.map(({ after, waiver }) => [after, waiver?.file])).toEqual([
      ['waived', 'main.tf'],
    ]);
  });
});

describe('an accepted gap', () => {
  const scope = { account: ACCOUNT, region: REGION };
  const DENIED = { scope, type: 'aws_sns_topic', status: 'denied', count: 0, api: 'sns:ListTopics' } as const;
  const GAP = {
    id: 'no-topics',
    type: 'aws_sns_*',
    reason: 'not ours to read',
    owner: 'audit',
    expires: '2027-01-31',
  };

  async function withGap(more: object) {
    const file = join(folder, 'w.yaml');
    writeFileSync(file, JSON.stringify({ gaps: [{ ...GAP, ...more }] }));
    const given = await openedPort(folder, { cidr: '10.0.0.0/8', coverage: [DENIED] });
    const arn = `arn:aws:sns:${REGION}:${ACCOUNT}:t`;
    const topic = { type: 'aws_sns_topic', name: 't', values: { arn, id: arn, name: 't' } };
    const state = [...given.state, stateFile(join(folder, 'topics.json'), [topic])];
    return drifted({ ...given, state }, { waivers: [file] });
  }

  it('leaves the evidence complete, and what it is about undecided', async () => {
    const { code, report } = await withGap({});
    expect([code, report.summary.incomplete, report.unknown.map(({ address }) => address)]).toEqual([
      0,
      [],
      ['aws_sns_topic.t'],
    ]);
    expect(report.coverage.map(({ type, accepted }) => [type, accepted])).toContainEqual([
      'aws_sns_topic',
      'no-topics',
    ]);
    expect(report.summary.waivers?.gaps).toMatchObject([{ id: 'no-topics', coverage: 1, reads: 1 }]);
  });

  it.each([
    [{ type: 'aws_vpc' }, []],
    [{ action: 'sns:GetTopicAttributes' }, []],
    [{ expires: '2026-11-21' }, ['the accepted gap no-topics expired on 2026-11-21: it counts again']],
  ])('with %j leaves it incomplete', async (more, lines) => {
    const { code, report } = await withGap(more);
    expect([code, report.summary.incomplete.length]).toEqual([3, 2]);
    expect(said.map((line) => line.replace(/ \(.*/, ''))).toEqual(lines);
  });
});
