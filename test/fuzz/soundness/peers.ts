/** Values that stand at a place in any subject: what a value of that kind looks like. */
import { policyInput } from '../../../src/evaluate/policy-input.ts';
import { isObject } from '../../../src/resource/json-kind.ts';
import type { Json, Path } from '../../../src/resource/resource.ts';
import type { Subject } from './subject.ts';

export interface Peers {
  /** Values of the same place in resources of the type, indices left aside; the first few. */
  at(type: string, path: Path): readonly Json[];
}

const MOST = 4;

export function peersOf(subjects: readonly Subject[]): Peers {
  const found = new Map<string, Map<string, Json>>();
  function note(type: string, path: Path, value: Json): void {
    const name = placeName(type, path);
    const known = found.get(name) ?? new Map<string, Json>();
    found.set(name, known);
    if (known.size < MOST) known.set(JSON.stringify(value), value);
    if (Array.isArray(value))
      for (const [index, item] of (value as readonly Json[]).entries()) note(type, [...path, index], item);
    else if (isObject(value))
      for (const [key, item] of Object.entries(value)) note(type, [...path, key], item as Json);
  }
  for (const { resource, links } of subjects) {
    const { values, tags, scope, refs, referrers } = policyInput(resource, links, 0);
    for (const [part, value] of Object.entries({ values, tags, scope, refs, referrers }))
      if (value !== undefined) note(resource.type, [part], value);
  }
  return { at: (type, path) => [...(found.get(placeName(type, path))?.values() ?? [])] };
}

function placeName(type: string, path: Path): string {
  return JSON.stringify([type, ...path.map((step) => (typeof step === 'number' ? 0 : step))]);
}
