/** Every policy's verdicts, unknown ones included: its JSON cases through the compiled module and the verdict code. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { localEvaluator } from '../../src/evaluate/evaluator.ts';
import { findingOf, verdictOf } from '../../src/evaluate/judge.ts';
import { policyInput } from '../../src/evaluate/policy-input.ts';
import type { Verdict } from '../../src/finding/finding.ts';
import type { CompiledPolicies } from '../../src/policy/compile-policies.ts';
import { loadBundledPolicies } from '../../src/policy/load-bundled-policies.ts';
import type {
  JsonObject,
  LinkedResource,
  Links,
  Path,
  Resource,
  Unknown,
} from '../../src/resource/resource.ts';

interface Case {
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

const FILES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.json'))
  .sort();

function policyId(file: string): string {
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

/** Members of a set come in no order. */
function sorted(paths: readonly Path[]): readonly Path[] {
  return [...paths].sort((left, right) => JSON.stringify(left).localeCompare(JSON.stringify(right)));
}

/** No configuration, and no other resources. */
const NO_PLAN = { referencesOf: () => undefined, declares: () => false };

let bundled: CompiledPolicies;

beforeAll(async () => {
  bundled = await loadBundledPolicies();
});

async function judged(id: string, { resource, links, params = {} }: Case) {
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

describe.each(FILES)('%s', (file) => {
  const cases = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as readonly Case[];

  test.each(cases)('$verdict: $note', async (one) => {
    const finding = await judged(policyId(file), one);
    expect({
      verdict: finding.verdict,
      ...(one.decidedBy === undefined
        ? {}
        : { decidedBy: sorted(finding.decidedBy.map(({ path }) => path)) }),
      ...(one.messages === undefined ? {} : { messages: finding.messages }),
    }).toEqual({
      verdict: one.verdict,
      ...(one.decidedBy === undefined ? {} : { decidedBy: sorted(one.decidedBy) }),
      ...(one.messages === undefined ? {} : { messages: one.messages }),
    });
  });

  test('has a case for each verdict', () => {
    const said = new Set(cases.map(({ verdict }) => verdict));
    const policy = bundled.catalogue.policies.find(({ id }) => id === policyId(file));
    const wanted: Verdict[] = ['fail', 'pass', 'unknown'];
    if ((policy?.reads.applies.length ?? 0) > 0) wanted.push('not-applicable');
    expect(wanted.filter((verdict) => !said.has(verdict))).toEqual([]);
  });
});

test('every bundled policy has cases', () => {
  const ids = FILES.map(policyId);
  expect(bundled.catalogue.policies.map(({ id }) => id).filter((id) => !ids.includes(id))).toEqual([]);
});
