/** The explain pipeline: open inputs, link, pick the resource, judge it by one policy, take the verdict apart. */

import { DriftlockError } from '../errors.ts';
import { explainVerdict } from '../evaluate/explain-verdict.ts';
import { judgingBy } from '../evaluate/found-verdict.ts';
import { type JudgedOptions, judgedResource } from '../evaluate/judged-resource.ts';
import { type NotJudged, policiesByType, whyNotJudged } from '../evaluate/select.ts';
import type { ExplanationDocument } from '../finding/explanation.ts';
import type { Verdict } from '../finding/finding.ts';
import type { Policy } from '../finding/policy.ts';
import type { Input } from '../input/input.ts';
import { choosePolicies, disabled, isDisabled, waitingPolicies } from '../policy/choose-policies.ts';
import { denyBodies } from '../policy/deny-bodies.ts';
import type { LoadedPolicies } from '../policy/load-policy-sets.ts';
import type { Resource } from '../resource/resource.ts';
import { findFingerprint } from './find-fingerprint.ts';
import { findPolicy } from './find-policy.ts';
import { type LinkedInputs, openLinked, together } from './linked-inputs.ts';
import { nameOf, type Picked, pickResource } from './pick-resource.ts';
import type { PlacedWithLines } from './place-with-lines.ts';
import { evaluatorOf, type ScanOptions, scan } from './scan.ts';
import { waiveExplained } from './waive-explained.ts';

export interface ExplainOptions
  extends Pick<
    ScanOptions,
    | 'inputs'
    | 'params'
    | 'terraform'
    | 'configuration'
    | 'assumptions'
    | 'defaults'
    | 'now'
    | 'policyLimitMs'
    | 'toolVersion'
    | 'source'
    | 'notice'
    | 'waiving'
    | 'inline'
  > {
  readonly wanted: Wanted;
}

/** A finding by what makes it the same in each run, whole or its beginning; or a policy and a resource. */
export type Wanted =
  | { readonly fingerprint: string }
  /** Id or alias, and what pickResource takes. */
  | { readonly policy: string; readonly address: string };

/** What a verdict is to be found of. */
interface Subject {
  readonly policy: Policy;
  readonly set: LoadedPolicies;
  readonly linked: LinkedInputs;
  readonly picked: Picked<Input>;
}

async function named(
  wanted: { readonly policy: string; readonly address: string },
  options: ExplainOptions,
  loaded: readonly LoadedPolicies[],
): Promise<Subject> {
  const catalogues = loaded.map(({ catalogue }) => catalogue);
  const policy = findPolicy(
    catalogues.flatMap(({ policies }) => policies),
    wanted.policy,
  );
  if (isDisabled(policy)) throw disabled(policy);
  refuseWaiting(policy, options, loaded);
  const set = loaded.find(({ catalogue }) => catalogue.policies.includes(policy)) as LoadedPolicies;
  const byType = policiesByType(set.catalogue, new Set([policy.id]));
  const counted = new Set(countedWith(policy, options, loaded));
  const byTypes = catalogues.map((catalogue) => policiesByType(catalogue, counted));
  const linked = await openLinked(options.inputs, byTypes, options);
  const picked = pickResource(linked.inputs, wanted.address, new Set(byType.keys()));
  refuseUnjudged(policy, picked.resource, byType.has(picked.resource.type));
  return { policy, set, linked, picked };
}

async function fingerprinted(
  fingerprint: string,
  options: ExplainOptions,
  loaded: readonly LoadedPolicies[],
): Promise<Subject> {
  const catalogues = loaded.map(({ catalogue }) => catalogue);
  const waiting = new Set(
    waitingPolicies(catalogues, new Set(catalogues.flatMap(idsOf)), options.params).map(
      ({ policy }) => policy,
    ),
  );
  const byTypes = catalogues.map((catalogue) =>
    policiesByType(catalogue, new Set(idsOf(catalogue).filter((id) => !waiting.has(id)))),
  );
  const linked = await openLinked(options.inputs, byTypes, options);
  const { policy, ...picked } = findFingerprint(linked.inputs, together(byTypes), fingerprint);
  const set = loaded.find(({ catalogue }) => catalogue.policies.includes(policy)) as LoadedPolicies;
  return { policy, set, linked, picked };
}

/** The policies by which a scan would tell how much the waivers are about that name this one. */
function countedWith(
  { id }: Policy,
  { waiving }: Pick<ExplainOptions, 'waiving'>,
  loaded: readonly LoadedPolicies[],
): readonly string[] {
  const named = waiving?.namedWith(id) ?? new Set();
  if (named.size === 0) return [id];
  const usual = choosePolicies(
    loaded.map(({ catalogue }) => catalogue),
    [],
  );
  return [...new Set([id, ...[...named].filter((one) => usual.has(one))])];
}

function idsOf({ policies }: LoadedPolicies['catalogue']): string[] {
  return policies.filter((policy) => !isDisabled(policy)).map(({ id }) => id);
}

/** Throws DriftlockError for what the user can mend: names of nothing, a policy that does not judge the resource. */
export async function explain(
  options: ExplainOptions,
  loaded: readonly LoadedPolicies[],
): Promise<ExplanationDocument> {
  const { wanted } = options;
  const { policy, set, linked, picked } =
    'fingerprint' in wanted
      ? await fingerprinted(wanted.fingerprint, options, loaded)
      : await named(wanted, options, loaded);
  const { input, resource, others } = picked;
  if (others.length > 0) {
    const names = others.map(({ about }) => about.name).join(', ');
    options.notice(`explained as in ${input.about.name}, which is named first: it is also in ${names}`);
  }
  const judged = judgedResource(resource, judgedOptions(options, linked, input));
  const evaluator = await evaluatorOf(set, options);
  try {
    const [answers] = await evaluator.judge([{ type: resource.type, input: judged.input }]);
    const judgement = answers?.[policy.id] ?? { error: 'the evaluator gave no answer' };
    const { sources } = await set.details();
    const bodies = denyBodies(sources.modules[policy.file] ?? '', policy.reads.denies.length);
    const judging = judgingBy(evaluator);
    const explanation = await explainVerdict({ judged, policy, judgement, judging, bodies });
    const { source, declared = [], ...location } = await writtenAt(explanation, picked, options);
    const finding = { ...explanation.finding, ...location };
    const scanned = () => scan(countingScan(policy, linked, options, loaded), loaded);
    const coverage = linked.inputs.flatMap((one) => one.coverage);
    const about = { finding, resource, declared, coverage };
    const waived = await waiveExplained(about, { ...options, scanned });
    return {
      schema: 'https://driftlock.dev/schemas/explain-1.json',
      tool: { name: 'driftlock', version: options.toolVersion },
      input: linked.inputs.map(({ about }) => about),
      ...explanation,
      ...waived,
      ...(source === undefined ? {} : { source }),
    };
  } finally {
    await evaluator.close();
  }
}

/** Nothing where no configuration is looked for, or none says it. */
async function writtenAt(
  { finding }: Pick<ExplanationDocument, 'finding'>,
  { input, resource }: Picked<Input>,
  { source: named, notice }: ExplainOptions,
): Promise<PlacedWithLines> {
  if (named === undefined) return {};
  const { placeWithLines } = await import('./place-with-lines.ts');
  return placeWithLines(finding, resource, input, { named, notice });
}

/** Of all of the inputs, and nothing but what waivers of files may be about. */
function countingScan(
  policy: Policy,
  linked: LinkedInputs,
  { wanted: _, source: __, inline: ___, ...options }: ExplainOptions,
  loaded: readonly LoadedPolicies[],
): ScanOptions {
  const select = countedWith(policy, options, loaded);
  const show = new Set<Verdict>(['fail', 'unknown']);
  return { ...options, linked, select, show, onlyChanged: false, notice: () => undefined };
}

function judgedOptions(options: ExplainOptions, linked: LinkedInputs, input: Input): JudgedOptions {
  return {
    linksOf: (resource) => linked.linksOf(input, resource),
    referencesOf: (record) => linked.referencesOf(input, record),
    declares: linked.declares,
    defaults: options.defaults,
    assumptions: options.assumptions,
    now: options.now,
    configurationRoot: input.configurationRoot,
  };
}

/** A policy that lacks its parameters asks for nothing: a scan leaves it out. */
function refuseWaiting(policy: Policy, { params }: ExplainOptions, loaded: readonly LoadedPolicies[]): void {
  const catalogues = loaded.map(({ catalogue }) => catalogue);
  const [waiting] = waitingPolicies(catalogues, new Set([policy.id]), params);
  if (waiting === undefined) return;
  throw new DriftlockError('usage', `${policy.id} asks for nothing without ${waiting.needs.join(', ')}`, {
    hint: `give a file with its parameters: --params <file>; driftlock policy show ${policy.id} tells their form`,
  });
}

const WHY: Readonly<Record<Exclude<NotJudged, 'mode'>, string>> = {
  unchanged: 'the policy judges what a plan changes, and no plan changes this here',
  leaves: 'it goes away with this plan, and the policy judges what stays',
  folded: 'the policy judges what is declared as a resource of its own',
  paths: 'the configuration keeps the policy to other paths',
};

function refuseUnjudged(policy: Policy, resource: Resource, isOfType: boolean): void {
  const name = nameOf(resource);
  if (!isOfType)
    throw new DriftlockError('usage', `${policy.id} does not judge ${resource.type}: ${name}`, {
      hint: `this policy judges ${policy.resources.join(', ')}; driftlock policy list tells what judges which type`,
    });
  const why = whyNotJudged(policy, resource);
  if (why === undefined) return;
  const { where } = (why === 'paths' ? policy.configured?.paths : undefined) ?? {};
  throw new DriftlockError('usage', `${policy.id} does not judge ${name}`, {
    ...(where === undefined ? {} : { where }),
    hint: notJudgedWords(why, resource),
  });
}

function notJudgedWords(why: NotJudged, resource: Resource): string {
  if (why === 'mode')
    return resource.mode === 'data'
      ? 'it is a data source, and the policy judges managed resources'
      : 'it is a managed resource, and the policy judges data sources';
  return resource.deposed === undefined ? WHY[why] : 'it is a deposed object, which the next apply destroys';
}
