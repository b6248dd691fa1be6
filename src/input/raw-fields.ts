/** Checked access to the fields that a resource has in every format. */

import { isObject, member, text } from '../resource/json-kind.ts';
import type { RawResource } from '../resource/raw-resource.ts';
import type { Json, JsonObject, Observed, Scope } from '../resource/resource.ts';
import { malformedInput, oneLine } from './malformed-input.ts';
import { providerAddress } from './provider-address.ts';

/** Values nest in real providers to a depth of some twenty; far beyond, they are made to break the reader. */
const DEEPEST = 250;

/** Type, mode, address and provider of an element; undefined for a mode that is neither managed nor data. */
export interface Named {
  readonly type: string;
  readonly mode: 'managed' | 'data';
  readonly address: string;
  readonly provider: string;
}

/** `type` and `mode` are known from the document; throws input-unreadable without an address. */
export function named(where: string, element: JsonObject, type: string, mode: string): Named | undefined {
  if (mode !== 'managed' && mode !== 'data') return undefined;
  const address = text(element, 'address');
  if (address === undefined) throw malformedInput(where, `a resource of type ${type} has no address`);
  return { type, mode, address, provider: providerAddress(element.provider_name, type) };
}

/** The member `key` as an object; null where it is missing or null. Throws input-unreadable for anything else. */
export function objectOrNull(
  where: string,
  address: string,
  holder: Json | undefined,
  key: string,
): JsonObject | null {
  const value = member(holder, key) ?? null;
  if (value === null) return null;
  if (!isObject(value)) throw malformedInput(where, `${key} of ${address} is no object`);
  return value;
}

/** Throws input-unreadable for a resource nested so deeply that what walks it could overflow the stack. */
export function checkDepth(
  where: string,
  { address, values, unknown, sensitive, change }: RawResource,
): void {
  const parts = [values, unknown ?? null, sensitive ?? null, change?.before ?? null];
  if (isDeeper(parts, DEEPEST)) throw malformedInput(where, `${address} is nested too deeply`);
}

/** The strings of a list; throws input-unreadable for anything else. */
export function stringList(
  where: string,
  address: string,
  holder: JsonObject,
  key: string,
): readonly string[] {
  const value = member(holder, key);
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value as string[];
  throw malformedInput(where, `${key} of ${oneLine(address)} is no list of words`);
}

function isDeeper(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) if (isDeeper(item, levels - 1)) return true;
    return false;
  }
  const object = value as JsonObject;
  for (const key in object) if (isDeeper(object[key] as Json, levels - 1)) return true;
  return false;
}

/** What every raw resource is put together from. */
export interface RawParts {
  readonly named: Named;
  readonly scope: Scope;
  readonly providerConfig: string | undefined;
  readonly values: JsonObject;
  readonly observed: Observed;
  readonly schemaVersion: Json | undefined;
  readonly deposed: string | undefined;
}

/** A raw resource while it is put together: one field after the other, which large plans are read twice as fast with. */
export type RawDraft = { -readonly [Key in keyof RawResource]: RawResource[Key] };

/** The fields that all formats have, absent ones left out. */
export function rawResource(parts: RawParts): RawDraft {
  const { named: own, providerConfig, schemaVersion, deposed } = parts;
  const raw: RawDraft = {
    type: own.type,
    provider: own.provider,
    mode: own.mode,
    address: own.address,
    scope: parts.scope,
    values: parts.values,
    observed: parts.observed,
  };
  if (typeof schemaVersion === 'number') raw.schemaVersion = schemaVersion;
  if (deposed !== undefined) raw.deposed = deposed;
  if (providerConfig !== undefined) raw.providerConfig = providerConfig;
  return raw;
}
