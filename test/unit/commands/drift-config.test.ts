/** What the configuration says of policies, in the verdicts that `drift` tells. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runDrift } from '../../../src/commands/run-drift.ts';
import { DriftlockError } from '../../../src/errors.ts';
import type { DriftReport } from '../../../src/finding/drift.ts';
import { OPEN_PORTS, openedPort } from './opened-port.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drift-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const inputs = (cidr?: string) => openedPort(folder, cidr === undefined ? {} : { cidr });

function config(text: string): string {
  const file = join(folder, 'driftlock.yaml');
  writeFileSync(file, text);
  return file;
}

const OPENED = { policy: OPEN_PORTS, severity: 'high', before: 'pass', after: 'fail' };

it.each<[string, readonly object[]]>([
  ['{}', [OPENED]],
  [`policies: {${OPEN_PORTS}: {severity: low}}`, [{ ...OPENED, severity: 'low' }]],
  ['policies: {CKV_AWS_24: {enabled: false}}', []],
  [`policies: {${OPEN_PORTS}: {params: {ports: 80}}}`, []],
  [`policies: {${OPEN_PORTS}: {paths: [module.a]}}`, []],
  [`policies: {${OPEN_PORTS}: {paths: ["!aws_security_group.g"]}}`, []],
  // What lives has no address: it goes by that of the state.
  [`policies: {${OPEN_PORTS}: {paths: [aws_security_group.g]}}`, [OPENED]],
  // In the cloud a rule is no place inside of its group.
  [`policies: {${OPEN_PORTS}: {paths: ["aws_security_group.g › ingress*"]}}`, [OPENED]],
  [`policies: {${OPEN_PORTS}: {paths: ["!aws_security_group.g › ingress*"]}}`, [OPENED]],
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
