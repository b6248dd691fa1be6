/** No definite verdict changes with what is not known: random policies over a tiny input, every value tried. */
import { describe, expect, test } from 'vitest';
import { policyInput } from '../../src/evaluate/policy-input.ts';
import { type CompiledPolicies, compilePolicies } from '../../src/policy/compile-policies.ts';
import { touches } from '../../src/resource/read-path.ts';
import type { Json, Path, Unknown } from '../../src/resource/resource.ts';
import { valueAt } from '../../src/resource/value-at.ts';
import { type Random, randomOf } from './random.ts';
import type { DrawnCase } from './soundness/draw-case.ts';
import { holdCase } from './soundness/hold-case.ts';
import { type Decider, productDecider } from './soundness/judged.ts';
import { isLinkList } from './soundness/link-place.ts';
import { placeKind, placesOf } from './soundness/places.ts';
import { planted, REASONS_TO_PLANT } from './soundness/plant.ts';
import { randomPolicy } from './soundness/random-policy.ts';
import { singlePassDecider } from './soundness/single-pass.ts';
import { type SoundnessTally, soundnessTally } from './soundness/soundness-tally.ts';
import { tinySubject, tinyValues } from './soundness/tiny-input.ts';
import { truthOf } from './soundness/truth.ts';

/** Policies that are drawn; DRIFTLOCK_SOUNDNESS_POLICIES asks for more, DRIFTLOCK_SOUNDNESS_SEED for others. */
const POLICIES = Number(process.env.DRIFTLOCK_SOUNDNESS_POLICIES ?? 60);
const SEED = Number(process.env.DRIFTLOCK_SOUNDNESS_SEED ?? 1);
/** Compiled together. */
const AT_ONCE = 60;
const CASES = 25;

interface Compiled {
  readonly compiled: CompiledPolicies;
  readonly modules: Readonly<Record<string, string>>;
}

async function compiledFrom(first: number, count: number): Promise<Compiled> {
  const numbers = Array.from({ length: count }, (_, at) => first + at);
  const modules = Object.fromEntries(
    numbers.map((number) => [
      `random/p${number}.rego`,
      randomPolicy(number, randomOf(SEED * 100_003 + number)),
    ]),
  );
  return { modules, compiled: await compilePolicies({ folder: 'random', modules }, { types: [] }) };
}

function drawn(
  type: string,
  reads: readonly (readonly (string | number | null)[])[],
  random: Random,
): DrawnCase {
  const subject = tinySubject(type, random);
  const all = placesOf(subject, reads);
  const read = all.filter((path) => reads.some((one) => touches(one, path)));
  const paths: Path[] = [];
  for (let left = 1 + random.int(2); left > 0; left--) {
    const path = random.pick(read.length > 0 && !random.oneIn(10) ? read : all);
    if (!paths.some((one) => touches(one, path))) paths.push(path);
  }
  const input = policyInput(subject.resource, subject.links, 0);
  const places = paths.map(
    (path): Unknown => ({ path, reason: isLinkList(path) ? 'link-open' : random.pick(REASONS_TO_PLANT) }),
  );
  const made = planted(subject, places);
  return {
    ...made,
    choices: made.places.map(({ path }) => {
      const records = valueAt(policyInput(made.subject.resource, made.subject.links, 0), path);
      return [path, tinyValues(path, (records ?? []) as readonly Json[], random)];
    }),
    kinds: paths.map((path) => placeKind(path, valueAt(input, path))),
  };
}

async function held({ compiled, modules }: Compiled, decide: Decider, tally: SoundnessTally, name: string) {
  const truth = truthOf(compiled, {});
  for (const [place, policy] of compiled.catalogue.policies.entries()) {
    const random = randomOf(SEED + place);
    const type = policy.resources[0] ?? '';
    const reads = [...policy.reads.applies, ...policy.reads.denies.flat()];
    for (let at = 0; at < CASES; at++) {
      const one = drawn(type, reads, random);
      const result = await holdCase(policy.id, one, decide, truth, random);
      if (result === undefined) throw new Error(`${policy.id} does not judge ${type}`);
      const problem =
        result.problem === undefined ? {} : { problem: `${result.problem}\n${modules[policy.file]}` };
      tally.add(name, { ...result, ...problem }, one.kinds);
    }
  }
}

describe('random policies over a tiny input', () => {
  test('no definite verdict changes', async () => {
    const tally = soundnessTally();
    for (let first = 0; first < POLICIES; first += AT_ONCE) {
      const compiled = await compiledFrom(first, Math.min(AT_ONCE, POLICIES - first));
      await held(compiled, productDecider(compiled.compiled, {}), tally, 'random');
    }
    console.log([...tally.lines(), ...tally.problems].join('\n'));
    expect(tally.problems.slice(0, 5)).toEqual([]);
    expect(tally.problems).toHaveLength(0);
    // Policies that say the same of everything would test nothing.
    for (const answer of ['pass', 'fail', 'not-applicable'] as const)
      expect(tally.said('random', answer)).toBeGreaterThan(POLICIES);
    expect([...tally.kinds].filter(([, times]) => times < POLICIES / 12)).toEqual([]);
  }, 600_000);

  test('unknown for absent is caught', async () => {
    const tally = soundnessTally();
    const compiled = await compiledFrom(0, 40);
    await held(compiled, singlePassDecider(compiled.compiled, {}), tally, 'single pass');
    expect(tally.total('wrong')).toBeGreaterThan(100);
  });
});
