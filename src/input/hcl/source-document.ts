/** What a configuration would plan, as a document that the plan reader reads. */
import type { Json, JsonObject } from '../../resource/resource.ts';
import type { Evaluated } from '../../toolchain/hcl-types.ts';
import type { Document } from '../document/document.ts';
import { wholeDocument } from '../document/whole-document.ts';
import { asPlanned } from './as-planned.ts';

const VERSION = '1.2';

/** `seen` is given each element, as for every document. */
export function sourceDocument(
  name: string,
  evaluated: Evaluated,
  seen: (element: JsonObject) => void,
): Document {
  const changes: JsonObject[] = [];
  const deferred: JsonObject[] = [];
  const reasons = new Map<string, Json>();
  for (const one of evaluated.changes) {
    const planned = asPlanned(one);
    if (planned.reasons !== undefined) reasons.set(planned.element.address as string, planned.reasons);
    if (one.open) deferred.push({ reason: 'instance_count_unknown', resource_change: planned.element });
    else changes.push(planned.element);
  }
  const json: JsonObject = {
    format_version: VERSION,
    complete: deferred.length === 0 && evaluated.gaps.length === 0,
    variables: evaluated.variables,
    resource_changes: changes,
    configuration: evaluated.configuration,
    ...(deferred.length > 0 && { deferred_changes: deferred }),
  };
  return { ...wholeDocument(name, json, seen), reasonsOf: (address) => reasons.get(address) };
}
