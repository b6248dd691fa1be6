/** Conditions of policies in every idiom: what they decide is what the compiled policy says, whatever the unknown holds. */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Path } from '../../../src/resource/resource.ts';
import { type Answers, answersOf, askedPolicies, filled, fills } from './asked-policies.ts';
import { all } from './idioms.ts';
import { input, places, type Value } from './random-input.ts';

const RUNS = Number(process.env.DRIFTLOCK_CONDITIONS_RUNS ?? 40);
/** The same documents each time, unless others are asked for. */
const SEED = Number(process.env.DRIFTLOCK_CONDITIONS_SEED ?? 1);
const PARAMS = [{}, { limit: 1, wanted: ['b'] }, { limit: 5, wanted: [] }];

const asked = await Promise.all(PARAMS.map((params) => askedPolicies(all, params)));
const counts = { decided: 0, open: 0, byOpa: 0, leftByOpa: 0 };

/** Parts that are decided and yet are something else. */
function wrong(decided: Answers, exact: Answers): number[] {
  return decided.flatMap((answer, at) =>
    answer !== undefined && exact[at] !== undefined && answer !== exact[at] ? [at - 1] : [],
  );
}

/** One or two places that are not known, none inside of the other. */
function chosenPlaces(document: Value, picks: readonly number[]): Path[] {
  const open = places(document).filter((place) => place.length > 1);
  const chosen = picks.map((pick) => open[pick % open.length] as Path);
  return chosen.filter(
    (place, at) =>
      !chosen.some(
        (other, index) =>
          index !== at &&
          other.every((step, depth) => place[depth] === step) &&
          (index < at || other.length < place.length),
      ),
  );
}

const question = fc.record({
  document: input,
  picks: fc.array(fc.nat(), { minLength: 1, maxLength: 2 }),
  values: fc.array(fc.tuple(fills, fills), { minLength: 6, maxLength: 6 }),
  params: fc.nat(PARAMS.length - 1),
});

describe.each(Object.keys(all.policies))('conditions of %s', (id) => {
  it('are what the policy says where all is known', async () => {
    await fc.assert(
      fc.asyncProperty(input, fc.nat(PARAMS.length - 1), async (document, params) => {
        const policy = asked[params] as (typeof asked)[number];
        const [exact, settled] = [await policy.exact(id, document), await policy.settled(id, document, [])];
        if (exact === undefined || settled === undefined) return;
        expect(wrong(settled, exact)).toEqual([]);
      }),
      { numRuns: RUNS * 4, seed: SEED },
    );
  }, 600_000);

  it.each(['settled', 'partial'] as const)(
    'decide (%s) only what no value of the unknown changes',
    async (way) => {
      await fc.assert(
        fc.asyncProperty(question, async ({ document, picks, values, params }) => {
          const policy = asked[params] as (typeof asked)[number];
          const unknown = chosenPlaces(document, picks);
          const decided = await policy[way](id, document, unknown);
          if (decided === undefined) return;
          const definite = decided.filter((answer) => answer !== undefined).length;
          counts[way === 'partial' ? 'byOpa' : 'decided'] += definite;
          counts[way === 'partial' ? 'leftByOpa' : 'open'] += decided.length - definite;
          for (const fill of values) {
            const whole = unknown.reduce(
              (value, place, at) => filled(value, place, fill[at % 2] ?? []),
              document,
            );
            const exact = await policy.exact(id, whole);
            if (exact === undefined) continue;
            expect(
              wrong(decided, exact),
              `${JSON.stringify(unknown)} as in ${JSON.stringify(whole)}`,
            ).toEqual([]);
          }
        }),
        { numRuns: RUNS, seed: SEED },
      );
    },
    600_000,
  );
});

describe.each(Object.keys(all.policies))('verdicts of %s', (id) => {
  it('are definite only where no value of the unknown changes them, and wherever OPA alone would be', async () => {
    await fc.assert(
      fc.asyncProperty(question, async ({ document, picks, values, params }) => {
        const policy = asked[params] as (typeof asked)[number];
        const unknown = chosenPlaces(document, picks);
        const { left } = await policy.narrowed(id, document, unknown);
        const found = answersOf(left);
        const byOpa = await policy.partial(id, document, unknown);
        if (byOpa !== undefined) {
          expect(wrong(found, byOpa)).toEqual([]);
          if (verdictOf(byOpa) !== undefined) expect(verdictOf(found)).toBe(verdictOf(byOpa));
        }
        for (const fill of values) {
          const whole = unknown.reduce(
            (value, place, at) => filled(value, place, fill[at % 2] ?? []),
            document,
          );
          const exact = await policy.exact(id, whole);
          if (exact === undefined || verdictOf(found) === undefined) continue;
          expect(verdictOf(found), JSON.stringify(whole)).toBe(verdictOf(exact));
        }
      }),
      { numRuns: RUNS, seed: SEED },
    );
  }, 600_000);
});

/** Of `applies` and the deny bodies. */
function verdictOf([applies, ...denies]: Answers): string | undefined {
  if (applies === false) return 'not-applicable';
  if (applies !== true) return undefined;
  if (denies.includes(true)) return 'fail';
  return denies.every((deny) => deny === false) ? 'pass' : undefined;
}

afterAll(() => console.info(`conditions: ${JSON.stringify(counts)}`));
