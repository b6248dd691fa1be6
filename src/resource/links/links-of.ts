/** The links of one resource: what it refers to, what refers to it, and what of that cannot be settled. */
import type { Address } from '../address.ts';
import { isCollectedType } from '../own-types.ts';
import type { Assumption, LinkedResource, Links, Path, Resource, Unknown } from '../resource.ts';
import { contradict } from './contradictions.ts';
import { bareReference, instanceKey, type Leaning, leanings } from './leanings.ts';
import { instanceOf, type LinkRecord, linkRecord, ownAddress } from './link-record.ts';
import type { LinkRow } from './link-row.ts';
import { type LinkIndex, linkName, planOf } from './link-store.ts';
import { linkRow, SCOPE_LINKS } from './link-table.ts';
import { isWorldwide } from './link-value.ts';
import { namedBy } from './named-by.ts';
import { hasArn, isElsewhere, isPartial, namedRecords } from './named-records.ts';
import { inReach, sameScope } from './scope-match.ts';
import { isSettledAbsence } from './settled-absence.ts';
import { mayBeNamedBy } from './untold-names.ts';
import { isEmpty, noWantedLinks, type WantedLinks, type WantedRecord } from './wanted-links.ts';

const NO_LINKS: Links = { refs: {}, referrers: {}, unknown: [], assumes: [] };

/** The records behind one link, and why the list may not be all. */
interface LinkList {
  readonly records: ReadonlySet<LinkRecord>;
  readonly open?: Unknown['reason'];
  /** These are linked for certain, and regions that were not read may have more. */
  readonly goesOn?: boolean;
  readonly assumes?: readonly Leaning[];
}

interface Gathered {
  readonly unknown: Unknown[];
  readonly assumes: Assumption[];
}

/**
 * The links of a resource of the input number `input` (its place in what `buildLinkIndex` was given). Every link that
 * policies of its type read has a list, empty where nothing is linked. `unknown` holds the open links
 * (`['referrers', type, attribute]`, `['refs', attribute]`, and `[…, attribute, 2]` for a list whose two records are
 * certain and that may go on) and the unknown places of the linked records, as paths from `refs` or `referrers` down;
 * `assumes` the links settled by references alone or by an instance key.
 */
export function linksOf(index: LinkIndex, resource: Resource, input: number): Links {
  const wanted = index.plan.wanted.get(resource.type) ?? noWantedLinks();
  if (isEmpty(wanted)) return NO_LINKS;
  const known = indexed(index, { parsed: ownAddress(resource), input, type: resource.type })[0];
  return linksFor(index, known ?? linkRecord(resource, input, -1, planOf(index, resource.type)), wanted);
}

function linksFor(index: LinkIndex, record: LinkRecord, wanted: WantedLinks): Links {
  const gathered: Gathered = { unknown: [], assumes: [] };
  const settled: Path[] = [];
  const refs: Record<string, LinkedResource[]> = {};
  for (const [attribute, want] of wanted.refs) {
    const row = linkRow(record.type, attribute);
    const list: LinkList = row === undefined ? { records: new Set() } : refsOf(index, record, row);
    refs[attribute] = linkedRecords(index, list, want, ['refs', attribute], gathered);
  }
  const referrers: Record<string, Record<string, LinkedResource[]>> = {};
  for (const [type, byAttribute] of wanted.referrers) {
    const lists: Record<string, LinkedResource[]> = {};
    for (const [attribute, want] of byAttribute) {
      const row = linkRow(type, attribute);
      const isLink = row?.targets.includes(record.type) === true;
      const list: LinkList = isLink ? referrersOf(index, record, type, row) : { records: new Set() };
      const path = ['referrers', type, attribute];
      lists[attribute] = linkedRecords(index, list, want, path, gathered);
      // What that attribute never names has none, wherever the rest may lie.
      if (!isLink || (list.records.size === 0 && isSettledAbsence(index, record, type, row)))
        settled.push(path);
    }
    referrers[type] = lists;
  }
  for (const part of wanted.unnamed) gathered.unknown.push({ path: [part], reason: 'link-open' });
  return { refs, referrers, ...gathered, ...(settled.length > 0 && { settled }) };
}

/** The last step of the unknown place that says of a record that it may not be there; reads of its values do not touch it. */
const PERHAPS = '';

/** The list as policies see it; what is unknown or assumed of it is lifted to the resource that is judged. */
function linkedRecords(
  index: LinkIndex,
  { records, open, goesOn, assumes }: LinkList,
  want: WantedRecord,
  path: Path,
  { unknown, assumes: assumed }: Gathered,
): LinkedResource[] {
  if (open !== undefined) unknown.push({ path, reason: open });
  else if (goesOn) unknown.push({ path: [...path, records.size], reason: 'link-open' });
  for (const one of assumes ?? []) assumed.push({ ...one, path });
  const inOrder = [...records].sort((left, right) => left.order - right.order);
  return inOrder.map((record, place) => {
    const at = [...path, place];
    if (record.perhaps !== undefined) unknown.push({ ...record.perhaps, path: [...at, PERHAPS] });
    for (const one of record.linked.unknown) unknown.push({ ...one, path: [...at, ...one.path] });
    if (isEmpty(want.links)) return record.linked;
    const links = furtherLinks(index, record, want.links);
    for (const one of links.unknown) unknown.push({ ...one, path: [...at, ...one.path] });
    for (const one of links.assumes) assumed.push({ ...one, path: [...at, ...one.path] });
    return { ...record.linked, links };
  });
}

const further = new WeakMap<LinkRecord, Map<WantedLinks, Links>>();

/** Many resources share their account's record: its links are made once. */
function furtherLinks(index: LinkIndex, record: LinkRecord, wanted: WantedLinks): Links {
  const kept = further.get(record) ?? new Map<WantedLinks, Links>();
  further.set(record, kept);
  const links = kept.get(wanted) ?? linksFor(index, record, wanted);
  kept.set(wanted, links);
  return links;
}

function refsOf(index: LinkIndex, record: LinkRecord, row: LinkRow): LinkList {
  const scoped = scopeLink(row);
  if (scoped !== undefined) return ownScope(index, record, row.targets, scoped);
  const { records, open, resolution } = namedRecords(index, record, row);
  if (open) return { records, open: 'link-open' };
  if (resolution !== undefined && resolution.refersTo.length > 0) {
    const byKey = resolution.candidates.some(({ assumed }) => assumed);
    const { refersTo } = resolution;
    return {
      records,
      assumes: [byKey ? instanceKey(record, row) : bareReference({ record, refersTo }, row)],
    };
  }
  const isUnset = record.links.get(row.attribute)?.unknown.length && resolution === undefined;
  return isUnset ? { records, open: 'unset' } : { records };
}

function referrersOf(index: LinkIndex, target: LinkRecord, type: string, row: LinkRow): LinkList {
  const scoped = scopeLink(row);
  if (scoped !== undefined) {
    const list = inScope(index, target, [type], scoped);
    if (list.open === undefined && contradict(list.records, type, row))
      return { ...list, open: 'contradiction' };
    const mayGoOn = scoped === 'account' && isElsewhere(index, type);
    const isOpen =
      isPartial(index, type) || (mayGoOn && list.records.size === 0) || isUncollected(index, target, type);
    return isOpen ? { ...list, open: 'link-open' } : mayGoOn ? { ...list, goesOn: true } : list;
  }
  const name = linkName(type, row.attribute);
  const records = new Set<LinkRecord>();
  for (const identity of target.identities) {
    for (const referrer of index.byValue.get(name)?.get(identity) ?? []) {
      if (reaches(index, referrer, target, identity)) records.add(referrer);
    }
  }
  const maybe = referrersByArn(index, target, name);
  for (const referrer of maybe) records.add(referrer);
  const attached = indexed(index, target).flatMap((itself) => index.byTarget.get(name)?.get(itself) ?? []);
  for (const one of attached) records.add(one.record);
  // Whether these belong here at all is open; those that belong here for certain may not be all.
  const isUncertain =
    maybe.length > 0 || attached.some((one) => one.open) || [...records].some(isPlaceholder);
  const goesOn = isUncertain || mayGoOn(index, target, type, row);
  if (isUncertain || (goesOn && records.size === 0)) return { records, open: 'link-open' };
  if (contradict(records, type, row)) return { records, open: 'contradiction' };
  const elsewhere = index.byReference.get(`${target.input} ${name}`);
  return { records, goesOn, assumes: leanings(attached, elsewhere, row) };
}

/** One of a number that Terraform put off counting, and that may be none. */
function isPlaceholder({ address }: LinkRecord): boolean {
  return address?.includes('[*]') === true;
}

/** Whether there may be more referrers than those that are known to name the target. */
function mayGoOn(index: LinkIndex, target: LinkRecord, type: string, row: LinkRow): boolean {
  const name = linkName(type, row.attribute);
  if (isPartial(index, type) || index.open.has(name) || holdsOpenName(index, name)) return true;
  if (mayBeNamedBy(index, target, type, row) || isUncollected(index, target, type)) return true;
  return isOfAllRegions(target) && isElsewhere(index, type);
}

/** Whether only a collector tells of the type, and none has told of it in the target's account. */
function isUncollected({ byType }: LinkIndex, { scope }: LinkRecord, type: string): boolean {
  if (!isCollectedType(type)) return false;
  const told = byType.get(type) ?? [];
  return scope.account === undefined || !told.some((one) => one.scope.account === scope.account);
}

/** Whether what lies in any region refers to the target as a matter of course. */
function isOfAllRegions({ type, scope }: LinkRecord): boolean {
  return scope.region === 'global' || type === 'aws_s3_bucket';
}

/** Referrers whose written-out ARN may be that of a target that has none yet. */
function referrersByArn(index: LinkIndex, target: LinkRecord, name: string): LinkRecord[] {
  if (hasArn(target)) return [];
  const byValue = index.byValue.get(name);
  const found = [...target.identities].flatMap((identity) => byValue?.get(`arn ${identity}`) ?? []);
  return found.filter((referrer) => inReach(referrer, target));
}

/** Whether some referrer holds a name of which it is not known whom it stands for. */
function holdsOpenName({ openNames, byValue }: LinkIndex, name: string): boolean {
  for (const open of openNames) if (byValue.get(name)?.has(open)) return true;
  return false;
}

function scopeLink({ attribute, path }: LinkRow): 'account' | 'region' | undefined {
  if (path.length > 0 || !SCOPE_LINKS.includes(attribute)) return undefined;
  return attribute === 'region' ? 'region' : 'account';
}

/**
 * The resources of the types in the same account or region, and those that may be. Where an input knows one account
 * only, what does not say its account lies in that one: an assumption, since a state does not tell.
 */
function inScope(
  index: LinkIndex,
  record: LinkRecord,
  types: readonly string[],
  what: 'account' | 'region',
): LinkList {
  const records = new Set<LinkRecord>();
  const sole = what === 'account' && hasOneAccount(index, record.input, [record.type, ...types]);
  let open = false;
  let assumed = false;
  for (const other of types.flatMap((type) => index.byType.get(type) ?? [])) {
    const match = sameScope(what, record, other);
    if (match === 'no') continue;
    records.add(other);
    if (match === 'open' && sole) assumed = true;
    else open ||= match === 'open';
  }
  if (open) return { records, open: 'link-open' };
  return assumed ? { records, assumes: [{ kind: 'one-account' }] } : { records };
}

/** The account or region that a resource lies in: its own record for certain, where one is; else all that may be. */
function ownScope(
  index: LinkIndex,
  record: LinkRecord,
  types: readonly string[],
  what: 'account' | 'region',
): LinkList {
  const list = inScope(index, record, types, what);
  const own = [...list.records].filter((other) => sameScope(what, record, other) === 'yes');
  // Several inputs may show the same account: each resource has the record of its own.
  const here = own.filter(({ input }) => input === record.input);
  const [elsewhere] = own;
  if (here.length > 0) return { records: new Set(here) };
  return elsewhere === undefined ? list : { records: new Set([elsewhere]) };
}

function hasOneAccount(index: LinkIndex, input: number, types: readonly string[]): boolean {
  const type = types.find((name) => /^driftlock_[a-z]+_account$/.test(name));
  const accounts = type === undefined ? [] : (index.byType.get(type) ?? []);
  return accounts.filter((account) => account.input === input).length === 1;
}

/** Whether a referrer that holds this name of the target means it, and not one of its own input. */
function reaches(index: LinkIndex, referrer: LinkRecord, target: LinkRecord, value: string): boolean {
  if (!isWorldwide(value, target.type) && !inReach(referrer, target)) return false;
  if (referrer.input === target.input) return true;
  return !namedBy(index, referrer, target.type, value).some(({ input }) => input === referrer.input);
}

/** The record of the index that is this resource. */
function indexed(
  index: LinkIndex,
  { parsed, input, type }: { parsed?: Address | undefined; input: number; type: string },
): LinkRecord[] {
  const records = parsed === undefined ? undefined : index.byAddress.get(instanceOf(input, parsed));
  return records?.filter((one) => one.type === type) ?? [];
}
