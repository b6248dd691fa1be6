/** Values that may stand at an unknown place: of the kind that stands there elsewhere, with the policy's constants. */
import { isObject } from '../../../src/resource/json-kind.ts';
import type { Json, JsonObject } from '../../../src/resource/resource.ts';
import type { Random } from '../random.ts';
import type { Constants } from './policy-constants.ts';
import { ABSENT, type Value } from './tree-edit.ts';

/** What is known of a place before values for it are made up. */
export interface Sample {
  /** Values of the same kind, the one that stood there first; empty where none was seen. */
  readonly seen: readonly Json[];
  readonly constants: Constants;
}

const OTHER = 'zz-other';
/** Texts that are tried in one place: the constants of one policy are fewer. */
const MOST_TEXTS = 24;
const MOST_INNER = 10;

/** Up to `most` values and, always, none at all. In order of how much they tell: what was seen, then variations of it. */
export function candidates({ seen, constants }: Sample, most: number, random: Random): Value[] {
  const made =
    seen.length === 0 ? anyKind(constants) : seen.flatMap((one) => variations(one, constants, 0, random));
  const distinct = distinctValues([...seen, ...made]);
  const first = distinct.slice(0, Math.ceil(most / 2));
  const others = random.shuffled(distinct.slice(first.length)).slice(0, most - first.length);
  return [ABSENT, ...first, ...others];
}

function distinctValues(values: readonly Json[]): Json[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

function anyKind({ texts, numbers }: Constants): Json[] {
  const scalars: Json[] = [...texts.slice(0, MOST_TEXTS), OTHER, '', true, false, ...numbers.slice(0, 6), 0];
  const lists: Json[] = [[], ...texts.slice(0, 4).map((text) => [text])];
  return [...scalars, ...lists, {}];
}

/** Values of the same kind. */
function variations(sample: Json, constants: Constants, depth: number, random: Random): Json[] {
  if (typeof sample === 'string') return [...random.shuffled(constants.texts), OTHER, '', ' '];
  if (typeof sample === 'boolean') return [true, false];
  if (typeof sample === 'number') return [...constants.numbers.flatMap((n) => [n, n + 1, n - 1]), 0];
  if (Array.isArray(sample)) return ofList(sample, constants, depth, random);
  return isObject(sample) ? ofObject(sample, constants, depth, random) : anyKind(constants);
}

function ofList(sample: readonly Json[], constants: Constants, depth: number, random: Random): Json[] {
  const first = sample[0] ?? OTHER;
  const inner = random
    .shuffled(variations(first, constants, depth + 1, random))
    .slice(0, depth === 0 ? MOST_INNER : 4);
  return [
    [],
    [OTHER],
    ...inner.map((one): Json => [one]),
    ...inner.map((one): Json => [first, one]),
    ...inner.slice(0, 4).map((one): Json => [one, inner.at(-1) ?? one]),
  ].filter((list) => typeof first === 'string' || !(list as readonly Json[]).includes(OTHER));
}

function ofObject(sample: JsonObject, constants: Constants, depth: number, random: Random): Json[] {
  const out: Json[] = [{}];
  for (const [key, value] of Object.entries(sample)) {
    const { [key]: _, ...others } = sample;
    out.push(others);
    const inner = random.shuffled(variations(value, constants, depth + 1, random));
    for (const one of inner.slice(0, depth === 0 ? MOST_INNER : 3)) out.push({ ...sample, [key]: one });
  }
  for (const text of random.shuffled(constants.texts).slice(0, 4)) out.push({ ...sample, [text]: OTHER });
  return out;
}

/** What an open list of links may be: any of the records that it has, and up to two others. */
export function linkLists(records: readonly Json[], others: readonly Json[], random: Random): Json[] {
  const subsets: Json[][] = [[...records], [], records.slice(1), records.slice(0, 1)];
  const further: Json[][] = [[], ...others.map((one) => [one]), random.shuffled(others).slice(0, 2)];
  return distinctValues(subsets.flatMap((subset) => further.map((more): Json => [...subset, ...more])));
}

/** Linked records like those that were seen, with other values; one that says nothing is among them. */
export function furtherRecords(seen: readonly Json[], constants: Constants, random: Random): Json[] {
  const bare: Json = { scope: {}, tags: {}, values: {} };
  const varied = seen.flatMap((record) => {
    if (!isObject(record) || !isObject(record.values as Json)) return [];
    return variations(record.values as Json, constants, 0, random).map(
      (values): Json => ({ ...record, values }),
    );
  });
  return [bare, ...random.shuffled(distinctValues([...seen, ...varied])).slice(0, 8)];
}
