/** Scans a document in this process as `driftlock scan` does, with the bundled policies. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ScanOptions, scan } from '../../src/commands/scan.ts';
import { VERDICTS } from '../../src/finding/finding.ts';
import type { Report } from '../../src/finding/report.ts';
import { type LoadedPolicies, loadPolicySets } from '../../src/policy/load-policy-sets.ts';
import type { JsonObject } from '../../src/resource/resource.ts';
import { loadRego } from '../../src/toolchain/rego.ts';

export interface Scanner {
  readonly loaded: readonly LoadedPolicies[];
  /** One text per input, all judged together. */
  scan(texts: readonly string[], params?: JsonObject): Promise<Report>;
  remove(): void;
}

/** Files in memory, where the system has such a folder: ten thousand are written. */
const MEMORY = '/dev/shm';
const TAGS: JsonObject = { 'aws.resource.required_tags': { required: ['owner'] } };

/** Bundled policies, all verdicts shown; required tags are asked for unless `params` says otherwise. */
/** `select` as `scan` takes it; all policies where it is left out. */
export async function createScanner(select: readonly string[] = []): Promise<Scanner> {
  const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'driftlock-fuzz-'));
  const loaded = await loadPolicySets([], () => {});
  // Loading OPA takes seconds on a busy machine, and is no document's own time.
  await loadRego();
  function options(inputs: readonly string[], params: JsonObject): ScanOptions {
    return {
      inputs,
      select,
      params,
      show: new Set(VERDICTS),
      onlyChanged: false,
      terraform: false,
      assumptions: true,
      now: 1_767_225_600,
      policyLimitMs: 10_000,
      toolVersion: '0.0.0',
      notice: (line) => {
        if (/[\p{Cc}\p{Cf}]/u.test(line)) throw new Error(`a notice with controls: ${JSON.stringify(line)}`);
      },
    };
  }
  return {
    loaded,
    scan(texts, params = TAGS) {
      const names = texts.map((text, place) => {
        const name = join(folder, `input-${place}.json`);
        writeFileSync(name, text);
        return name;
      });
      return scan(options(names, params), loaded);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
