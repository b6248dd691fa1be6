/** A verdict on what is not wholly known: what decides, and under which condition the policy would fail. */
import type { Condition, ConditionStep, PolicyConditions } from '../finding/condition.ts';
import type { UnknownRead } from '../finding/finding.ts';
import type { Policy } from '../finding/policy.ts';
import type { Assumption, Json, JsonObject, Path, Unknown } from '../resource/resource.ts';
import { startsWith } from '../resource/starts-with.ts';
import { valueAt } from '../resource/value-at.ts';
import { assumedValues } from './assumed-values.ts';
import { conditionWords, type PlaceText, pathText } from './condition/condition-words.ts';
import { placeTree, touchedBy } from './condition/place-tree.ts';
import { isFalse, isTrue } from './condition/settle.ts';
import { leafReads, leavesOf } from './condition/undecided.ts';
import type { Question } from './condition-facts.ts';
import type { Judgement } from './engine.ts';
import type { Evaluator } from './evaluator.ts';
import { type JudgedResource, NOTHING, openPlaces, type Part, unknownReads } from './judge.ts';
import { linkedAddress } from './linked-address.ts';
import { type Narrow, type Narrowed, openParts } from './narrow.ts';
import { sensitivePlaces } from './sensitive.ts';

export interface NarrowedPart {
  readonly part: Part;
  /** Deny bodies that hold for certain. */
  readonly denies: readonly number[];
  /** The resource and its judgement with what is assumed put in. */
  readonly judged: JudgedResource;
  readonly judgement: Judgement;
  /** What the verdict was narrowed down from last, and to what. */
  readonly last: { readonly question: Question; readonly narrowed: Narrowed };
}

/**
 * The verdict of a policy that reads something unknown: first as it is for all values that may come to stand there, then,
 * where that leaves it open, with what may be assumed of the places that decide.
 */
export async function narrowedPart(
  judged: JudgedResource,
  policy: Policy,
  judgement: Judgement,
  { narrow, evaluator }: { readonly narrow: Narrow; readonly evaluator: Pick<Evaluator, 'judgeOne'> },
): Promise<NarrowedPart> {
  const places = openPlaces(judged, policy);
  const question = { policy, input: judged.input, places: places.map(({ path }) => path), set: [] };
  const first = await narrow(question);
  const last = { question, narrowed: first };
  if (first.verdict !== 'unknown')
    return { part: { verdict: first.verdict, ...NOTHING }, denies: first.denies, judged, judgement, last };
  const deciding = decidingPlaces(first, places);
  const assumed = judged.assumptions
    ? await withAssumed(judged, policy, places, deciding, narrow)
    : undefined;
  if (assumed === undefined)
    return { part: unknownPart(judged, deciding, first), denies: first.denies, judged, judgement, last };
  const { input } = assumed.question;
  const { verdict, denies } = assumed.narrowed;
  // Only a denial has messages to tell.
  const again = verdict === 'fail' ? await evaluator.judgeOne(policy.id, input) : judgement;
  const part = { verdict, ...NOTHING, assumes: assumed.assumes };
  return { part, denies, judged: { ...judged, input }, judgement: again, last: assumed };
}

interface Assumed {
  readonly narrowed: Narrowed;
  readonly question: Question;
  readonly assumes: readonly Assumption[];
}

/** The definite verdict that what may be assumed of the deciding places leads to; undefined where it leads to none. */
async function withAssumed(
  judged: JudgedResource,
  policy: Policy,
  places: readonly Unknown[],
  deciding: readonly Unknown[],
  narrow: Narrow,
): Promise<Assumed | undefined> {
  const { fills, set } = assumedValues(judged, deciding);
  if (fills.length === 0 && set.length === 0) return undefined;
  const filled = new Set(fills.map(({ path }) => JSON.stringify(path)));
  const input = fills.reduce(
    (value, fill) => withValueAt(value, fill.path, fill.value),
    judged.input as Json,
  );
  const left = places.map(({ path }) => path).filter((path) => !filled.has(JSON.stringify(path)));
  const question = { policy, input: input as JsonObject, places: left, set: set.map(({ path }) => path) };
  const narrowed = await narrow(question);
  if (narrowed.verdict === 'unknown') return undefined;
  const assumes = [...fills, ...set].map(({ assumption }) => assumption);
  return { narrowed, question, assumes };
}

/** The value with another one at the place; without a value, nothing stands there. */
function withValueAt(from: Json, path: Path, value: Json | undefined): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value ?? null;
  const isLast = rest.length === 0;
  if (Array.isArray(from))
    return from.map((element: Json, index) => (index === step ? withValueAt(element, rest, value) : element));
  const object = typeof from === 'object' && from !== null ? (from as JsonObject) : {};
  const { [step]: below, ...others } = object;
  if (isLast && value === undefined) return others;
  return { ...object, [step]: withValueAt(below ?? {}, rest, value) };
}

/** By what a verdict was narrowed down to, which is kept for equal questions: which of their places decide. */
const decidingOf = new WeakMap<Narrowed, ReadonlySet<number>>();

/** The places that what is left of the policy speaks of. */
function decidingPlaces(narrowed: Narrowed, places: readonly Unknown[]): readonly Unknown[] {
  const known = decidingOf.get(narrowed) ?? decidingIndices(narrowed, places);
  decidingOf.set(narrowed, known);
  const deciding = places.filter((_, index) => known.has(index));
  return deciding.length > 0 ? deciding : places;
}

function decidingIndices({ left }: Narrowed, places: readonly Unknown[]): ReadonlySet<number> {
  const touched = placesOf(openParts(left), places, left);
  return new Set(places.flatMap(({ path }, index) => (touched.has(path) ? [index] : [])));
}

function placesOf(
  parts: readonly Condition[],
  places: readonly Unknown[],
  { rules = {} }: PolicyConditions,
): ReadonlySet<Path> {
  const tree = placeTree(places.map(({ path }) => path));
  const touched = new Set<Path>();
  for (const part of parts)
    for (const leaf of leavesOf(part)) {
      for (const path of touchedBy(leafReads(leaf, rules), tree)) touched.add(path);
      // What is left may be long, and often its first words speak of all that is open.
      if (touched.size === places.length) return touched;
    }
  return touched;
}

function unknownPart(judged: JudgedResource, deciding: readonly Unknown[], narrowed: Narrowed): Part {
  const conditions = conditionsOf(judged, deciding, narrowed);
  const reads = unknownReads(deciding, judged).map((read) => withCondition(read, conditions));
  const messages = narrowed.error === undefined ? [] : [`OPA could not narrow it down: ${narrowed.error}`];
  return { verdict: 'unknown', messages, decidedBy: [], unknown: reads };
}

/** A part of the policy that is open, in words, and the places that it speaks of. */
interface PartInWords {
  readonly words: string;
  readonly isApplies: boolean;
  readonly places: ReadonlySet<Path>;
}

/** Without a body that may deny, nothing that comes to stand there makes the policy fail: there is nothing to tell. */
function conditionsOf(
  judged: JudgedResource,
  deciding: readonly Unknown[],
  { left }: Narrowed,
): readonly PartInWords[] {
  if (left.denies.every(isFalse)) return [];
  const place = placeText(judged);
  const secrets = secretTexts(judged);
  return openParts(left).flatMap((part) => {
    const isApplies = part === left.applies && !isTrue(part);
    const words = conditionWords(part, place);
    const told = { words, isApplies, places: placesOf([part], deciding, left) };
    return secrets.some((secret) => words.includes(secret)) ? [{ ...told, words: '' }] : [told];
  });
}

/** What the place has to be for the policy to fail; nothing where a part of that may not be told. */
function withCondition(read: UnknownRead, parts: readonly PartInWords[]): UnknownRead {
  const open = parts.filter(({ places }) => places.has(read.path));
  if (open.length === 0 || open.some(({ words }) => words === '')) return read;
  const fails = new Set(open.flatMap(({ isApplies, words }) => (isApplies ? [] : [words])));
  const applies = open.find(({ isApplies }) => isApplies);
  const condition = [
    ...(fails.size > 0 ? [[...fails].join(', or if ')] : []),
    ...(applies === undefined ? [] : [`the policy applies there: ${applies.words}`]),
  ].join(', if ');
  return { ...read, condition };
}

/** Sensitive values, which a policy may use as keys, and so in what is said of it. */
function secretTexts({ resource, links, input }: JudgedResource): readonly string[] {
  const values = sensitivePlaces(resource, links).map((place) => valueAt(input, place));
  return values.flatMap((value) => (value === undefined ? [] : textsOf(value)));
}

function textsOf(value: Json): string[] {
  if (typeof value === 'string' || typeof value === 'number') return value === '' ? [] : [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap(textsOf)];
}

/** Paths end where what they name is sensitive, and begin at the linked resource that they lead to. */
export function placeText({ resource, links, input }: JudgedResource): PlaceText {
  const sensitive = sensitivePlaces(resource, links);
  return (path) => {
    const open = path.findIndex((step) => typeof step === 'object');
    const ground = path.slice(0, open === -1 ? path.length : open) as Path;
    const hidden = sensitive.find((one) => startsWith(ground, one));
    const shown: readonly ConditionStep[] = hidden ?? path;
    const address = linkedAddress(input, ground);
    if (address === undefined) return pathText(shown);
    const from = ground.findLastIndex((step) => step === 'values' || step === 'tags' || step === 'scope');
    return from === -1 ? address : `${pathText(shown.slice(from))} of ${address}`;
  };
}
