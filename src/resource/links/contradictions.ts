/** Linked records of which there can be only one and which say different things: which of them holds is not known. */
import { isDeepStrictEqual } from 'node:util';
import { isOncePerOwner, isOncePerScope } from '../keys/once-per-owner.ts';
import type { JsonObject } from '../resource.ts';
import type { LinkRecord } from './link-record.ts';
import type { LinkRow } from './link-row.ts';
import { placeName } from './scope-match.ts';

/**
 * Whether records of one type that refer to one target by `row` contradict each other in what policies read of them:
 * two versionings of one bucket. Types that may stand several times, such as rules, never do.
 */
export function contradict(records: ReadonlySet<LinkRecord>, type: string, { path }: LinkRow): boolean {
  if (records.size < 2) return false;
  const isScope = path.length === 0;
  if (!(isScope ? isOncePerScope(type) : isOncePerOwner(type, path.join('.')))) return false;
  const firsts = new Map<string, JsonObject>();
  for (const record of records) {
    const place = isScope ? placeName(record) : '';
    const said = saidBy(record, path[0]);
    const first = firsts.get(place);
    if (first === undefined) firsts.set(place, said);
    else if (!isDeepStrictEqual(first, said)) return true;
  }
  return false;
}

/** What names the record and its owner may be spelt in several ways. */
function saidBy({ linked }: LinkRecord, link: string | undefined): JsonObject {
  return Object.fromEntries(Object.entries(linked.values).filter(([name]) => name !== 'id' && name !== link));
}
