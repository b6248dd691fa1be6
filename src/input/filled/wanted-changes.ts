/** Of which changes a plan leaves open what its configuration may tell. */
import { documentsOf } from '../../resource/documents/index.ts';
import { isList, isObject, member } from '../../resource/json-kind.ts';
import type { Json, JsonObject } from '../../resource/resource.ts';
import { anyMarked } from '../../resource/shape/mirror.ts';
import type { Document } from '../document/document.ts';
import { blockOf } from '../scope/scopes.ts';

export interface WantedChanges {
  /** Attributes with documents of which the text is not known, by address; most have none. */
  readonly documents: ReadonlyMap<string, readonly string[]>;
  /** An expression refers to a local value, or a block is dynamic: a plan shows neither. */
  readonly isHidden: boolean;
}

/** Undefined where the configuration has nothing to add. */
export function wantedChanges(document: Document): WantedChanges | undefined {
  const documents = new Map<string, readonly string[]>();
  let isHidden = false;
  for (const element of document.elements('resource_changes', (_, mode) => mode === 'managed')) {
    const { address, type, change, deposed } = element;
    const unknown = member(change, 'after_unknown');
    if (typeof address !== 'string' || deposed !== undefined || !anyMarked(unknown)) continue;
    const names = openDocuments(type as string, unknown);
    if (names.length > 0) documents.set(address, names);
    const expressions = blockOf(document.configuration, address)?.expressions;
    isHidden ||= namesLocal(expressions) || hasDynamic(member(change, 'after'), unknown, expressions);
  }
  return documents.size > 0 || isHidden ? { documents, isHidden } : undefined;
}

function openDocuments(type: string, unknown: Json | undefined): string[] {
  const known = documentsOf(type);
  if (known === undefined || !isObject(unknown)) return [];
  return Object.keys(unknown).filter((name) => unknown[name] === true && known.has(name));
}

function namesLocal(expressions: Json | undefined): boolean {
  if (isList(expressions)) return expressions.some(namesLocal);
  if (!isObject(expressions)) return false;
  const { references } = expressions;
  if (isList(references))
    return references.some((one) => typeof one === 'string' && one.startsWith('local.'));
  return Object.values(expressions).some(namesLocal);
}

/** Blocks that are there, or may be, with something open in them, and that no expression shows. */
function hasDynamic(
  after: Json | undefined,
  unknown: Json | undefined,
  expressions: JsonObject = {},
): boolean {
  if (!isObject(unknown)) return false;
  return Object.keys(unknown).some((name) => {
    const value = member(after, name);
    const isBlock = isList(value) && value.some(isObject);
    return isBlock && !Object.hasOwn(expressions, name) && anyMarked(unknown[name]);
  });
}
