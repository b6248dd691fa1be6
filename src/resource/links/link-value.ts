/** The values of a link in a resource, and the spellings in which AWS services name the same thing. */
import type { Json, JsonObject, Unknown } from '../resource.ts';

/** The texts at a path below `values`; lists on the way and at its end are gone through. */
export function textsAt(values: JsonObject, path: readonly string[]): string[] {
  const [only] = path;
  if (path.length === 1 && only !== undefined) {
    const value = Object.hasOwn(values, only) ? values[only] : undefined;
    if (typeof value === 'string') return value === '' ? [] : [value];
    if (value === undefined) return [];
  }
  let found: Json[] = [values];
  for (const step of path) found = found.flatMap(spread).flatMap((value) => stepInto(value, step));
  return found.flatMap(spread).filter((value) => typeof value === 'string' && value !== '') as string[];
}

function spread(value: Json): Json[] {
  return Array.isArray(value) ? value.flatMap(spread) : [value];
}

function stepInto(value: Json, step: string): Json[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, step))
    return [];
  return [(value as JsonObject)[step] ?? null];
}

/** The unknown places that a link's value lies at, above or below; indices are passed over. */
export function unknownAt(unknown: readonly Unknown[], path: readonly string[]): Unknown[] {
  return unknown.filter((place) => {
    if (place.path[0] !== 'values') return false;
    // Most places are of other attributes.
    if (path.length > 0 && typeof place.path[1] === 'string' && place.path[1] !== path[0]) return false;
    const steps = place.path.slice(1).filter((step) => typeof step === 'string');
    return steps.every((step, depth) => depth >= path.length || step === path[depth]);
  });
}

/**
 * The value itself and what it names in another spelling: a log group's ARN with `:*`, a bucket's ARN (with or
 * without an object prefix) or host name.
 */
export function spellingsOf(value: string): string[] {
  const spellings = [value];
  if (value.startsWith('arn:')) {
    if (value.endsWith(':*')) spellings.push(value.slice(0, -2));
    const bucket = /^(arn:[^:]*:s3:::([^/]+))(\/|$)/.exec(value);
    if (bucket?.[1] !== undefined && bucket[2] !== undefined) spellings.push(bucket[1], bucket[2]);
    return spellings;
  }
  const host = /^([a-z0-9.-]+)\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/.exec(value);
  if (host?.[1] !== undefined) spellings.push(host[1]);
  return spellings;
}

/**
 * The names that a written-out ARN (or a queue's URL) may hold, for a resource whose own is not known yet; each with
 * `arn ` before it, which no name has. `arn:aws:iam::1:role/path/r` may be for `role/path/r`, `path/r` or `r`.
 */
export function namesInArn(value: string): string[] {
  const queue = /^https:\/\/[^/]+\/\d{12}\/([^/]+)$/.exec(value)?.[1];
  if (queue !== undefined) return [`arn ${queue}`];
  const resource = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(.+)$/s.exec(value)?.[1];
  if (resource === undefined) return [];
  const plain = resource.endsWith(':*') ? resource.slice(0, -2) : resource;
  const below = plain.slice(plain.search(/[:/]/) + 1);
  const last = plain.slice(Math.max(plain.lastIndexOf('/'), plain.lastIndexOf(':')) + 1);
  return [...new Set([plain, below, `/${below}`, last])].map((name) => `arn ${name}`);
}

/** Whether a value names one thing in all accounts and regions: an ARN, an address on the web, a bucket's name. */
export function isWorldwide(value: string, type: string): boolean {
  return value.startsWith('arn:') || value.startsWith('https://') || type === 'aws_s3_bucket';
}
