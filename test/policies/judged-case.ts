/** The cases of test/policies/<cloud>/<service>/<name>.json, judged by the compiled policy and the verdict code. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { localEvaluator } from '../../src/evaluate/evaluator.ts';
import { findingOf, verdictOf } from '../../src/evaluate/judge.ts';
import { policyInput } from '../../src/evaluate/policy-input.ts';
import type { Finding, Verdict } from '../../src/finding/finding.ts';
import type { CompiledPolicies } from '../../src/policy/compile-policies.ts';
import type {
  JsonObject,
  LinkedResource,
  Links,
  Path,
  Resource,
  Unknown,
} from '../../src/resource/resource.ts';

export interface Case {
  readonly note: string;
  readonly resource: Resource;
  /** Records, and which lists are open. */
  readonly links?: Partial<Links>;
  readonly params?: JsonObject;
  readonly verdict: Verdict;
  /** Paths that decide a failure. */
  readonly decidedBy?: readonly Path[];
  readonly messages?: readonly string[];
}

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const NOW = 1795000000;

export const FILES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.json'))
  .sort();

export function policyId(file: string): string {
  return file.replace(/\.json$/, '').replaceAll(/[\\/]/g, '.');
}

/** The unknown places of linked records, as paths from `refs` or `referrers` down. */
function lifted(links: Pick<Links, 'refs' | 'referrers'>): Unknown[] {
  const refs = Object.entries(links.refs).flatMap(([name, records]) => ofRecords(['refs', name], records));
  const referrers = Object.entries(links.referrers).flatMap(([type, byAttribute]) =>
    Object.entries(byAttribute).flatMap(([name, records]) => ofRecords(['referrers', type, name], records)),
  );
  return [...refs, ...referrers];
}

function ofRecords(list: Path, records: readonly LinkedResource[]): Unknown[] {
  return records.flatMap((record, place) => {
    const further = record.links === undefined ? [] : lifted(record.links);
    return [...record.unknown, ...further].map(({ path, reason }) => ({
      path: [...list, place, ...path],
      reason,
    }));
  });
}

function linksOf({ refs = {}, referrers = {}, unknown = [], assumes = [] }: Partial<Links> = {}): Links {
  return { refs, referrers, unknown: [...unknown, ...lifted({ refs, referrers })], assumes };
}

export function casesOf(file: string): readonly Case[] {
  return JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as readonly Case[];
}

/** No configuration, and no other resources. */
const NO_PLAN = { referencesOf: () => undefined, declares: () => false };

export async function judgedCase(
  bundled: CompiledPolicies,
  id: string,
  { resource, links, params = {} }: Case,
): Promise<Finding> {
  const policy = bundled.catalogue.policies.find((one) => one.id === id);
  if (policy === undefined) throw new Error(`no policy ${id} in the catalogue: npm run build`);
  const evaluator = localEvaluator(bundled, params);
  const all = linksOf(links);
  const input = policyInput(resource, all, NOW);
  const item = { resource, links: all, input, configurationRoot: '.', assumptions: true, ...NO_PLAN };
  const [judgements] = await evaluator.judge([{ type: resource.type, input: item.input }]);
  const judgement = judgements?.[id] ?? { error: `${resource.type} is not judged by ${id}` };
  const part = verdictOf(item, policy, judgement);
  return findingOf(item, policy, judgement, part, evaluator.judgeOne);
}
