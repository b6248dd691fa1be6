/** Of which changes a plan leaves open what its configuration may tell. */
import { documentsOf } from '../../resource/documents/index.ts';
import { isList, isObject, member } from '../../resource/json-kind.ts';
import type { Json } from '../../resource/resource.ts';
import { anyMarked } from '../../resource/shape/mirror.ts';
import type { Document } from '../document/document.ts';
import { blockOf } from '../scope/scopes.ts';

export interface WantedChanges {
  /** Attributes with documents of which the text is not known, by address; most have none. */
  readonly documents: ReadonlyMap<string, readonly string[]>;
  /** Something open comes from a local value, or from a dynamic block: a plan shows neither. */
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
    isHidden ||= hidesSome(document, address, change);
  }
  return documents.size > 0 || isHidden ? { documents, isHidden } : undefined;
}

function openDocuments(type: string, unknown: Json | undefined): string[] {
  const known = documentsOf(type);
  if (known === undefined || !isObject(unknown)) return [];
  return Object.keys(unknown).filter((name) => unknown[name] === true && known.has(name));
}

/** Whether something open is taken from a local value, or stands in a block that no expression shows. */
function hidesSome(document: Document, address: string, change: Json | undefined): boolean {
  const unknown = member(change, 'after_unknown');
  if (!isObject(unknown)) return false;
  const expressions = blockOf(document.configuration, address)?.expressions ?? {};
  return Object.keys(unknown).some((name) => {
    if (!anyMarked(unknown[name])) return false;
    if (Object.hasOwn(expressions, name)) return namesLocal(expressions[name]);
    return isBlock(member(member(change, 'after'), name));
  });
}

function namesLocal(expressions: Json | undefined): boolean {
  if (isList(expressions)) return expressions.some(namesLocal);
  if (!isObject(expressions)) return false;
  const { references } = expressions;
  if (isList(references))
    return references.some((one) => typeof one === 'string' && one.startsWith('local.'));
  return Object.values(expressions).some(namesLocal);
}

function isBlock(value: Json | undefined): boolean {
  return isList(value) && value.some(isObject);
}
