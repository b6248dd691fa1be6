/** Whether a document agrees with what is known of it. */
import type { Json, JsonObject } from '../../../src/resource/resource.ts';

/** Places where `whole` is not what `known` says outside of what `unknown` marks, by the mirror of plans. */
export function contradictions(known: unknown, unknown: unknown, whole: unknown, at = ''): readonly string[] {
  if (unknown === true) return [];
  if (Array.isArray(whole) && Array.isArray(known)) {
    if (whole.length !== known.length) return [`${at}: ${whole.length} members, not ${known.length}`];
    return whole.flatMap((one, place) =>
      contradictions(known[place], (unknown as Json[] | undefined)?.[place], one, `${at}.${place}`),
    );
  }
  if (isObject(whole) && isObject(known)) {
    const marks = isObject(unknown) ? unknown : {};
    const names = new Set([...Object.keys(whole), ...Object.keys(known), ...Object.keys(marks)]);
    return [...names].flatMap((name) =>
      contradictions(own(known, name), own(marks, name), own(whole, name), `${at}.${name}`),
    );
  }
  // What is null is left out.
  return (known ?? null) === (whole ?? null)
    ? []
    : [`${at}: ${JSON.stringify(whole)}, not ${JSON.stringify(known)}`];
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(value: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/** How many leaves are known. */
export function knownLeaves(known: unknown): number {
  if (Array.isArray(known)) return known.reduce((sum: number, one) => sum + knownLeaves(one), 0);
  if (isObject(known)) return Object.values(known).reduce((sum: number, one) => sum + knownLeaves(one), 0);
  return known === null || known === undefined ? 0 : 1;
}
