/** From a resource and the judgements of its policies to findings. */
import type { Finding, UnknownRead } from '../finding/finding.ts';
import { findingResource } from '../finding/finding-resource.ts';
import { fingerprints } from '../finding/fingerprint.ts';
import type { Policy } from '../finding/policy.ts';
import { type ReadPath, touches } from '../resource/read-path.ts';
import type { Assumption, JsonObject, Path, Unknown } from '../resource/resource.ts';
import type { Assuming } from './assumed-values.ts';
import { assumptionsOf } from './assumptions.ts';
import { decisionsOf } from './decision.ts';
import { denyMembers } from './deny-members.ts';
import type { Judgement } from './engine.ts';
import { expressionOf } from './expression-of.ts';
import { linkedAddress } from './linked-address.ts';
import { openLists } from './open-lists.ts';
import { maskInput, sensitivePlaces } from './sensitive.ts';
import { touchedPlaces, unknownPlaces } from './unknown-reads.ts';
import { verdictReads } from './verdict-reads.ts';
import type { PolicyOutcome } from './wasm-policy.ts';

/** Judges one policy again, on an input with placeholders; for messages only. */
export type JudgeAgain = (policyId: string, input: JsonObject) => Judgement | Promise<Judgement>;

export interface JudgedResource extends Assuming {
  readonly input: JsonObject;
  /** The root module's folder relative to its repository. */
  readonly configurationRoot: string;
  /** False: what leans on anything beside known values is unknown. */
  readonly assumptions: boolean;
}

export type Part = Pick<Finding, 'verdict' | 'messages' | 'decidedBy'> & Partial<Finding>;

export const NOTHING = { messages: [], decidedBy: [] } as const;

const KEY: Path = ['key'];

/** The unknown places of a policy's input. A resource of whose natural key a part is not known has no key yet. */
function placesOf(judged: JudgedResource, policy: Policy): readonly Unknown[] {
  const { resource, links } = judged;
  const known = openLists(unknownPlaces(resource, links), verdictReads(policy));
  const places = [...known, ...beyond(known, openScope(judged, policy))];
  if (resource.key !== undefined || !verdictReads(policy).some((read) => touches(read, KEY))) return places;
  return [...places, { path: KEY, reason: 'after-apply' }];
}

const denyReads = new WeakMap<Policy, readonly ReadPath[]>();

/** Of all deny bodies together. */
function deniesRead(policy: Policy): readonly ReadPath[] {
  const known = denyReads.get(policy);
  if (known !== undefined) return known;
  const reads = policy.reads.denies.flat();
  denyReads.set(policy, reads);
  return reads;
}

export function unknownReads(places: readonly Unknown[], judged: JudgedResource): UnknownRead[] {
  return places.map(({ path, reason, api }) => {
    const address = linkedAddress(judged.input, path);
    const expression = reason === 'after-apply' ? expressionOf(judged, path) : undefined;
    return {
      path,
      reason,
      ...(address === undefined ? {} : { address }),
      ...(api === undefined ? {} : { api }),
      ...(expression === undefined ? {} : { expression }),
    };
  });
}

/** An account or region is never whole in a plan or state: where none of what a policy looks for is there, it cannot know. */
function openScope({ resource, links }: JudgedResource, policy: Policy): Unknown[] {
  if (resource.observed.from === 'live' || !resource.type.startsWith('driftlock_')) return [];
  if (!/^driftlock_[a-z]+_(account|region)$/.test(resource.type)) return [];
  const lists = verdictReads(policy)
    .filter((read) => read[0] === 'referrers' && typeof read[1] === 'string' && typeof read[2] === 'string')
    .map((read) => ({
      path: read.slice(0, 3) as Path,
      records: links.referrers[String(read[1])]?.[String(read[2])] ?? [],
    }));
  if (lists.length === 0 || lists.some((list) => list.records.length > 0)) return [];
  return [{ path: lists[0]?.path ?? [], reason: 'link-open' }];
}

/** What a verdict leans on beside known values; of one that is not definite, nothing. */
function assumedFor(
  { resource, links }: JudgedResource,
  policy: Policy,
  verdict: Part['verdict'],
): Assumption[] {
  if (verdict === 'not-applicable') return assumptionsOf(policy.reads.applies, resource, links);
  if (verdict !== 'fail' && verdict !== 'pass') return [];
  return assumptionsOf(verdictReads(policy), resource, links);
}

/**
 * The deny bodies that hold and read nothing unknown: no value elsewhere can undo such a denial. Where nothing may be
 * assumed, they lean on nothing either.
 */
function certainDenies(
  { resource, links, assumptions }: JudgedResource,
  policy: Policy,
  outcome: PolicyOutcome,
  places: readonly Unknown[],
): readonly number[] {
  return outcome.denies.filter((rule) => {
    const reads = policy.reads.denies[rule];
    if (reads === undefined || touchedPlaces(reads, places).length > 0) return false;
    return assumptions || assumptionsOf([...policy.reads.applies, ...reads], resource, links).length === 0;
  });
}

/** Places of the policy's input that are not known, or that nothing may be assumed of, of those that it reads. */
export function openPlaces(judged: JudgedResource, policy: Policy): readonly Unknown[] {
  const reads = verdictReads(policy);
  const open = touchedPlaces(reads, placesOf(judged, policy));
  if (judged.assumptions) return open;
  const assumed = assumptionsOf(reads, judged.resource, judged.links);
  return [...open, ...beyond(open, assumed.map(openLink))];
}

function openLink({ kind, path }: Assumption): Unknown {
  return { path, reason: kind === 'source' ? 'after-apply' : 'link-open' };
}

/** What is unknown of these places is told in words only where nothing narrows the verdict down. */
function openPart(judged: JudgedResource, places: readonly Unknown[]): Part {
  return {
    verdict: 'unknown',
    ...NOTHING,
    get unknown() {
      return unknownReads(places, judged);
    },
  };
}

/** R ∩ U decides: touched unknown places make the verdict unknown, in `applies` before `deny` (DESIGN §8). */
function decide(judged: JudgedResource, policy: Policy, outcome: PolicyOutcome): Part {
  const places = placesOf(judged, policy);
  const inApplies = touchedPlaces(policy.reads.applies, places);
  if (inApplies.length > 0) return openPart(judged, inApplies);
  if (!outcome.applies) return { verdict: 'not-applicable', ...NOTHING };
  const inDeny = touchedPlaces(deniesRead(policy), places);
  if (inDeny.length > 0 && certainDenies(judged, policy, outcome, places).length === 0)
    return openPart(judged, inDeny);
  return { verdict: outcome.denies.length > 0 ? 'fail' : 'pass', ...NOTHING };
}

/** Those of `open` that stand at other places than `known`. */
function beyond<T extends { readonly path: Path }>(
  known: readonly { readonly path: Path }[],
  open: readonly T[],
): readonly T[] {
  if (open.length === 0 || known.length === 0) return open;
  const places = new Set(known.map(({ path }) => JSON.stringify(path)));
  return open.filter(({ path }) => !places.has(JSON.stringify(path)));
}

/** Messages come from an evaluation that never saw a sensitive value; where that denies otherwise, the title serves. */
async function explainFailure(
  judged: JudgedResource,
  policy: Policy,
  outcome: PolicyOutcome,
  certain: readonly number[] | undefined,
  judgeAgain: JudgeAgain,
): Promise<Pick<Finding, 'messages' | 'decidedBy'>> {
  const sensitive = sensitivePlaces(judged.resource, judged.links);
  const read = sensitive.filter((place) => policy.reads.all.some((one) => touches(one, place)));
  const places = placesOf(judged, policy);
  const denies = certain ?? certainDenies(judged, policy, outcome, places);
  // Members do not tell their body: beside one that holds for certain, another may rest on what is not known.
  const all = denies.length === outcome.denies.length ? outcome : { ...outcome, denies, deny: [] };
  const members = denyMembers(
    read.length === 0 ? all.deny : await maskedMembers(judged, policy, all, read, judgeAgain),
  );
  return {
    messages: told(members.messages) ? [...new Set(members.messages)].sort() : [policy.title],
    decidedBy: decisionsOf(policy, denies, members.paths, judged.input, sensitive),
  };
}

/** A message that mentions what is not known says so in a way of Rego's own, which tells a user nothing. */
function told(messages: readonly string[]): boolean {
  return messages.length > 0 && !messages.some((message) => message.includes('<undefined>'));
}

/** The members of `deny` as an evaluation without the sensitive values gives them; none where it denies otherwise. */
async function maskedMembers(
  judged: JudgedResource,
  policy: Policy,
  outcome: PolicyOutcome,
  places: readonly Path[],
  judgeAgain: JudgeAgain,
): Promise<readonly unknown[]> {
  const again = await judgeAgain(policy.id, maskInput(judged.input, places));
  const same =
    'denies' in again &&
    JSON.stringify(again.denies) === JSON.stringify(outcome.denies) &&
    again.deny.length === outcome.deny.length;
  return same ? again.deny : [];
}

/** The verdict of one policy on one resource, with what it rests on; cheap, for every pair. */
export function verdictOf(judged: JudgedResource, policy: Policy, judgement: Judgement): Part {
  if ('error' in judgement) return { verdict: 'error', messages: [judgement.error], decidedBy: [] };
  const part = decide(judged, policy, judgement);
  return judged.assumptions ? part : withoutAssumptions(judged, policy, judgement, part);
}

/** The verdict where nothing may be assumed: links that were settled by an assumption are open. */
function withoutAssumptions(
  judged: JudgedResource,
  policy: Policy,
  outcome: PolicyOutcome,
  part: Part,
): Part {
  const open = assumedFor(judged, policy, part.verdict).map(openLink);
  if (open.length === 0) return part;
  const places = placesOf(judged, policy);
  if (part.verdict === 'fail' && certainDenies(judged, policy, outcome, places).length > 0) return part;
  const distinct = [...new Map(open.map((one) => [JSON.stringify(one.path), one])).values()];
  return openPart(judged, distinct);
}

/**
 * The whole finding of a verdict: identity, messages and what decided; only for what is reported. `certain` are the deny
 * bodies that hold, where more than the known values was looked at.
 */
export async function findingOf(
  judged: JudgedResource,
  policy: Policy,
  judgement: Judgement,
  part: Part,
  judgeAgain: JudgeAgain,
  certain?: readonly number[],
): Promise<Finding> {
  const failure =
    part.verdict === 'fail' && !('error' in judgement)
      ? await explainFailure(judged, policy, judgement, certain, judgeAgain)
      : {};
  const leant = judged.assumptions ? assumedFor(judged, policy, part.verdict) : [];
  // What is taken to stand in a list says more than that nothing else does.
  const assumes = [...beyond(part.assumes ?? [], leant), ...(part.assumes ?? [])];
  return {
    ...identity(judged, policy),
    ...part,
    ...(assumes.length === 0 ? {} : { assumes }),
    ...failure,
  };
}

function identity(
  { resource, configurationRoot }: JudgedResource,
  policy: Policy,
): Pick<Finding, 'fingerprints' | 'policy' | 'severity' | 'resource'> & Partial<Finding> {
  return {
    fingerprints: fingerprints(policy.id, resource, configurationRoot),
    policy: policy.id,
    severity: policy.severity,
    ...(policy.enforcement === 'warn' ? { enforcement: 'warn' as const } : {}),
    resource: findingResource(resource),
    ...(policy.remediation === undefined ? {} : { remediation: policy.remediation }),
  };
}
