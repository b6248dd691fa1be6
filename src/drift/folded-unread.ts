/** Facts inside a resource of which the cloud told a part: what can be compared all the same, and what stays open. */
import type { UndecidedResource } from '../finding/drift.ts';
import { mayExistOnly } from '../resource/may-exist-only.ts';
import type { Json, JsonObject, Path, Resource, Unknown } from '../resource/resource.ts';
import { typeSchema } from '../resource/type-schema.ts';
import { valueAt } from '../resource/value-at.ts';
import { type FoldedPair, inPlaceOf, liveOf, spelled } from './spelled.ts';
import { isInSet, withoutSetPlaces } from './without-set-places.ts';

type Undecided = UndecidedResource['attributes'][number];

export interface ReadPart {
  /** To be compared: each place that was not read is as the state has it, so that what differs differs for certain. */
  readonly pairs: readonly FoldedPair[];
  /** The same pairs as the cloud told them. */
  readonly told: readonly FoldedPair[];
  /** In the owner's spelling. */
  readonly undecided: readonly Undecided[];
}

/** What a call would have told of a record. */
function unreadPlaces({ unknown }: Resource): readonly Unknown[] {
  return unknown.filter(({ path, reason }) => path[0] === 'values' && reason !== 'redacted');
}

/**
 * Of a record of which nothing was read, the attribute that it stands in is open and there is nothing to compare. A
 * place that the owner's spelling does not have is open to nobody; one that has no place of its own there opens the
 * attribute.
 */
export function readPart(owner: Resource | undefined, all: readonly FoldedPair[]): ReadPart {
  const undecided = new Map<string, Undecided>();
  const add = ({ reason, api }: Unknown, path: Path): void => {
    const one = { path, reason, ...(api !== undefined && { api }) };
    undecided.set(JSON.stringify(one), one);
  };
  const pairs: FoldedPair[] = [];
  const told: FoldedPair[] = [];
  const names = new Set<Path[number] | undefined>();
  for (const pair of all) {
    const unread = pair.live === undefined ? [] : unreadPlaces(pair.live);
    if (pair.live !== undefined && mayExistOnly(pair.live)) {
      for (const one of unread) add(one, attributeOf(pair));
      continue;
    }
    told.push(pair);
    if (pair.live === undefined || unread.length === 0) pairs.push(pair);
    else {
      names.add(pair.state.declared?.path[0]);
      pairs.push(filled(pair, pair.live, unread));
      for (const one of unread) if (isLost(pair, pair.live, one)) add(one, attributeOf(pair));
    }
  }
  // All of them, so that each stands where it stands beside the others.
  const open = names.size === 0 ? [] : spelled(owner, liveOf(told)).unknown;
  for (const one of open)
    if (one.path[0] === 'values' && names.has(one.path[1]) && one.reason !== 'redacted') add(one, one.path);
  return { pairs, told, undecided: [...undecided.values()] };
}

function attributeOf({ state }: FoldedPair): Path {
  return ['values', ...(state.declared?.path ?? []).slice(0, 1)];
}

/** The pair with the state's values at places that were not read; in a set, whose elements have no place, on neither side. */
function filled({ state }: FoldedPair, live: Resource, unread: readonly Unknown[]): FoldedPair {
  const schema = typeSchema(state.provider, state.type);
  const paths = unread.map(({ path }) => path);
  const values = paths
    .filter((path) => !isInSet(path, schema))
    .reduce((held, path) => placed(held, path.slice(1), valueAt(state.values, path.slice(1))), live.values);
  return {
    state: { ...state, values: withoutSetPlaces(state.values, paths, schema) },
    live: {
      ...live,
      values: withoutSetPlaces(values, paths, schema),
      unknown: live.unknown.filter((one) => !unread.includes(one)),
    },
  };
}

/** The values with this one there, undefined for none; what leads there is made where there is something to put. */
function placed(values: JsonObject, path: Path, value: Json | undefined): JsonObject {
  return (at(values, path, value) ?? {}) as JsonObject;
}

function at(held: Json | undefined, path: Path, value: Json | undefined): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const items = Array.isArray(held) ? [...(held as readonly Json[])] : [];
    const item = at(items[step], rest, value);
    if (item === undefined && step >= items.length) return held;
    while (items.length < step) items.push(null);
    items[step] = item ?? null;
    return items;
  }
  const fields =
    typeof held === 'object' && held !== null && !Array.isArray(held) ? (held as JsonObject) : {};
  const item = at(Object.hasOwn(fields, step) ? fields[step] : undefined, rest, value);
  if (item === undefined && held === undefined) return undefined;
  const { [step]: _, ...others } = fields;
  return item === undefined ? others : { ...others, [step]: item };
}

/** Whether the place has a part in the owner's spelling, but none in which it could be marked. */
function isLost({ state }: FoldedPair, live: Resource, unread: Unknown): boolean {
  const alone = spelled(undefined, [inPlaceOf(state, { ...live, unknown: [unread] })]);
  if (alone.unknown.some(({ path }) => path[0] === 'values')) return false;
  const [, name, ...inside] = unread.path;
  const attribute = typeSchema(state.provider, state.type)?.attributes[String(name)];
  if (attribute === undefined || inside.length > 0) return true;
  const probes = [undefined, true, 7, 'probe', ['probe']].map((value) => {
    const { values } = spelled(undefined, [
      { ...state, values: placed(state.values, [String(name)], value) },
    ]);
    return JSON.stringify(values);
  });
  return new Set(probes).size > 1;
}
