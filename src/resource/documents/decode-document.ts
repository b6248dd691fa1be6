/** JSON documents out of the strings that hold them, and back. */
import type { Json } from '../resource.ts';
import { canonicalIamDocument } from './iam-document.ts';
import type { DocumentKind } from './index.ts';

/** Roles and queues of one plan share a handful of documents; the bound keeps a hostile input from filling memory. */
const REMEMBERED = 500;
const decoded: Record<DocumentKind, Map<string, Json | undefined>> = { iam: new Map(), json: new Map() };

/**
 * The document that `value` holds, IAM documents in canonical form; a value that is decoded already stays decoded.
 * Undefined where it does not parse, or is no document of that kind. The result may be shared between calls.
 */
export function decodeDocument(kind: DocumentKind, value: Json): Json | undefined {
  if (typeof value !== 'string') return kind === 'iam' ? canonicalIamDocument(value) : value;
  const remembered = decoded[kind];
  if (remembered.has(value)) return remembered.get(value);
  if (remembered.size >= REMEMBERED) remembered.clear();
  const document = parse(kind, value);
  remembered.set(value, document);
  return document;
}

/** The string that a provider attribute holds for a decoded document. */
export function encodeDocument(document: Json): string {
  return JSON.stringify(document);
}

function parse(kind: DocumentKind, text: string): Json | undefined {
  let document: Json;
  try {
    document = JSON.parse(text) as Json;
  } catch {
    return undefined; // the caller reports it as unknown, reason malformed
  }
  return kind === 'iam' ? canonicalIamDocument(document) : document;
}
