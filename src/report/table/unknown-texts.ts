/** What is not known, why, and what would settle it. */
import type { UnknownRead } from '../../finding/finding.ts';
import type { Path, Reason } from '../../resource/resource.ts';
import { type LinkList, type LinkPlace, linkPlace, recordText, scopeOf } from './link-place.ts';
import { pathText } from './path-text.ts';
import { listed, reasonWords, settlingWords } from './words.ts';

/** Places and records listed for one reason. */
const MOST_PLACES = 6;
const MOST_RECORDS = 3;

/** Open lists of links of one kind and owner in one text; `names` are types, or attributes of the judged resource. */
function openText(list: LinkList, owner: string, names: readonly string[]): string {
  const these = listed(names, MOST_PLACES);
  const one = names.length === 1;
  if (list.kind === 'refs')
    return `what ${these}${owner === 'it' ? '' : ` of ${owner}`} ${one ? 'names' : 'name'} is not known yet`;
  const scope = scopeOf(list);
  const where = owner === 'it' ? (scope ?? 'this resource') : owner;
  if (scope !== undefined)
    return `whether ${where} has any${one ? ` ${these}` : ' of these'} is not known${one ? '' : `: ${these}`}`;
  return `whether any ${one ? these : 'of these'} refers to ${where} is not known yet${one ? '' : `: ${these}`}`;
}

function openTexts(reads: readonly UnknownRead[]): string[] {
  const groups = new Map<string, { list: LinkList; owner: string; names: Set<string> }>();
  for (const { path } of reads) {
    const { list, owner } = linkPlace(path);
    if (list === undefined) continue;
    const name = list.kind === 'refs' ? list.attribute : list.type;
    const key = `${list.kind} ${owner} ${list.kind === 'refs' ? '' : scopeOf(list)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { list, owner, names: new Set([name]) });
    else group.names.add(name);
  }
  return [...groups.values()].map(({ list, owner, names }) => openText(list, owner, [...names]));
}

/** A list of links that may go on after its records: the place after the last one. */
function beyond({ path, reason }: UnknownRead): LinkPlace | undefined {
  if (reason !== 'link-open' || typeof path.at(-1) !== 'number') return undefined;
  const place = linkPlace(path.slice(0, -1));
  return place.list === undefined ? undefined : place;
}

/** Of an account or region, what was not read of it; of a resource, what may refer to it. */
function beyondTexts(reads: readonly UnknownRead[]): string[] {
  const texts = new Map<string, Set<string>>();
  for (const read of reads) {
    const { list, owner } = beyond(read) ?? {};
    if (list?.kind !== 'referrers') continue;
    const scope = scopeOf(list);
    const whose = owner === 'it' || owner === undefined ? (scope ?? 'this resource') : owner;
    const text =
      scope === undefined
        ? `whether more … refer to ${whose} is not known yet`
        : `whether ${whose} has more … in regions that were not read is not known`;
    texts.set(text, (texts.get(text) ?? new Set()).add(list.type));
  }
  return [...texts].map(([text, names]) => text.replace('…', () => listed([...names], MOST_PLACES)));
}

/** Places of linked records, those with the same places together: `values.a, values.b of aws_x.y, aws_x.z`. */
function linkedTexts(reads: readonly UnknownRead[]): string[] {
  const places = new Map<string, Set<string>>();
  for (const { path, address } of reads) {
    const { owner, type, rest } = linkPlace(path);
    // Two records are two, though the words for them are one.
    const record = `${recordText(owner, type, address)}\0${JSON.stringify(path.slice(0, path.length - rest.length))}`;
    places.set(record, (places.get(record) ?? new Set()).add(pathText(rest)));
  }
  const records = new Map<string, string[]>();
  for (const [record, found] of places) {
    const key = listed([...found], MOST_PLACES);
    records.set(key, [...(records.get(key) ?? []), record.replace(/\0.*$/s, '')]);
  }
  return [...records].map(([found, holders]) => `${found} of ${listed(holders, MOST_RECORDS)}`);
}

/** A link says nothing beside its own attribute that is unknown for the same reason. */
function withoutEchoes(reads: readonly UnknownRead[]): UnknownRead[] {
  const own = new Set(
    reads.map(({ path }) => (path[0] === 'values' && path.length === 2 ? path[1] : undefined)),
  );
  return reads.filter(({ path }) => path[0] !== 'refs' || path.length !== 2 || !own.has(path[1]));
}

/** With what the value is taken from. */
function placeText({ path, expression }: UnknownRead): string {
  return expression === undefined ? pathText(path) : `${pathText(path)} (from ${expression})`;
}

/** Lists of what can stand once only, in which several records say different things. */
function contradictionTexts(reads: readonly UnknownRead[]): string[] {
  const types = new Map<string, Set<string>>();
  for (const { path } of reads) {
    const { list, owner } = linkPlace(path);
    if (list?.kind !== 'referrers') continue;
    const where = owner === 'it' ? (scopeOf(list) ?? 'this resource') : owner;
    types.set(where, (types.get(where) ?? new Set()).add(list.type));
  }
  return [...types].map(
    ([where, names]) =>
      `several ${listed([...names], MOST_PLACES)} of ${where} say different things, and only one can hold`,
  );
}

function textsOf(reason: Reason, all: readonly UnknownRead[]): string[] {
  if (reason === 'contradiction') return contradictionTexts(all);
  const reads = withoutEchoes(all).filter((read) => beyond(read) === undefined);
  const places = reads.map((read) => ({ read, place: linkPlace(read.path) }));
  const open = places.filter(({ place }) => place.list !== undefined);
  const own = places.filter(({ place }) => place.list === undefined && place.hops === 0);
  const linked = places.filter(({ place }) => place.list === undefined && place.hops > 0);
  const calls = [...new Set(all.flatMap(({ api }) => (api === undefined ? [] : [api])))];
  const said = `${reasonWords(reason)}${calls.length === 0 ? '' : ` (${listed(calls, MOST_PLACES)})`}`;
  const names = [...new Set(own.map(({ read }) => placeText(read)))];
  return [
    ...(names.length === 0 ? [] : [`${listed(names, MOST_PLACES)}: ${said}`]),
    ...linkedTexts(linked.map(({ read }) => read)).map((text) => `${text}: ${said}`),
    ...openTexts(open.map(({ read }) => read)).map((text) =>
      reason === 'link-open' ? text : `${text} (${said})`,
    ),
    ...beyondTexts(all),
  ];
}

function byReason(unknown: readonly UnknownRead[]): Map<Reason, UnknownRead[]> {
  const groups = new Map<Reason, UnknownRead[]>();
  for (const read of unknown) {
    const group = groups.get(read.reason);
    if (group === undefined) groups.set(read.reason, [read]);
    else group.push(read);
  }
  return groups;
}

export function unknownTexts(unknown: readonly UnknownRead[]): string[] {
  return [...byReason(unknown)].flatMap(([reason, reads]) => textsOf(reason, reads));
}

/** Of a raw policy: places of the plan's JSON, by the resource that they belong to. */
export function rawUnknownTexts(unknown: readonly UnknownRead[]): string[] {
  return [...byReason(unknown)].map(([reason, reads]) => {
    const names = reads.map(({ path, address }) => rawPlaceText(path, address));
    return `${listed([...new Set(names)], MOST_PLACES)}: ${reasonWords(reason)}`;
  });
}

/** `resource_changes[3].change.after.arn` of a resource is its address and `arn`. */
function rawPlaceText(path: Path, address: string | undefined): string {
  if (address === undefined) return pathText(path);
  const at = path.findIndex((step) => step === 'after' || step === 'values');
  const inner = path.slice(at + 1);
  return inner.length === 0 ? address : `${address} › ${pathText(inner)}`;
}

/** What to do to know; each advice once. */
export function settlingTexts(unknown: readonly UnknownRead[]): string[] {
  const inRead = unknown.filter((read) => !isUnreadScope(read));
  return [
    ...new Set([...byReason(inRead).keys()].map(settlingWords)),
    ...(inRead.length < unknown.length ? ['collect all regions'] : []),
  ];
}

/** A list of an account or region that may go on where nobody read. */
function isUnreadScope(read: UnknownRead): boolean {
  const { list } = beyond(read) ?? {};
  return list?.kind === 'referrers' && scopeOf(list) !== undefined;
}
