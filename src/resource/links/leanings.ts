/** What a list of links leans on that no value tells: that a reference is a bare one, and which instance it means. */
import type { Assumption } from '../resource.ts';
import type { LinkRecord } from './link-record.ts';
import type { LinkRow } from './link-row.ts';
import type { Attached, Referring } from './link-store.ts';

export type Leaning = Pick<Assumption, 'kind' | 'detail'>;

/** How many of the resources that one link refers to are named. */
const MOST_NAMED = 3;

/**
 * What a target's list of referrers leans on, one of each kind, told by the first of them. Where none of its own is
 * known by references alone, another's may be (`elsewhere`): that it names what it refers to, and not this target.
 */
export function leanings(
  attached: readonly Attached[],
  elsewhere: Referring | undefined,
  row: LinkRow,
): readonly Leaning[] {
  const byKey = attached.find(({ assumed }) => assumed);
  const bare = attached.find(({ assumed, refersTo }) => !assumed && refersTo.length > 0) ?? elsewhere;
  return [
    ...(byKey === undefined ? [] : [instanceKey(byKey.record, row)]),
    ...(bare === undefined || (byKey !== undefined && bare === elsewhere) ? [] : [bareReference(bare, row)]),
  ];
}

/** `b[each.key]` and `b[count.index]`; a plan shows `b[count.index + 1]` alike. */
export function instanceKey({ address, type }: LinkRecord, { attribute }: LinkRow): Leaning {
  const detail = `${attribute} of ${address ?? type} names the instance with its own key`;
  return { kind: 'instance-key', detail };
}

/** `b.id`; a plan shows `"${b.id}-logs"` alike. */
export function bareReference(
  { record: { address, type }, refersTo }: Referring,
  { attribute }: LinkRow,
): Leaning {
  const more = refersTo.length > MOST_NAMED ? ` or ${refersTo.length - MOST_NAMED} more` : '';
  const named = `${refersTo.slice(0, MOST_NAMED).join(' or ')}${more}`;
  return {
    kind: 'bare-reference',
    detail: `${attribute} of ${address ?? type} refers to ${named}; taken to be its name`,
  };
}
