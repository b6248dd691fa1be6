/** Changes that Terraform put off: their instances are not known, and what is known of them is partial. */
import type { CoverageEntry } from '../../finding/coverage.ts';
import { isList, isObject, member, text } from '../../resource/json-kind.ts';
import type { Json, JsonObject } from '../../resource/resource.ts';
import { identify } from '../document/document.ts';
import { malformedInput, oneLine } from '../malformed-input.ts';

export interface Deferred {
  readonly type: string;
  readonly mode: string;
  readonly reason: string;
  /** The change as in `resource_changes`. */
  readonly change: JsonObject;
}

/** The deferred changes of a plan; throws input-unreadable where they are not as Terraform writes them. */
export function deferredChanges(where: string, value: Json | undefined): readonly Deferred[] {
  if (value === undefined || value === null) return [];
  if (!isList(value)) throw malformedInput(where, 'deferred_changes is no list');
  return value.map((item) => {
    const change = member(item, 'resource_change');
    const known = identify(change ?? null);
    if (known === undefined || !isObject(change))
      throw malformedInput(where, 'a deferred change names no type');
    return { ...known, reason: text(item, 'reason') ?? 'unknown', change };
  });
}

/** One partial entry for each type with deferred changes. */
export function deferredCoverage(source: string, deferred: readonly Deferred[]): readonly CoverageEntry[] {
  const types = [...new Set(deferred.map(({ type }) => type))];
  return types.map((type) => {
    const own = deferred.filter((item) => item.type === type);
    const reasons = [...new Set(own.map(({ reason }) => reason))].join(', ');
    const error = oneLine(`deferred by Terraform: ${reasons}`);
    return { source, scope: {}, type, status: 'partial', count: own.length, error };
  });
}
