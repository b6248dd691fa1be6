/** Raw policies of a run, opened before anything is judged, and what they can judge. */
import { environment } from '../config/environment.ts';
import { DriftlockError } from '../errors.ts';
import { type RawJudge, rawJudge } from '../evaluate/raw-judge.ts';
import type { RawPolicy } from '../finding/raw-policy.ts';
import type { Input } from '../input/input.ts';
import { cacheFolder } from '../policy/cache-folder.ts';
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

/**
 * Bytes of a plan, uncompressed. Measured: 18.6 MB (10,001 resources) take OPA in WebAssembly some 10 s to take in, and
 * 1.1 GB; 1.5 GB where some of it is sensitive and is asked about again without. There is no more than 4 GB.
 */
const LARGEST_PLAN = 20_000_000;

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

/** Throws DriftlockError for an input that raw policies cannot judge. */
export function checkRawInputs(inputs: readonly Input[]): void {
  for (const { about, bytes } of inputs) {
    if (about.kind !== 'terraform-plan')
      throw new DriftlockError(
        'input-unsupported',
        'raw policies judge the JSON of a plan, and this is none',
        {
          where: about.name,
          hint: 'leave it out, or judge it in a run without raw policies; a profile of driftlock.yaml can hold them',
        },
      );
    if (bytes !== undefined && bytes.length <= LARGEST_PLAN) continue;
    const size = bytes === undefined ? 'more' : `${(bytes.length / 1e6).toFixed(1)} MB`;
    throw new DriftlockError(
      'input-unsupported',
      `raw policies judge plans of at most ${LARGEST_PLAN / 1e6} MB, and this one has ${size}: OPA holds it in memory as a whole, at up to 80 times its size`,
      {
        where: about.name,
        hint: 'split the plan, or write them as policies of Driftlock, which judge plans of any size',
      },
    );
  }
}
