/** What policies read of links, as a tree: which refs and referrers, what of the linked records, and further hops. */
import type { ReadPath } from '../read-path.ts';
import { linkRow, ownLinks } from './link-table.ts';

/** What is read of the records behind one link. */
export interface WantedRecord {
  /** From the record down: `['values', 'status']`; an empty path is all of it. */
  readonly reads: ReadPath[];
  readonly links: WantedLinks;
}

export interface WantedLinks {
  readonly refs: Map<string, WantedRecord>;
  /** By type, then attribute. */
  readonly referrers: Map<string, Map<string, WantedRecord>>;
  /** Containers that are read without saying which link; they cannot be given. */
  readonly unnamed: Set<'refs' | 'referrers'>;
}

export function noWantedLinks(): WantedLinks {
  return { refs: new Map(), referrers: new Map(), unnamed: new Set() };
}

/** The tree of the link reads of a type's policies; reads of other things are left out. */
export function wantedLinks(type: string, reads: Iterable<ReadPath>): WantedLinks {
  const wanted = noWantedLinks();
  for (const read of reads) addRead(wanted, [type], read);
  return wanted;
}

function addRead(wanted: WantedLinks, types: readonly string[], read: ReadPath): void {
  const [head, first, second] = read;
  if (head === undefined || head === null) {
    wanted.unnamed.add('refs').add('referrers');
  } else if (head === 'refs') {
    if (typeof first === 'string') addRef(wanted, types, first, read.slice(2));
    else wanted.unnamed.add('refs');
  } else if (head === 'referrers') {
    if (typeof first !== 'string') wanted.unnamed.add('referrers');
    else if (typeof second === 'string') addReferrer(wanted, first, second, read.slice(3));
    else for (const attribute of naming(first, types)) addReferrer(wanted, first, attribute, read.slice(3));
  }
}

function addRef(wanted: WantedLinks, types: readonly string[], attribute: string, rest: ReadPath): void {
  const record = entry(wanted.refs, attribute);
  const targets = types.flatMap((type) => linkRow(type, attribute)?.targets ?? []);
  addRecordRead(record, targets, rest);
}

function addReferrer(wanted: WantedLinks, type: string, attribute: string, rest: ReadPath): void {
  const byAttribute = wanted.referrers.get(type) ?? new Map<string, WantedRecord>();
  wanted.referrers.set(type, byAttribute);
  addRecordRead(entry(byAttribute, attribute), [type], rest);
}

/** The first step of `rest` is the place in the list. */
function addRecordRead(record: WantedRecord, types: readonly string[], rest: ReadPath): void {
  const below = rest.slice(1);
  if (below[0] === 'refs' || below[0] === 'referrers') addRead(record.links, types, below);
  else record.reads.push(below);
}

function entry(map: Map<string, WantedRecord>, name: string): WantedRecord {
  const known = map.get(name);
  if (known !== undefined) return known;
  const record: WantedRecord = { reads: [], links: noWantedLinks() };
  map.set(name, record);
  return record;
}

/** The own links of `type` that name one of the other types. */
function naming(type: string, named: readonly string[]): string[] {
  const rows = [...ownLinks(type).values()];
  return rows
    .filter(({ targets }) => targets.some((target) => named.includes(target)))
    .map(({ attribute }) => attribute);
}

export function isEmpty({ refs, referrers, unnamed }: WantedLinks): boolean {
  return refs.size === 0 && referrers.size === 0 && unnamed.size === 0;
}
