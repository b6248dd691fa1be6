/** Raw policies of a run, opened before anything is judged, and what they can judge. */

import { cacheFolder } from '../config/cache-folder.ts';
import { environment } from '../config/environment.ts';
import { type RawJudge, rawJudge } from '../evaluate/raw-judge.ts';
import type { RawPolicy } from '../finding/raw-policy.ts';
import { policyError } from '../policy/policy-error.ts';
import { rawPolicies } from '../policy/raw-policies.ts';
import { readRawSources } from '../policy/raw-sources.ts';
import { RegoError } from '../toolchain/rego.ts';

export interface RawOptions {
  readonly folders: readonly string[];
  /** Empty for all. */
  readonly namespaces: readonly string[];
  readonly data: readonly string[];
  readonly rego: 'auto' | 'v0' | 'v1';
  readonly policyLimitMs: number;
  readonly notice: (line: string) => void;
}

export interface OpenedRawPolicies {
  readonly policies: readonly RawPolicy[];
  readonly judge: RawJudge;
}

/** `judge` is closed where it throws: DriftlockError for what cannot be read, compiled, or asked here. */
export async function openRawPolicies(
  options: RawOptions,
  judge: RawJudge = rawJudge(options.policyLimitMs),
): Promise<OpenedRawPolicies> {
  const { folders, namespaces, data, rego, notice } = options;
  const sources = await readRawSources(folders, data, { cache: cacheFolder(environment()), notice });
  try {
    const modules = await judge.inspect({ modules: sources.modules, rego });
    const policies = rawPolicies(modules, namespaces, notice);
    const rules = policies.map(({ package: path, name }) => ({ package: path, name }));
    const reads = await judge.prepare({ ...sources, rego, rules });
    return { policies: policies.map((one) => ({ ...one, reads: reads[one.id] ?? [] })), judge };
  } catch (cause) {
    await judge.close();
    throw cause instanceof RegoError ? policyError('', cause) : cause;
  }
}
