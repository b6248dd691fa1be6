/** A verdict on what is not wholly known: what decides, and under which condition the policy would fail. */
import type { Condition, ConditionStep } from '../finding/condition.ts';
import type { UnknownRead } from '../finding/finding.ts';
import type { Policy } from '../finding/policy.ts';
import { touches } from '../resource/read-path.ts';
import type { Assumption, Json, JsonObject, Path, Unknown } from '../resource/resource.ts';
import { startsWith } from '../resource/starts-with.ts';
import { valueAt } from '../resource/value-at.ts';
import { assumedValues } from './assumed-values.ts';
import { conditionWords, type PlaceText, pathText } from './condition/condition-words.ts';
import { isFalse, isTrue } from './condition/settle.ts';
import { readsLeft } from './condition/undecided.ts';
import type { Question } from './condition-facts.ts';
import type { Judgement } from './engine.ts';
import type { Evaluator } from './evaluator.ts';
import { type JudgedResource, NOTHING, openPlaces, type Part, unknownReads } from './judge.ts';
import { linkedAddress } from './linked-address.ts';
import { type Narrow, type Narrowed, openParts, speaksOf } from './narrow.ts';
import { sensitivePlaces } from './sensitive.ts';

/** Of so many places, which of them decide is not looked into one by one. */
const MOST_COMPARED = 1_000_000;
/** Places of one finding whose condition is told; those of more are of the same kind. */
const MOST_CONDITIONS = 8;

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
  const again = await evaluator.judgeOne(policy.id, input);
  const { verdict, denies } = assumed.narrowed;
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

/** The places that what is left of the policy speaks of. */
function decidingPlaces({ left }: Narrowed, places: readonly Unknown[]): readonly Unknown[] {
  const reads = openParts(left).flatMap(readsLeft);
  if (reads.length * places.length > MOST_COMPARED) return places;
  const deciding = places.filter(({ path }) => reads.some((read) => touches(read, path)));
  return deciding.length > 0 ? deciding : places;
}

function unknownPart(judged: JudgedResource, deciding: readonly Unknown[], narrowed: Narrowed): Part {
  const reads = unknownReads(deciding, judged).map((read, place) =>
    place < MOST_CONDITIONS ? withCondition(read, judged, narrowed) : read,
  );
  const messages = narrowed.error === undefined ? [] : [`OPA could not narrow it down: ${narrowed.error}`];
  return { verdict: 'unknown', messages, decidedBy: [], unknown: reads };
}

/** What the place has to be for the policy to fail. */
function withCondition(read: UnknownRead, judged: JudgedResource, { left }: Narrowed): UnknownRead {
  // Without a body that may deny, nothing that comes to stand there makes the policy fail.
  if (left.denies.every(isFalse)) return read;
  const open = openParts(left).filter((part) => isTellable(part) && speaksOf(part, read.path));
  const place = placeText(judged);
  const fails = open.filter((part) => part !== left.applies).map((part) => conditionWords(part, place));
  const applies = !isTrue(left.applies) && open.includes(left.applies);
  const condition = [
    ...(fails.length > 0 ? [[...new Set(fails)].join(', or if ')] : []),
    ...(applies ? [`the policy applies there: ${conditionWords(left.applies, place)}`] : []),
  ].join(', if ');
  return condition === '' || tellsSecret(condition, judged) ? read : { ...read, condition };
}

/** Whether the words hold a sensitive value, which a policy may use as a key. */
function tellsSecret(words: string, { resource, links, input }: JudgedResource): boolean {
  const values = sensitivePlaces(resource, links).map((place) => valueAt(input, place));
  return values.some((value) => value !== undefined && textsOf(value).some((text) => words.includes(text)));
}

function textsOf(value: Json): string[] {
  if (typeof value === 'string' || typeof value === 'number') return value === '' ? [] : [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap(textsOf)];
}

/** A condition of so many parts is cut to nothing anyone could read. */
function isTellable(part: Condition): boolean {
  return JSON.stringify(part).length < 20_000;
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
