/**
 * Holds a verdict against what the policy says once the unknown places have each of the values that they may have.
 *
 * What this leaves aside:
 * - Values are of the kind that stands at the place elsewhere, or any scalar where nothing ever does: none is of a type
 *   that the schema does not allow. More of them agree here than might: over-cautious is an upper bound, wrong is wrong.
 * - An element of a list that is unknown stays one element, null where there is nothing; of an open list of links,
 *   records that are shown may be none of it, since a list also shows candidates, and up to two others may be.
 * - Links do not follow values: what an attribute refers to is another place than the attribute.
 * - Where the policy itself errs (two values for one key), nothing is held against it.
 */

import { policyInput } from '../../../src/evaluate/policy-input.ts';
import { unsetLists } from '../../../src/evaluate/unset-lists.ts';
import type { Finding } from '../../../src/finding/finding.ts';
import { isObject } from '../../../src/resource/json-kind.ts';
import type { Path } from '../../../src/resource/resource.ts';
import type { Random } from '../random.ts';
import type { Choice, DrawnCase } from './draw-case.ts';
import { type Decider, NOW } from './judged.ts';
import { settled } from './plant.ts';
import { ABSENT, type Value } from './tree-edit.ts';
import type { Answer, Truth } from './truth.ts';

/**
 * exact: definite, and every value agrees, or unknown, and values differ. over-cautious: unknown, though all values that
 * were tried agree. wrong: definite, and some value says otherwise, or unknown without a place that is, or thrown. error: the
 * policy itself erred. assumed: the verdict leans on a documented default, which is not for values to contradict, and is unknown
 * without it.
 */
export type Outcome = 'exact' | 'over-cautious' | 'wrong' | 'error' | 'assumed';

export interface Held {
  readonly outcome: Outcome;
  readonly verdict: Finding['verdict'];
  /** All verdicts that some value gives. */
  readonly answers: readonly Answer[];
  /** What is wrong, in words. */
  readonly problem?: string;
}

type Assignment = readonly (readonly [Path, Value])[];

/** Settings that are tried for one case. */
const MOST_ASSIGNMENTS = 160;

/** Undefined where the policy does not judge the resource. */
export async function holdCase(
  policyId: string,
  drawn: DrawnCase,
  decide: Decider,
  truth: Truth,
  random: Random,
): Promise<Held | undefined> {
  const finding = await decide(policyId, drawn.subject, true).catch(
    (error: unknown) => new Error('', { cause: error }),
  );
  if (finding === undefined) return undefined;
  if (finding instanceof Error) {
    const problem = told(policyId, drawn, `threw ${stackOf(finding.cause)}`);
    return { outcome: 'wrong', verdict: 'error', answers: [], problem };
  }
  const { verdict } = finding;
  const input = policyInput(drawn.subject.resource, drawn.subject.links, NOW);
  const found = new Map<Answer, Assignment>();
  for (const assignment of assignments(allowed(drawn.choices, finding), random)) {
    const answer = truth(policyId, settled(input, assignment));
    if (!found.has(answer)) found.set(answer, assignment);
  }
  const answers = [...found.keys()].filter((answer) => answer !== 'error');
  const held = { verdict, answers };
  if (verdict === 'error' || answers.length === 0) return { ...held, outcome: 'error' };
  if (verdict === 'unknown') {
    const problem = misnamed(finding, drawn);
    if (problem !== undefined) return { ...held, outcome: 'wrong', problem: told(policyId, drawn, problem) };
    return { ...held, outcome: answers.length > 1 ? 'exact' : 'over-cautious' };
  }
  const other = answers.find((answer) => answer !== verdict);
  if (other === undefined) return { ...held, outcome: 'exact' };
  if (finding.assumes?.some(({ kind }) => kind === 'documented-default')) {
    const plain = await decide(policyId, drawn.subject, false);
    if (plain?.verdict === 'unknown') return { ...held, outcome: 'assumed' };
  }
  const example = (found.get(other) ?? []).map(
    ([path, value]) => `${JSON.stringify(path)} = ${shown(value)}`,
  );
  const problem = `${verdict}, yet ${other} with ${example.join(', ')}`;
  return { ...held, outcome: 'wrong', problem: told(policyId, drawn, problem) };
}

function stackOf(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}

function told(policyId: string, { subject, places }: DrawnCase, problem: string): string {
  const unknown = places.map(({ path, reason }) => `${JSON.stringify(path)} ${reason}`).join(', ');
  const { values, tags } = subject.resource;
  const { refs, referrers } = subject.links;
  const known = JSON.stringify({ values, tags, refs, referrers });
  return `${policyId} on ${subject.name}: ${problem}; unknown: ${unknown}; known: ${known}`;
}

function shown(value: Value): string {
  return value === ABSENT ? 'nothing' : JSON.stringify(value);
}

/** An unknown verdict names at least one place, and none that is known; what AWS may have made by itself is not. */
function misnamed({ unknown = [] }: Finding, { places, subject }: DrawnCase): string | undefined {
  if (unknown.length === 0) return 'unknown, and no place is named';
  const untold = unsetLists({ ...subject, referencesOf: () => undefined, declares: () => true });
  const real = new Set([...places, ...untold].map(({ path }) => JSON.stringify(path)));
  const made = unknown.find(({ path }) => !real.has(JSON.stringify(path)));
  return made === undefined ? undefined : `unknown because of ${JSON.stringify(made.path)}, which is known`;
}

/** What a verdict says that it assumes narrows what is held against it. */
function allowed(choices: readonly Choice[], { assumes = [] }: Finding): Choice[] {
  const set = new Set(
    assumes.filter(({ kind }) => kind === 'reference-set').map(({ path }) => JSON.stringify(path)),
  );
  return choices.map(([path, values]) =>
    set.has(JSON.stringify(path)) ? [path, values.filter((value) => !isEmpty(value))] : [path, values],
  );
}

function isEmpty(value: Value): boolean {
  if (value === ABSENT || value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && isObject(value) && Object.keys(value).length === 0;
}

/** All combinations; where they are too many, nothing anywhere and then a sample. */
function* assignments(choices: readonly Choice[], random: Random): Generator<Assignment> {
  const count = choices.reduce((all, [, values]) => all * values.length, 1);
  if (count > MOST_ASSIGNMENTS) {
    yield choices.map(([path, [first]]) => [path, first as Value]);
    for (let drawn = 1; drawn < MOST_ASSIGNMENTS; drawn++)
      yield choices.map(([path, values]) => [path, random.pick(values)]);
    return;
  }
  for (let number = 0; number < count; number++) {
    let rest = number;
    yield choices.map(([path, values]): readonly [Path, Value] => {
      const value = values[rest % values.length] as Value;
      rest = Math.floor(rest / values.length);
      return [path, value];
    });
  }
}
