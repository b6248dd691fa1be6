/** The places of a subject that can be made unknown, with the kind of each. */
import { policyInput } from '../../../src/evaluate/policy-input.ts';
import { isObject } from '../../../src/resource/json-kind.ts';
import { type ReadPath, touches } from '../../../src/resource/read-path.ts';
import type { Json, Path } from '../../../src/resource/resource.ts';
import { isLinkList } from './link-place.ts';
import type { Subject } from './subject.ts';

export const PLACE_KINDS = [
  'top level',
  'whole list',
  'whole block or map',
  'list element',
  'element leaf',
  'map key',
  'tag',
  'scope',
  'link list',
  'linked record',
] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** Every place where something stands, and those named by `reads` where nothing does; never a whole record or link. */
export function placesOf(subject: Subject, reads: readonly ReadPath[]): Path[] {
  const { values, tags, scope, refs, referrers } = policyInput(subject.resource, subject.links, 0);
  const found = new Map<string, Path>();
  const add = (path: Path): void => {
    if (isPlace(path)) found.set(JSON.stringify(path), path);
  };
  for (const [part, value] of Object.entries({ values, tags, scope, refs, referrers }))
    if (value !== undefined) walk(value, [part], add);
  const input = { values, tags, scope, refs, referrers } as Json;
  for (const read of reads) for (const path of missing(input, read, [])) add(path);
  const unknown = [...subject.resource.unknown, ...subject.links.unknown];
  return [...found.values()].filter((path) => !unknown.some((one) => touches(path, one.path)));
}

function walk(value: Json, path: Path, add: (path: Path) => void): void {
  add(path);
  if (Array.isArray(value))
    for (const [index, item] of (value as readonly Json[]).entries()) walk(item, [...path, index], add);
  else if (isObject(value))
    for (const [key, item] of Object.entries(value)) walk(item as Json, [...path, key], add);
}

/** Where a read ends at a key that is not there; nothing beyond it is made up. */
function missing(value: Json | undefined, [step, ...rest]: ReadPath, at: Path): Path[] {
  if (step === undefined || step === '' || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value))
    return (value as readonly Json[]).flatMap((item, index) =>
      step === null || step === index ? missing(item, rest, [...at, index]) : [],
    );
  const object = value as Readonly<Record<string, Json>>;
  if (step === null)
    return Object.entries(object).flatMap(([key, item]) => missing(item, rest, [...at, key]));
  if (Object.hasOwn(object, step)) return missing(object[step], rest, [...at, step]);
  return typeof step === 'string' ? [[...at, step]] : [];
}

/** Addresses, keys and scopes of linked records are no facts that could be unknown; a record as such is not one either. */
function isPlace(path: Path): boolean {
  const [part] = path;
  if (part === 'refs' || part === 'referrers') {
    if (isLinkList(path)) return true;
    const inRecord = path.findLastIndex((step) => step === 'values' || step === 'tags');
    return inRecord > 1 && path.length > inRecord + 1;
  }
  return path.length > 1 || part === 'tags';
}

export function placeKind(path: Path, sample: Json | undefined): PlaceKind {
  const [part] = path;
  if (part === 'scope') return 'scope';
  if (part === 'tags') return path.length === 1 ? 'whole block or map' : 'tag';
  if (isLinkList(path)) return 'link list';
  if (part === 'refs' || part === 'referrers') return 'linked record';
  if (typeof path.at(-1) === 'number') return 'list element';
  if (Array.isArray(sample)) return isObject(sample[0] as Json) ? 'whole block or map' : 'whole list';
  if (path.length === 2) return isObject(sample as Json) ? 'whole block or map' : 'top level';
  return typeof path.at(-2) === 'number' ? 'element leaf' : 'map key';
}
