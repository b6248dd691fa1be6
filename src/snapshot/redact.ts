/** Takes sensitive values out of a resource before it is written anywhere, leaving a keyed hash to tell changes by. */
import { createHmac } from 'node:crypto';
import { comparableValue } from '../resource/comparable.ts';
import type { Json, JsonObject, Path, Redacted, Resource, Unknown } from '../resource/resource.ts';
import { secretAttributes } from '../resource/secret-attributes.ts';
import { startsWith } from '../resource/starts-with.ts';
import { valueAt } from '../resource/value-at.ts';

/** Without `key` no hashes are made. */
export interface Redaction {
  readonly key: string | undefined;
}

/**
 * The resource without its sensitive values: each place becomes unknown (`redacted`) with an HMAC-SHA-256 of what stood
 * there, over its comparable form, its path and whose it is, so that equal secrets in two places do not show. A resource that has
 * none comes back as it is.
 */
export function redact(resource: Resource, { key }: Redaction): Resource {
  const places = outermost([...resource.sensitive, ...secretAttributes(resource.type)]);
  const unknown: Unknown[] = [];
  const redacted: Redacted[] = [];
  let { values, tags } = resource;
  for (const path of places) {
    const [root, ...inside] = path;
    const held = root === 'values' ? values : root === 'tags' ? tags : undefined;
    const found = held === undefined ? undefined : valueAt(held, inside);
    if (held === undefined || found === undefined || isZero(found)) continue;
    const rest = without(held, inside) as JsonObject;
    if (root === 'values') values = rest;
    else tags = rest;
    unknown.push({ path, reason: 'redacted' });
    if (key !== undefined) redacted.push({ path, hash: hashOf(found, resource, path, key) });
  }
  const { change: _, ...kept } = resource;
  if (unknown.length === 0) return kept;
  const shown = isGone(resource.id, values) ? { ...kept, id: undefined } : kept;
  return {
    ...shown,
    values,
    tags,
    unknown: [...resource.unknown, ...unknown],
    ...(redacted.length > 0 && { redacted }),
  } as Resource;
}

/** `hash` of the value at that place of a collected resource, to compare with. */
export function hashOf(
  value: Json,
  { type, key: whose }: Pick<Resource, 'type' | 'key'>,
  path: Path,
  key: string,
): string {
  const text = JSON.stringify([type, whose ?? null, path, comparableValue(value)]);
  return createHmac('sha256', key).update(text).digest('hex');
}

/** Tells whether two snapshots were hashed with one key, without telling the key. */
export function keyId(key: string): string {
  return createHmac('sha256', key).update('driftlock redaction key').digest('hex').slice(0, 16);
}

function outermost(paths: readonly Path[]): Path[] {
  const found: Path[] = [];
  for (const path of paths) {
    if (found.some((known) => startsWith(path, known))) continue;
    for (let at = found.length - 1; at >= 0; at--)
      if (startsWith(found[at] as Path, path)) found.splice(at, 1);
    found.push(path);
  }
  return found;
}

/** Lists keep their length, so that the places of the other elements stay true. */
function without(value: Json, path: Path): Json {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    return items.map((item, place) =>
      place !== step ? item : rest.length === 0 ? null : without(item, rest),
    );
  }
  const entries = Object.entries(value as JsonObject);
  return Object.fromEntries(
    entries.flatMap(([name, item]) =>
      name !== step ? [[name, item]] : rest.length === 0 ? [] : [[name, without(item, rest)]],
    ),
  );
}

/** What was never set is no secret. */
function isZero(value: Json): boolean {
  return value === null || value === false || value === 0;
}

function isGone(id: string | undefined, values: JsonObject): boolean {
  return id !== undefined && values.id === undefined;
}
