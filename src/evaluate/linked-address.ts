/** Whose value a place is that lies behind links: the address of the linked resource. */
import { isObject } from '../resource/json-kind.ts';
import type { JsonObject, Path } from '../resource/resource.ts';
import { valueAt } from '../resource/value-at.ts';

/** Steps from a record to a linked one: `refs.<attribute>[i]`, `referrers.<type>.<attribute>[i]`. */
const STEPS: Readonly<Record<string, number>> = { refs: 3, referrers: 4 };

function recordAt(input: JsonObject, path: Path): JsonObject | undefined {
  const at = valueAt(input, path);
  return isObject(at) ? at : undefined;
}

/**
 * The address of the record that holds the place, after the last link on its path; undefined for a place of the
 * judged resource itself, for a list of links as such, and where the linked record has no address.
 */
export function linkedAddress(input: JsonObject, path: Path): string | undefined {
  let record = input;
  let rest = path;
  for (let steps = STEPS[String(rest[0])]; steps !== undefined; steps = STEPS[String(rest[0])]) {
    const next = rest.length < steps ? undefined : recordAt(record, rest.slice(0, steps));
    if (next === undefined) return undefined;
    record = next;
    rest = rest.slice(steps);
  }
  return record === input || typeof record.address !== 'string' ? undefined : record.address;
}
