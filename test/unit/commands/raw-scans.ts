/**
 * Scans by raw policies in this process, all by one OPA: to start it for each would take most of the time. That it runs in a
 * thread, and what the command line makes of it, is for test/cli/raw-policies.test.ts.
 */
import { join } from 'node:path';
import { openRawPolicies, type RawOptions } from '../../../src/commands/open-raw-policies.ts';
import { type ScanOptions, scan } from '../../../src/commands/scan.ts';
import type { RawJudge } from '../../../src/evaluate/raw-judge.ts';
import { VERDICTS, type Verdict } from '../../../src/finding/finding.ts';
import type { Report } from '../../../src/finding/report.ts';
import { loadRego } from '../../../src/toolchain/rego.ts';
import { rawRuns } from '../../cli/raw-runs.ts';

async function inThisProcess(): Promise<RawJudge> {
  const rego = await loadRego();
  return {
    inspect: async (request) => rego.inspect(request),
    prepare: async (request) => rego.rawPrepare(request),
    judge: async (document, policies) => {
      rego.rawInput(document);
      return policies.map(({ package: path, name, exception }) =>
        rego.rawRule({ package: path, name, exception }),
      );
    },
    close: async () => undefined,
  };
}

export type RawSettings = Partial<Omit<RawOptions, 'folders'>> & Partial<Pick<ScanOptions, 'select' | 'now'>>;

/** Nothing but raw policies judges; `inputs` and `folders` as the command line has them. */
export async function rawScan(
  inputs: readonly string[],
  folders: readonly string[],
  { select = [], now = 0, notice = () => undefined, ...settings }: RawSettings = {},
): Promise<Report> {
  const shared = { policyLimitMs: 60_000, notice };
  const sources = { folders, namespaces: ['main'], data: [], rego: 'auto' as const };
  const raw = await openRawPolicies({ ...sources, ...shared, ...settings }, await inThisProcess());
  const options = {
    inputs,
    select,
    params: {},
    show: new Set<Verdict>(VERDICTS),
    onlyChanged: false,
    terraform: false,
    assumptions: true,
    now,
    toolVersion: '0.0.0',
    ...shared,
  };
  return await scan(options, [], raw);
}

export interface RawScans extends Pick<ReturnType<typeof rawRuns>, 'folder' | 'plan' | 'policies'> {
  /** Judges the plan by the one file alone. */
  scanBy(name: string, text: string, settings?: RawSettings): Promise<Report>;
}

export function rawScans(): RawScans {
  const { folder, plan, policies } = rawRuns();
  return {
    folder,
    plan,
    policies,
    scanBy(name, text, settings) {
      policies(name, { 'p.rego': text });
      return rawScan([plan], [join(folder.path, name)], settings);
    },
  };
}
