/** Why one policy's verdict on one resource is what it is: found as scan finds it, then taken apart. */
import type { Condition } from '../finding/condition.ts';
import type { DenyBody, DenyTrace, Explanation, Trace } from '../finding/explanation.ts';
import type { Finding } from '../finding/finding.ts';
import type { Policy } from '../finding/policy.ts';
import { isFalse, isTrue } from './condition/settle.ts';
import { traceCondition } from './condition/trace.ts';
import type { Telling } from './condition/traced-values.ts';
import { type ConditionFacts, conditionFacts, inputFacts, type Question } from './condition-facts.ts';
import type { Judgement } from './engine.ts';
import { type FoundVerdict, foundFinding, foundVerdict, type Judging } from './found-verdict.ts';
import { type JudgedResource, openPlaces } from './judge.ts';
import { placeText } from './narrowed-part.ts';
import { readPlaces } from './read-places.ts';
import { sensitivePlaces } from './sensitive.ts';
import { touchedPlaces } from './unknown-reads.ts';

export interface Explaining {
  readonly judged: JudgedResource;
  readonly policy: Policy;
  readonly judgement: Judgement;
  readonly judging: Judging;
  /** What the file says of the policy's deny rules, in its order; may be empty. */
  readonly bodies: readonly DenyBody[];
}

export async function explainVerdict(explaining: Explaining): Promise<Explanation> {
  const { judged, policy, judgement, judging, bodies } = explaining;
  const found = await foundVerdict(judged, policy, judgement, judging);
  const finding = await foundFinding(found, policy, judging);
  const { id, title, file, line } = policy;
  const about = { finding, policy: { id, title, file, line } };
  const reads = readPlaces(judged, policy, finding.assumes ?? []);
  if (finding.verdict === 'error') return { ...about, denies: [], reads };
  const { applies, denies } = await traces(found, explaining, finding);
  const told = denies.map((one, index): DenyTrace => ({ ...bodies[index], ...one }));
  const isLeaning = finding.assumes !== undefined;
  const without = isLeaning
    ? await foundVerdict({ ...judged, assumptions: false }, policy, judgement, judging)
    : undefined;
  return {
    ...about,
    applies,
    denies: finding.verdict === 'not-applicable' ? [] : told,
    reads,
    ...(without === undefined ? {} : { without: without.part.verdict }),
  };
}

interface Answers {
  readonly applies: boolean | undefined;
  readonly denies: readonly (boolean | undefined)[];
}

/** What is certain of each part, as the verdict was found from it. */
function certainAnswers({ narrowed, judged, judgement }: FoundVerdict, policy: Policy): Answers {
  const count = policy.reads.denies.length;
  if (narrowed !== undefined) {
    const { applies, denies } = narrowed.last.narrowed.left;
    // Without conditions, all that is left is the policy as a whole.
    return {
      applies: sure(applies),
      denies: Array.from({ length: count }, (_, index) => sure(denies[index])),
    };
  }
  if ('error' in judgement) return { applies: undefined, denies: [] };
  const open = openPlaces(judged, policy);
  const denies = policy.reads.denies.map((reads, index) =>
    touchedPlaces(reads, open).length > 0 ? undefined : judgement.denies.includes(index),
  );
  return { applies: judgement.applies, denies };
}

function sure(condition: Parameters<typeof isTrue>[0] | undefined): boolean | undefined {
  if (condition === undefined) return undefined;
  return isTrue(condition) ? true : isFalse(condition) ? false : undefined;
}

interface Traces {
  readonly applies: Trace;
  readonly denies: readonly Pick<DenyTrace, 'answer' | 'trace'>[];
}

async function traces(
  found: FoundVerdict,
  { policy, judging }: Explaining,
  finding: Finding,
): Promise<Traces> {
  const question = questionOf(found, policy);
  const answers = certainAnswers(found, policy);
  const facts = await conditionFacts(question, judging.evaluator);
  const telling = tellingOf(found, policy, question, facts, finding);
  const rego = { rego: policy.id, reads: policy.reads.denies.flat() };
  const conditions = facts?.conditions ?? { applies: rego, denies: policy.reads.denies.map(() => rego) };
  const traced = (condition: Condition, told: boolean | undefined): Trace =>
    withoutOwnName(traceCondition(condition, telling, told), policy.id);
  const tracesNow = (): Traces => ({
    applies: traced(conditions.applies, answers.applies),
    denies: conditions.denies.map((deny, index) => {
      const trace = traced(deny, answers.denies[index]);
      return { answer: trace.answer, trace };
    }),
  });
  let told = tracesNow();
  while (await facts?.askResults()) told = tracesNow();
  return told;
}

/** The policy's own rules by their bare names. */
function withoutOwnName(trace: Trace, id: string): Trace {
  const own = id.slice(id.lastIndexOf('.') + 1);
  const named = new RegExp(`(^|[\`( ])${own}\\.`, 'g');
  const bare = (text: string): string => text.replaceAll(named, '$1');
  const { values, below } = trace;
  return {
    ...trace,
    words: bare(trace.words),
    ...(values === undefined ? {} : { values: values.map((one) => ({ ...one, name: bare(one.name) })) }),
    ...(below === undefined ? {} : { below: below.map((one) => withoutOwnName(one, id)) }),
  };
}

/** What was asked last before the verdict was found. */
function questionOf({ narrowed, judged }: FoundVerdict, policy: Policy): Question {
  if (narrowed !== undefined) return narrowed.last.question;
  const places = openPlaces(judged, policy).map(({ path }) => path);
  return { policy, input: judged.input, places, set: [] };
}

function tellingOf(
  { judged }: FoundVerdict,
  policy: Policy,
  question: Question,
  facts: ConditionFacts | undefined,
  { assumes = [] }: Finding,
): Telling {
  const filled = assumes.filter(({ kind }) => kind === 'documented-default' || kind === 'reference-set');
  return {
    facts: facts?.known ?? inputFacts(question),
    place: placeText(judged),
    sensitive: sensitivePlaces(judged.resource, judged.links),
    unknown: openPlaces(judged, policy),
    assumed: filled.map(({ path }) => path),
  };
}
