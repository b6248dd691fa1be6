/** Runs resources through policies, batch by batch, into a tally. */
import type { Finding, UnknownRead, Verdict } from '../finding/finding.ts';
import { inFile } from '../finding/in-file.ts';
import type { Policy } from '../finding/policy.ts';
import type { Resource } from '../resource/resource.ts';
import { type SourcePlace, sourcePlaces } from '../source/source-places.ts';
import type { Evaluator } from './evaluator.ts';
import { type FoundVerdict, foundFinding, foundVerdict, type Judging, judgingBy } from './found-verdict.ts';
import type { JudgedResource } from './judge.ts';
import { type JudgedOptions, judgedResource } from './judged-resource.ts';
import { resourceCounter } from './resource-counter.ts';
import { judges, type PoliciesByType, whyNotJudged } from './select.ts';
import type { StrictAnswers } from './strict-answers.ts';
import { type Tally, tallyVerdict } from './tally.ts';

/** Resources that are judged together: large enough to make a worker's round trip cheap, small enough to stay in memory. */
const BATCH = 256;

/** Policies of one evaluator, by the types that they judge. */
export interface PolicySet {
  readonly evaluator: Evaluator;
  readonly byType: PoliciesByType;
  /** Where policies may call built-ins that fail in silence. */
  readonly strict?: StrictAnswers;
}

/** What judges a set, and confirms what it says. */
interface Confirming extends Judging {
  readonly strict: StrictAnswers | undefined;
}

/** One verdict, before OPA has confirmed it. */
interface Found extends FoundVerdict {
  readonly policy: Policy;
}

/**
 * Is told of every verdict, whatever is shown; what it gives stands in the finding. Undefined where a policy would judge
 * the resource, and only what changes is to be judged.
 */
export type Watch = (
  resource: Resource,
  policy: Policy,
  verdict: Verdict | undefined,
  configurationRoot: string,
) => Pick<Finding, 'plan'>;

export interface EvaluateOptions extends JudgedOptions {
  readonly show: ReadonlySet<Verdict>;
  /** Judge only what a plan changes. */
  readonly onlyChanged: boolean;
  readonly onPlan: boolean;
  /** Named in each finding, where a run has several inputs. */
  readonly file?: string;
  /** Where to look for each finding in its block is put in here. */
  readonly placed?: Map<Finding, readonly SourcePlace[]>;
  /** Whether it is accepted that this could not be read of such a resource: it leaves the evidence complete. */
  readonly accepts?: (read: UnknownRead, resource: Resource) => boolean;
  /** Told each finding that is kept, with its resource. */
  readonly onFinding?: (finding: Finding, resource: Resource) => void;
  readonly watch?: Watch | undefined;
}

interface Item extends JudgedResource {
  readonly policies: readonly (readonly Policy[])[];
}

function changes(resource: Resource): boolean {
  const actions = resource.change?.actions ?? [];
  return actions.some((action) => action !== 'no-op' && action !== 'read');
}

const NONE: readonly Policy[] = [];

/** The policies in whose paths it does not lie, or may not; few policies have any. */
function outsideOf(sets: readonly (readonly Policy[])[], resource: Resource): readonly Policy[] {
  if (!sets.some((policies) => policies.some(hasPaths))) return NONE;
  return sets.flat().filter((policy) => hasPaths(policy) && whyNotJudged(policy, resource) === 'paths');
}

function hasPaths({ configured }: Policy): boolean {
  return configured?.paths !== undefined;
}

/** Judges all resources; counts every verdict and keeps the findings whose verdict is shown. */
export async function evaluateResources(
  resources: Iterable<Resource>,
  sets: readonly PolicySet[],
  options: EvaluateOptions,
  tally: Tally,
): Promise<void> {
  const counter = resourceCounter(tally);
  const judging = sets.map(({ evaluator, strict }) => ({ ...judgingBy(evaluator), strict }));
  let batch: Item[] = [];
  for (const resource of resources) {
    const ofType = sets.map(({ byType }) => byType.get(resource.type) ?? []);
    const policies = ofType.map((all) => all.filter((policy) => judges(policy, resource)));
    const judged = policies.some((chosen) => chosen.length > 0);
    counter.add(resource, judged, outsideOf(ofType, resource));
    if (!judged) continue;
    if (options.onlyChanged && !changes(resource)) {
      for (const policy of policies.flat())
        options.watch?.(resource, policy, undefined, options.configurationRoot);
      continue;
    }
    batch.push({ ...judgedResource(resource, options), policies });
    if (batch.length >= BATCH) {
      await judgeBatch(batch, judging, options, tally);
      batch = [];
    }
  }
  counter.end();
  await judgeBatch(batch, judging, options, tally);
}

async function judgeBatch(
  batch: readonly Item[],
  sets: readonly Confirming[],
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
      for (const policy of item.policies[place] ?? []) {
        const judgement = answers[index]?.[policy.id] ?? { error: 'the evaluator gave no answer' };
        found.push({ policy, ...(await foundVerdict(item, policy, judgement, set)) });
      }
    for (const one of await confirmed(found, set.strict)) await tallyFound(one, set, options, tally);
  }
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
  found: Found,
  judging: Judging,
  options: EvaluateOptions,
  tally: Tally,
): Promise<void> {
  const { policy, part, judged } = found;
  const { resource } = judged;
  const open = part.unknown?.filter((read) => options.accepts?.(read, resource) !== true) ?? [];
  const reasons = open.map(({ reason }) => reason);
  tallyVerdict(tally, part.verdict, policy.severity, policy.id, reasons, options.onPlan);
  const marks = options.watch?.(resource, policy, part.verdict, options.configurationRoot);
  if (!options.show.has(part.verdict)) return;
  const finding = { ...(await foundFinding(found, policy, judging)), ...marks };
  const told = options.file === undefined ? finding : { ...finding, ...inFile(options.file) };
  tally.findings.push(told);
  options.placed?.set(told, sourcePlaces(finding, resource));
  options.onFinding?.(told, resource);
}
