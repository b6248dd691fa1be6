/** A document of which a part is not known: canonical as others are, with the places that are open. */
import { isList, isObject } from '../json-kind.ts';
import type { Json, JsonObject, Path } from '../resource.ts';
import { below } from '../shape/mirror.ts';
import { decodeDocument } from './decode-document.ts';
import type { DocumentKind } from './index.ts';

/** Texts that stand for what is not known, while the document is brought into its form: no file can hold them. */
const ELEMENT = '\u0000driftlock element';
const MEMBER = '\u0000driftlock member';

export interface OpenDocument {
  /** Elements that are not known are null, members are left out. */
  readonly document: Json;
  readonly unknown: readonly Path[];
}

/**
 * `value` is decoded, `unknown` its mirror with true (or a reason) at places that are not known. Undefined where the form
 * itself hangs on one of them (an Effect, a statement): nothing is then known of it.
 */
export function openDocument(kind: DocumentKind, value: Json, unknown: Json): OpenDocument | undefined {
  const decoded = decodeDocument(kind, filled(value, unknown));
  if (decoded === undefined) return undefined;
  const places: Path[] = [];
  const document = emptied(decoded, [], places);
  return document === undefined ? undefined : { document, unknown: places };
}

function filled(value: Json, unknown: Json | undefined): Json {
  if (unknown === undefined || unknown === false || unknown === null) return value;
  if (isList(value))
    return value.map((item, place) =>
      isMark(below(unknown, place)) ? ELEMENT : filled(item, below(unknown, place)),
    );
  if (!isObject(value)) return MEMBER;
  const names = new Set([...Object.keys(value), ...(isObject(unknown) ? Object.keys(unknown) : [])]);
  const entries = [...names].map((name): [string, Json] => {
    const mark = below(unknown, name);
    return [name, isMark(mark) ? MEMBER : filled(value[name] ?? null, mark)];
  });
  return Object.fromEntries(entries);
}

function isMark(mark: Json | undefined): boolean {
  return mark === true;
}

/** Undefined for what is not known as a whole; its path is noted by whoever holds it. */
function emptied(value: Json, path: Path, places: Path[]): Json | undefined {
  if (value === MEMBER || value === ELEMENT) return undefined;
  if (isList(value)) {
    // One text may be a list of its own: how many elements there are is not known.
    if (value.length === 1 && value[0] === MEMBER) return undefined;
    return value.map((item, place) => {
      const inner = emptied(item, [...path, place], places);
      if (inner === undefined) places.push([...path, place]);
      return inner ?? null;
    });
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([name, item]): [string, Json][] => {
    const inner = emptied(item, [...path, name], places);
    if (inner === undefined) places.push([...path, name]);
    return inner === undefined ? [] : [[name, inner]];
  });
  return Object.fromEntries(entries) as JsonObject;
}
