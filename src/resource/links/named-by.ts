/** What a value names among the records of a type. */
import type { LinkRecord } from './link-record.ts';
import type { LinkIndex } from './link-store.ts';
import { isWorldwide, spellingsOf } from './link-value.ts';
import { inReach } from './scope-match.ts';

/** What a value names: in its own input, else in the others. */
export function namedBy(index: LinkIndex, from: LinkRecord, type: string, value: string): LinkRecord[] {
  const byIdentity = index.byIdentity.get(type);
  const found = new Set(spellingsOf(value).flatMap((spelling) => byIdentity?.get(spelling) ?? []));
  const reached = [...found].filter((target) => isWorldwide(value, type) || inReach(from, target));
  const own = reached.filter(({ input }) => input === from.input);
  return own.length > 0 ? own : reached;
}
