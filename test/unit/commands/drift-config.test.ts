/** What the configuration says of policies, in the verdicts that `drift` tells. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runDrift } from '../../../src/commands/run-drift.ts';
import { DriftlockError } from '../../../src/errors.ts';
import type { DriftReport } from '../../../src/finding/drift.ts';
import { createSnapshot } from '../../../src/snapshot/write-snapshot.ts';
import { ACCOUNT, collected, REGION } from '../drift/made.ts';
import { stateFile } from './state-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drift-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const GROUP = { id: 'sg-1', arn: `arn:aws:ec2:${REGION}:${ACCOUNT}:security-group/sg-1`, name: 'g' };
const PORTS = { from_port: 22, to_port: 22 };
const TYPES = ['aws_security_group', 'aws_vpc_security_group_ingress_rule'];
const POLICY = 'aws.ec2.security_group_open_ports';

/** A state with a closed port, which is open in the cloud; `cidr` is what is found there. */
async function inputs(cidr = '0.0.0.0/0') {
  const writer = await createSnapshot(join(folder, 'snapshot'), 'aws', { key: undefined });
  const section = writer.section();
  const rule = { id: 'sgr-1', security_group_id: 'sg-1', ip_protocol: 'tcp', ...PORTS, cidr_ipv4: cidr };
  const live = [
    ...collected('aws_security_group', GROUP),
    ...collected('aws_vpc_security_group_ingress_rule', rule),
  ];
  for (const one of live) await section.add(one);
  await section.close();
  await writer.finish({
    schema: 'https://driftlock.dev/schemas/snapshot-1.json',
    format_version: '1.0',
    tool: { name: 'driftlock', version: '0.0.0' },
    cloud: 'aws',
    identity: `arn:aws:iam::${ACCOUNT}:user/u`,
    asked: { accounts: [ACCOUNT], regions: [REGION], types: TYPES },
    started: '2026-11-21T00:00:00.000Z',
    ended: '2026-11-21T00:00:01.000Z',
    redaction_key: null,
    coverage: TYPES.map((type) => ({
      scope: { account: ACCOUNT, region: REGION },
      type,
      status: 'complete',
      count: 1,
    })),
    not_filled: {},
    requests: {},
  });
  const ingress = [{ protocol: 'tcp', ...PORTS, cidr_blocks: ['10.0.0.0/8'] }];
  const group = { type: 'aws_security_group', name: 'g', values: { ...GROUP, ingress } };
  return { state: [stateFile(join(folder, 'state.json'), [group])], snapshot: join(folder, 'snapshot') };
}

function config(text: string): string {
  const file = join(folder, 'driftlock.yaml');
  writeFileSync(file, text);
  return file;
}

const OPENED = { policy: POLICY, severity: 'high', before: 'pass', after: 'fail' };

it.each<[string, readonly object[]]>([
  ['{}', [OPENED]],
  [`policies: {${POLICY}: {severity: low}}`, [{ ...OPENED, severity: 'low' }]],
  ['policies: {CKV_AWS_24: {enabled: false}}', []],
  [`policies: {${POLICY}: {params: {ports: 80}}}`, []],
  [`policies: {${POLICY}: {paths: [module.a]}}`, []],
  [`policies: {${POLICY}: {paths: ["!aws_security_group.g"]}}`, []],
  // What lives has no address: it goes by that of the state.
  [`policies: {${POLICY}: {paths: [aws_security_group.g]}}`, [OPENED]],
  // In the cloud a rule is no place inside of its group.
  [`policies: {${POLICY}: {paths: ["aws_security_group.g › ingress*"]}}`, [OPENED]],
  [`policies: {${POLICY}: {paths: ["!aws_security_group.g › ingress*"]}}`, [OPENED]],
])('%s', async (text, expected) => {
  const report = join(folder, 'report.json');
  await runDrift({ ...(await inputs()), format: [`json=${report}`], config: config(text) });
  const { changed } = JSON.parse(readFileSync(report, 'utf8')) as DriftReport;
  expect(changed.map(({ address }) => address)).toEqual(['aws_security_group.g']);
  expect(changed.flatMap(({ verdicts = [] }) => verdicts)).toEqual(expected);
});

it('an entry for a policy that is not there is an error, although nothing changed', async () => {
  const file = config('policies: {aws.ec2.x: {enabled: false}}');
  const given = { ...(await inputs('10.0.0.0/8')), format: [`json=${join(folder, 'r.json')}`], config: file };
  const error: unknown = await runDrift(given).catch((thrown: unknown) => thrown);
  if (!(error instanceof DriftlockError)) throw error;
  expect([error.code, error.where]).toEqual(['policy-unknown', `${file}:1:12`]);
});

it('failOn is none of it, allowIncomplete is', async () => {
  const file = config('failOn: critical\nallowIncomplete: true');
  const report = [`json=${join(folder, 'r.json')}`];
  expect(await runDrift({ ...(await inputs()), format: report, config: file })).toBe(1);
});
