/** A verdict on what is not wholly known: what decides, and under which condition the policy would fail. */
import type { ConditionStep } from '../finding/condition.ts';
import type { UnknownRead } from '../finding/finding.ts';
import type { Policy } from '../finding/policy.ts';
import type { Path, Unknown } from '../resource/resource.ts';
import { startsWith } from '../resource/starts-with.ts';
import { conditionWords, type PlaceText, pathText } from './condition/condition-words.ts';
import { isTrue } from './condition/settle.ts';
import { type JudgedResource, NOTHING, openPlaces, type Part, unknownReads } from './judge.ts';
import { linkedAddress } from './linked-address.ts';
import { type Narrow, type Narrowed, openParts, speaksOf } from './narrow.ts';
import { sensitivePlaces } from './sensitive.ts';

export interface NarrowedPart {
  readonly part: Part;
  /** Deny bodies that hold for certain. */
  readonly denies: readonly number[];
}

/** The verdict of a policy that reads something unknown. */
export async function narrowedPart(
  judged: JudgedResource,
  policy: Policy,
  narrow: Narrow,
): Promise<NarrowedPart> {
  const places = openPlaces(judged, policy);
  const narrowed = await narrow({
    policy,
    input: judged.input,
    places: places.map(({ path }) => path),
    set: [],
  });
  const part =
    narrowed.verdict === 'unknown'
      ? unknownPart(judged, places, narrowed)
      : { verdict: narrowed.verdict, ...NOTHING };
  return { part, denies: narrowed.denies };
}

function unknownPart(judged: JudgedResource, places: readonly Unknown[], narrowed: Narrowed): Part {
  const parts = openParts(narrowed.left);
  const deciding = places.filter(({ path }) => parts.some((part) => speaksOf(part, path)));
  const told = deciding.length > 0 ? deciding : places;
  const reads = unknownReads(told, judged.input).map((read) => withCondition(read, judged, narrowed));
  const messages = narrowed.error === undefined ? [] : [`OPA could not narrow it down: ${narrowed.error}`];
  return { verdict: 'unknown', messages, decidedBy: [], unknown: reads };
}

/** What the place has to be for the policy to fail. */
function withCondition(read: UnknownRead, judged: JudgedResource, { left }: Narrowed): UnknownRead {
  const open = openParts(left).filter((part) => speaksOf(part, read.path));
  const place = placeText(judged);
  const fails = open.filter((part) => part !== left.applies).map((part) => conditionWords(part, place));
  const applies = !isTrue(left.applies) && open.includes(left.applies);
  const condition = [
    ...(fails.length > 0 ? [[...new Set(fails)].join(', or if ')] : []),
    ...(applies ? [`the policy applies there: ${conditionWords(left.applies, place)}`] : []),
  ].join(', if ');
  return condition === '' ? read : { ...read, condition };
}

/** Paths end where what they name is sensitive, and begin at the linked resource that they lead to. */
function placeText({ resource, links, input }: JudgedResource): PlaceText {
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
