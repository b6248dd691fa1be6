/** Puts what a source tells of documents in the place of texts that are not known. */
import { documentsOf } from '../../resource/documents/index.ts';
import type { Json } from '../../resource/resource.ts';
import { put } from '../../resource/shape/walk.ts';
import type { EvaluatedChange } from '../../toolchain/hcl-types.ts';

export interface ChangeSides {
  readonly after: Record<string, Json>;
  readonly unknown: Record<string, Json>;
  readonly sensitive: Record<string, Json>;
  /** Mirror with reasons; left out where apply decides all that is not known. */
  readonly reasons?: Record<string, Json>;
}

/** The documents stand in `after` decoded, with their own mirrors; gives the names of the attributes. */
export function putDocuments(
  type: string,
  documents: EvaluatedChange['documents'],
  { after, unknown, sensitive, reasons }: ChangeSides,
): readonly string[] {
  const known = documentsOf(type);
  const names = Object.keys(documents ?? {}).filter((name) => known?.has(name) === true);
  for (const name of names) {
    const document = documents?.[name];
    if (document === undefined) continue;
    put(after, name, document.value);
    put(unknown, name, document.unknown);
    if (reasons !== undefined) put(reasons, name, document.reasons ?? false);
    if (document.sensitive !== null && sensitive[name] === undefined)
      put(sensitive, name, document.sensitive);
  }
  return names;
}
