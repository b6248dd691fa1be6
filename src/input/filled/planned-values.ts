/** What a plan says of its resources and data sources, for a configuration to be evaluated with. */
import { isObject, member } from '../../resource/json-kind.ts';
import type { Json } from '../../resource/resource.ts';
import { anyMarked } from '../../resource/shape/mirror.ts';
import type { PlannedValue } from '../../toolchain/hcl-types.ts';
import type { Document } from '../document/document.ts';

/** By address; what the plan takes away, or says nothing of, is left out. */
export function plannedValues(document: Document): Record<string, PlannedValue> {
  const found: Record<string, PlannedValue> = {};
  for (const { address, values, sensitive_values } of document.elements('prior_state', () => true))
    if (isObject(values)) add(found, address, { after: values, ...mirrors(undefined, sensitive_values) });
  for (const { address, change, deposed } of document.elements('resource_changes', () => true)) {
    const after = member(change, 'after');
    if (deposed !== undefined || !isObject(after)) continue;
    const marks = mirrors(member(change, 'after_unknown'), member(change, 'after_sensitive'));
    add(found, address, { after, ...marks });
  }
  return found;
}

function add(found: Record<string, PlannedValue>, address: Json | undefined, value: PlannedValue): void {
  if (typeof address === 'string' && address !== '__proto__') found[address] = value;
}

function mirrors(unknown: Json | undefined, sensitive: Json | undefined): Partial<PlannedValue> {
  return {
    ...(unknown !== undefined && anyMarked(unknown) && { unknown }),
    ...(sensitive !== undefined && anyMarked(sensitive) && { sensitive }),
  };
}
