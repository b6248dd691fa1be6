/** Which records a link of a record names, by its values and by what references allow. */
import { spellings } from '../carriers/index.ts';
import type { LinkRecord } from './link-record.ts';
import type { LinkRow } from './link-row.ts';
import type { LinkIndex } from './link-store.ts';
import { isWorldwide, namesInArn, spellingsOf } from './link-value.ts';
import { namedBy } from './named-by.ts';
import { type Resolution, resolveLink } from './resolve-link.ts';
import { inReach } from './scope-match.ts';
import { mayNameUntold } from './untold-names.ts';

export interface NamedRecords {
  readonly records: ReadonlySet<LinkRecord>;
  /** It may name others as well, or not these. */
  readonly open: boolean;
  /** How the part that is not known was settled. */
  readonly resolution: Resolution | undefined;
}

/**
 * What the link names. A known value that names nothing here is open only where an input shows but a part, and where
 * it may be the name of a resource that gets it when the plan is applied.
 */
export function namedRecords(index: LinkIndex, record: LinkRecord, row: LinkRow): NamedRecords {
  const records = new Set<LinkRecord>();
  let open = false;
  for (const value of record.links.get(row.attribute)?.values ?? []) {
    const named = row.targets.flatMap((type) => namedBy(index, record, type, value));
    const maybe =
      named.length > 0 ? [] : row.targets.flatMap((type) => namedInArn(index, record, type, value));
    for (const one of [...named, ...maybe]) records.add(one);
    open ||= maybe.length > 0;
    if (named.length === 0)
      open ||=
        row.targets.some(
          (type) => isPartial(index, type) || (isWorldwide(value, type) && isElsewhere(index, type)),
        ) || mayNameUntold(index, record, row, value);
    open ||= spellingsOf(value).some((spelling) => index.openNames.has(spelling));
  }
  const resolution = resolveLink(index, record, row.attribute);
  for (const { record: candidate } of resolution?.candidates ?? []) records.add(candidate);
  return { records, open: open || resolution?.settled === false, resolution };
}

/** Whether an input may have more resources of the type than it shows, in any spelling. */
export function isPartial({ partial }: LinkIndex, type: string): boolean {
  if (partial.size === 0) return false;
  return partial.has('*') || partial.has(type) || spellings(type).some((spelling) => partial.has(spelling));
}

/** Whether regions that an input does not show may have more resources of the type, in any spelling. */
export function isElsewhere({ elsewhere }: LinkIndex, type: string): boolean {
  if (elsewhere.size === 0) return false;
  return elsewhere.has(type) || spellings(type).some((spelling) => elsewhere.has(spelling));
}

/** Resources without an ARN yet that a written-out ARN may be for. */
function namedInArn(index: LinkIndex, from: LinkRecord, type: string, value: string): LinkRecord[] {
  const byIdentity = index.byIdentity.get(type);
  if (byIdentity === undefined) return [];
  const found = namesInArn(value).flatMap((name) => byIdentity.get(name.slice('arn '.length)) ?? []);
  return found.filter((target) => !hasArn(target) && inReach(from, target));
}

/** Whether its ARN or URL is known, so that a written-out one either names it or does not. */
export function hasArn({ identities }: LinkRecord): boolean {
  for (const identity of identities)
    if (identity.startsWith('arn:') || identity.startsWith('https://')) return true;
  return false;
}
