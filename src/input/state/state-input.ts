/** What the readers of both state formats give. */

import { text } from '../../resource/json-kind.ts';
import type { Document, Section } from '../document/document.ts';
import type { ReadContext, ReadInput } from '../format.ts';
import { otherModes } from '../other-modes.ts';
import { type RawResources, resourceSequence } from '../resource-sequence.ts';

interface StateParts {
  readonly version: string | undefined;
  readonly notices: readonly string[];
  readonly raws: RawResources;
}

/** The input of a state whose resources lie in `section`. */
export function stateInput(
  document: Document,
  section: Section,
  { version, notices, raws }: StateParts,
  context: ReadContext,
): ReadInput {
  const { name, header } = document;
  const terraformVersion = text(header, 'terraform_version');
  const others = otherModes(document, [section]);
  let count = 0;
  for (const ofType of document.counts(section).values()) count += ofType;
  return {
    about: {
      name,
      kind: 'terraform-state',
      ...(version !== undefined && { formatVersion: version }),
      ...(terraformVersion !== undefined && { terraformVersion }),
      complete: !others.isPartial,
      errored: false,
    },
    coverage: [{ source: name, scope: {}, type: '*', status: 'complete', count }, ...others.coverage],
    notices: [...notices, ...others.notices],
    openTypes: new Set(),
    resources: resourceSequence(raws, { where: name, ...context }),
  };
}
