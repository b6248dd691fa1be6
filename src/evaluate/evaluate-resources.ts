/** Runs resources through policies, batch by batch, into a tally. */
import type { Finding, Verdict } from '../finding/finding.ts';
import type { Policy } from '../finding/policy.ts';
import type { Links, Resource } from '../resource/resource.ts';
import type { Assuming } from './assumed-values.ts';
import type { Judgement } from './engine.ts';
import type { Evaluator } from './evaluator.ts';
import { findingOf, type JudgedResource, type Part, verdictOf } from './judge.ts';
import { type Narrow, narrowWith } from './narrow.ts';
import { type NarrowedPart, narrowedPart } from './narrowed-part.ts';
import { policyInput } from './policy-input.ts';
import { resourceCounter } from './resource-counter.ts';
import { judges, type PoliciesByType } from './select.ts';
import type { StrictAnswers } from './strict-answers.ts';
import { type Tally, tallyVerdict } from './tally.ts';
import { unsetLists } from './unset-lists.ts';

/** Resources that are judged together: large enough to make a worker's round trip cheap, small enough to stay in memory. */
const BATCH = 256;

/** Policies of one evaluator, by the types that they judge. */
export interface PolicySet {
  readonly evaluator: Evaluator;
  readonly byType: PoliciesByType;
  /** Where policies may call built-ins that fail in silence. */
  readonly strict?: StrictAnswers;
}

interface Judging {
  readonly evaluator: Evaluator;
  readonly narrow: Narrow;
  readonly strict: StrictAnswers | undefined;
}

/** One verdict, before OPA has confirmed it. */
interface Found extends Omit<NarrowedPart, 'denies'> {
  readonly policy: Policy;
  readonly denies?: readonly number[];
  /** The verdict before what is unknown was narrowed down, where any was read. */
  readonly open?: Part;
}

export interface EvaluateOptions extends Pick<Assuming, 'referencesOf' | 'declares' | 'defaults'> {
  readonly linksOf: (resource: Resource) => Links;
  /** False: what leans on anything beside known values is unknown. */
  readonly assumptions: boolean;
  /** Epoch seconds, one for the whole run. */
  readonly now: number;
  readonly show: ReadonlySet<Verdict>;
  /** Judge only what a plan changes. */
  readonly onlyChanged: boolean;
  readonly onPlan: boolean;
  readonly configurationRoot: string;
  /** Named in each finding, where a run has several inputs. */
  readonly file?: string;
}

interface Item extends JudgedResource {
  readonly policies: readonly (readonly Policy[])[];
}

function changes(resource: Resource): boolean {
  const actions = resource.change?.actions ?? [];
  return actions.some((action) => action !== 'no-op' && action !== 'read');
}

/** Judges all resources; counts every verdict and keeps the findings whose verdict is shown. */
export async function evaluateResources(
  resources: Iterable<Resource>,
  sets: readonly PolicySet[],
  options: EvaluateOptions,
  tally: Tally,
): Promise<void> {
  const counter = resourceCounter(tally);
  const judging = sets.map(({ evaluator, strict }) => ({ evaluator, strict, narrow: narrowWith(evaluator) }));
  let batch: Item[] = [];
  for (const resource of resources) {
    const policies = sets.map(({ byType }) =>
      (byType.get(resource.type) ?? []).filter((policy) => judges(policy, resource)),
    );
    const judged = policies.some((chosen) => chosen.length > 0);
    counter.add(resource, judged);
    if (!judged || (options.onlyChanged && !changes(resource))) continue;
    const links = withUnsetLists(resource, options.linksOf(resource), options);
    const input = policyInput(resource, links, options.now);
    const { configurationRoot, assumptions, referencesOf, declares, defaults } = options;
    const assuming = { assumptions, referencesOf, declares, defaults };
    batch.push({ resource, links, input, configurationRoot, ...assuming, policies });
    if (batch.length >= BATCH) {
      await judgeBatch(batch, judging, options, tally);
      batch = [];
    }
  }
  counter.end();
  await judgeBatch(batch, judging, options, tally);
}

/** Lists that the cloud fills by itself are not known to be empty. */
function withUnsetLists(resource: Resource, links: Links, options: EvaluateOptions): Links {
  const unset = unsetLists({ ...options, resource, links });
  return unset.length === 0 ? links : { ...links, unknown: [...links.unknown, ...unset] };
}

async function judgeBatch(
  batch: readonly Item[],
  sets: readonly Judging[],
  options: EvaluateOptions,
  tally: Tally,
): Promise<void> {
  for (const [place, set] of sets.entries()) {
    const items = batch.filter((item) => item.policies[place]?.length);
    if (items.length === 0) continue;
    const answers = await set.evaluator.judge(
      items.map((item) => ({ type: item.resource.type, input: item.input })),
    );
    const found: Found[] = [];
    for (const [index, item] of items.entries())
      for (const policy of item.policies[place] ?? [])
        found.push(await foundBy(item, policy, answers[index]?.[policy.id], set));
    for (const one of await confirmed(found, set.strict)) await tallyFound(one, set, options, tally);
  }
}

async function foundBy(
  item: Item,
  policy: Policy,
  judgement: Judgement = { error: 'the evaluator gave no answer' },
  judging: Judging,
): Promise<Found> {
  const known = verdictOf(item, policy, judgement);
  return known.verdict === 'unknown'
    ? { policy, open: known, ...(await narrowedPart(item, policy, judgement, judging)) }
    : { policy, part: known, judged: item, judgement };
}

async function confirmed(
  found: readonly Found[],
  strict: StrictAnswers | undefined,
): Promise<readonly Found[]> {
  if (strict === undefined) return found;
  const parts = await strict.confirm(found);
  return found.map((one, place) => ({ ...one, part: parts[place] ?? one.part }));
}

async function tallyFound(
  { policy, part, judged, judgement, denies }: Found,
  { evaluator }: Judging,
  options: EvaluateOptions,
  tally: Tally,
): Promise<void> {
  const reasons = part.unknown?.map(({ reason }) => reason) ?? [];
  tallyVerdict(tally, part.verdict, policy.severity, policy.id, reasons, options.onPlan);
  if (!options.show.has(part.verdict)) return;
  const finding: Finding = await findingOf(judged, policy, judgement, part, evaluator.judgeOne, denies);
  tally.findings.push(
    options.file === undefined ? finding : { ...finding, location: { file: options.file } },
  );
}
