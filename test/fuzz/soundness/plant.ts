/** Makes places of a subject unknown, as a reader of plans would have them: no value, and an entry that says why. */

import { isObject } from '../../../src/resource/json-kind.ts';
import {
  type Json,
  type JsonObject,
  type Links,
  type Path,
  REASONS,
  type Reason,
  type Resource,
  type Unknown,
} from '../../../src/resource/resource.ts';
import { isLinkList, recordPath } from './link-place.ts';
import type { Subject } from './subject.ts';
import { ABSENT, type Value, withValue } from './tree-edit.ts';

/**
 * Reasons for a place of any kind: all but an open list of links, and `unset`, which only a member that was left out
 * can be. None of them says that something is there: a write-only attribute that nobody wrote is `redacted` as well.
 */
export const REASONS_TO_PLANT: readonly Reason[] = REASONS.filter(
  (reason) => reason !== 'link-open' && reason !== 'unset',
);

/** A subject and all its unknown places: those that it had, and those that were planted. */
export interface Case {
  readonly subject: Subject;
  readonly places: readonly Unknown[];
}

type Trees = Pick<Resource, 'values' | 'tags' | 'scope'> & Pick<Links, 'refs' | 'referrers'>;

/** The subject with another value at a place of its input. */
export function changed(subject: Subject, path: Path, value: Value): Subject {
  const { values, tags, scope } = subject.resource;
  const { refs, referrers } = subject.links;
  const trees = { values, tags, scope, refs, referrers } as unknown as JsonObject;
  const put = isLinkList(path) && Array.isArray(value) ? value.map(linkedRecord) : value;
  const edited = withValue(trees, recordPath(path), put) as unknown as Trees;
  return {
    name: subject.name,
    resource: { ...subject.resource, values: edited.values, tags: edited.tags, scope: edited.scope },
    links: { ...subject.links, refs: edited.refs, referrers: edited.referrers },
  };
}

/** A linked record as policies see it, as the product keeps it. */
function linkedRecord(seen: Json): Json {
  if (!isObject(seen)) return seen;
  const { refs, referrers, ...own } = seen;
  const record = { unknown: [], sensitive: [], ...own };
  if (!isObject(refs) || !isObject(referrers)) return record;
  const lists = (links: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(links).map(([name, list]) => [
        name,
        Array.isArray(list) ? list.map(linkedRecord) : lists(list as JsonObject),
      ]),
    );
  return { ...record, links: { refs: lists(refs), referrers: lists(referrers), unknown: [], assumes: [] } };
}

/** A list of links keeps its records and is open; anything else goes, with all that is below it. */
export function planted(subject: Subject, places: readonly Unknown[]): Case {
  let bare = subject;
  for (const { path } of places) if (!isLinkList(path)) bare = changed(bare, path, ABSENT);
  const own = [...bare.resource.unknown, ...places.filter(({ path }) => !isOfLinks(path))];
  const linked = [...bare.links.unknown, ...places.filter(({ path }) => isOfLinks(path))];
  const marked: Subject = {
    name: subject.name,
    resource: { ...bare.resource, unknown: own },
    links: { ...bare.links, unknown: linked },
  };
  return { subject: marked, places: [...own, ...linked] };
}

function isOfLinks([first]: Path): boolean {
  return first === 'refs' || first === 'referrers';
}

/** The input with one of the values that may stand at each of its places. */
export function settled(input: JsonObject, values: readonly (readonly [Path, Value])[]): JsonObject {
  // What lies above is put first: a place below it may then be filled in as well.
  const ordered = [...values].sort(([a], [b]) => a.length - b.length);
  return ordered.reduce<Json>((tree, [path, value]) => withValue(tree, path, value), input) as JsonObject;
}
