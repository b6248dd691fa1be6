/** The command line in a folder with a configuration, and the plan of one volume that is not encrypted. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type SchemaObject } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { created, type Folder, type Outcome, planOf, ROOT, runCli, temporaryFolder } from './run-cli.ts';

export const ENCRYPTION = 'aws.ec2.ebs_volume_encryption';
const VOLUME = created('aws_ebs_volume', 'v', { availability_zone: 'eu-west-1a', encrypted: false, size: 1 });
export const VOLUME_PLAN = planOf(VOLUME);

export function schema(name: string): SchemaObject {
  return JSON.parse(readFileSync(join(ROOT, `reports/${name}.schema.json`), 'utf8')) as SchemaObject;
}

export const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, formats: { 'date-time': true } });
const isReport = ajv.compile(schema('report-1'));

export interface WithConfig {
  readonly folder: Folder;
  /** The file of VOLUME_PLAN. */
  readonly plan: string;
  /** Runs beside a configuration of that text. */
  run(
    text: string,
    args: readonly string[],
    environment?: Readonly<Record<string, string>>,
  ): Promise<Outcome>;
}

/** `remove` the folder when the tests are done. */
export function withConfig(): WithConfig {
  const folder = temporaryFolder();
  let written = 0;
  return {
    folder,
    plan: folder.write('plan.json', VOLUME_PLAN),
    run(text, args, environment = {}) {
      written += 1;
      const file = folder.write(`${written}/driftlock.yaml`, text);
      return runCli(args, { cwd: join(file, '..'), environment });
    },
  };
}

interface Found {
  readonly policy: string;
  readonly severity: string;
  readonly enforcement?: string;
  readonly verdict: string;
}

/** What a report that fits its schema says of each. */
export function findings({ stdout }: Outcome): readonly Found[] {
  const report = JSON.parse(stdout) as { findings: readonly Found[] };
  isReport(report);
  expect(isReport.errors).toBe(null);
  return report.findings.map(({ policy, severity, verdict, enforcement }) => ({
    policy,
    severity,
    verdict,
    ...(enforcement === undefined ? {} : { enforcement }),
  }));
}
