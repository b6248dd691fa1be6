/** No definite verdict changes with what is not known: each idiom of Rego, and each bundled policy, over real resources. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { policiesByType } from '../../src/evaluate/select.ts';
import type { CompiledPolicies } from '../../src/policy/compile-policies.ts';
import { loadBundledPolicies } from '../../src/policy/load-bundled-policies.ts';
import { loadTeamPolicies } from '../../src/policy/load-team-policies.ts';
import type { JsonObject } from '../../src/resource/resource.ts';
import { schemaTypes } from '../../src/resource/type-schema.ts';
import { DRAWN_POLICIES } from './drawn-policies.ts';
import { BLIND_SPOTS, blindTo } from './soundness/blind-to.ts';
import { type Decider, productDecider } from './soundness/judged.ts';
import { type Peers, peersOf } from './soundness/peers.ts';
import { singlePassDecider } from './soundness/single-pass.ts';
import { soundnessRun } from './soundness/soundness-run.ts';
import type { SoundnessTally } from './soundness/soundness-tally.ts';
import { loadSubjects, policyCaseSubjects, type Subject } from './soundness/subject.ts';
import { truthOf } from './soundness/truth.ts';

const IDIOMS = fileURLToPath(new URL('idioms', import.meta.url));
const BUNDLED = fileURLToPath(new URL('../../policies', import.meta.url));
const FILES = [
  'lab/applied.state.json',
  'lab/create.plan.json',
  'lab/drifted.plan.json',
  'links/conditional/plan.json',
  'links/unknown-names/plan.json',
  'links/rules-and-policies/plan.json',
  'links/count-over-local/plan.json',
  'links/partial/plan.json',
];
const PARAMS: JsonObject = {
  'aws.resource.required_tags': { required: ['owner', 'env'] },
  'idioms.parameters': { most: 12, kinds: ['gp2', 'gp3'] },
};

/** Cases of each policy; DRIFTLOCK_SOUNDNESS_CASES asks for more, DRIFTLOCK_SOUNDNESS_SEED for others. */
const CASES = Number(process.env.DRIFTLOCK_SOUNDNESS_CASES ?? 40);
/** All of them take half an hour. */
const ALL_BUNDLED = process.env.DRIFTLOCK_SOUNDNESS_BUNDLED === 'all';
const SEED = Number(process.env.DRIFTLOCK_SOUNDNESS_SEED ?? 1);

let bundled: CompiledPolicies;
let idioms: CompiledPolicies;
let subjects: readonly Subject[];
let peers: Peers;

beforeAll(async () => {
  bundled = await loadBundledPolicies();
  const types = schemaTypes('registry.terraform.io/hashicorp/aws');
  idioms = await loadTeamPolicies(IDIOMS, { types, cache: undefined, notice: () => {} });
  const sets = [bundled, idioms].map(({ catalogue }) =>
    policiesByType(catalogue, new Set(catalogue.policies.map(({ id }) => id))),
  );
  subjects = [...(await loadSubjects(FILES, sets)), ...policyCaseSubjects()];
  peers = peersOf(subjects);
});

/** The policy, its parameters and, where there is one, its test: they have the values that tell. */
function sourcesIn(folder: string, { catalogue }: CompiledPolicies): Record<string, string> {
  return Object.fromEntries(
    catalogue.policies.map(({ id, file }) => {
      const test = join(folder, file.replace(/\.rego$/, '_test.rego'));
      const more = existsSync(test) ? readFileSync(test, 'utf8') : '';
      const given = JSON.stringify(PARAMS[id] ?? {});
      return [file, `${readFileSync(join(folder, file), 'utf8')}\n${given}\n${more}`];
    }),
  );
}

function run(
  compiled: CompiledPolicies,
  folder: string,
  cases: number,
  decide: Decider,
  only: (policyId: string) => boolean = () => true,
) {
  const sources = sourcesIn(folder, compiled);
  const truth = truthOf(compiled, PARAMS);
  return soundnessRun({ compiled, sources, subjects, peers, decide, truth, only, cases, seed: SEED });
}

function told(tally: SoundnessTally): void {
  console.log([...tally.lines(), ...tally.problems].join('\n'));
  expect(tally.problems.slice(0, 5)).toEqual([]);
  expect(tally.total('wrong')).toBe(0);
}

/** What a test may take on a busy machine; alone it takes a tenth. */
const SLOW_MS = 600_000;

describe('a definite verdict holds for all values of what is not known', () => {
  test(
    'in every idiom',
    async () => {
      const tally = await run(idioms, IDIOMS, CASES, productDecider(idioms, PARAMS));
      told(tally);
      const names = idioms.catalogue.policies.map(({ id }) => id);
      expect(names.length).toBeGreaterThanOrEqual(40);
      const oneSided = names.filter((name) => !tally.said(name, 'pass') || !tally.said(name, 'fail'));
      expect(oneSided).toEqual([]);
      expect([...tally.kinds].filter(([, times]) => times < 20)).toEqual([]);
    },
    SLOW_MS,
  );

  test(
    'in bundled policies',
    async () => {
      const isDrawn = (id: string) => ALL_BUNDLED || DRAWN_POLICIES.includes(id);
      const tally = await run(bundled, BUNDLED, CASES * 2, productDecider(bundled, PARAMS), isDrawn);
      told(tally);
      const names = bundled.catalogue.policies.map(({ id }) => id).filter(isDrawn);
      expect(names.filter((name) => !tally.said(name, 'pass') || !tally.said(name, 'fail'))).toEqual([]);
    },
    SLOW_MS,
  );
});

describe('what decides wrongly is caught', () => {
  test(
    'where unknown counts as absent, in every idiom',
    async () => {
      const tally = await run(idioms, IDIOMS, 25, singlePassDecider(idioms, PARAMS));
      const names = idioms.catalogue.policies.map(({ id }) => id);
      expect(names.filter((id) => tally.count(id, 'wrong') === 0)).toEqual([]);
    },
    SLOW_MS,
  );

  /** Idioms that read places of every kind. */
  const TELLING =
    /\.(tag_value|scoped|not_inside|not_equal|walk_document|no_referrer|every_reference|count_list)$/;

  test.each(Object.entries(BLIND_SPOTS))(
    'where it does not see %s',
    async (_, isBlind) => {
      const decide = blindTo(productDecider(idioms, PARAMS), isBlind);
      const tally = await run(idioms, IDIOMS, 50, decide, (id) => TELLING.test(id));
      expect(tally.total('wrong')).toBeGreaterThan(3);
    },
    SLOW_MS,
  );
});
