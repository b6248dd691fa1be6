/** Finds what a link may name whose value is not known yet: by the owner of a folded record, else by references. */
import { type Address, parseAddress } from '../address.ts';
import type { ReferenceResolver, ReferenceTarget } from '../references.ts';
import { blockOf, configurationOf, instanceOf, type LinkRecord } from './link-record.ts';
import type { LinkRow } from './link-row.ts';
import type { LinkIndex } from './link-store.ts';
import { aliasAttribute, identitiesOf, linksThrough, ownerLink } from './link-table.ts';

export interface Candidate {
  readonly record: LinkRecord;
  /** Settled by the own instance key, which is an assumption. */
  readonly assumed: boolean;
}

export interface Resolution {
  readonly candidates: readonly Candidate[];
  /** Exactly one candidate, and nothing else may be meant. */
  readonly settled: boolean;
  /** Any resource of the target types may be meant. */
  readonly open: boolean;
  /** Addresses that references name, where these are all that there is to go by: an assumption. */
  readonly refersTo: readonly string[];
}

interface Search {
  readonly index: LinkIndex;
  readonly input: number;
  readonly row: LinkRow;
  readonly resolver: ReferenceResolver;
  readonly candidates: Map<LinkRecord, Candidate>;
  readonly visited: Set<string>;
  /** Candidates of target types that no policy looks at. */
  readonly elsewhere: Set<string>;
  /** Something stands beside a reference, so that the value is not simply the name of what it refers to. */
  computed: boolean;
  open: boolean;
}

/** Attributes that identify a resource of any type. */
const ALWAYS: ReadonlySet<string> = new Set(['id', 'arn', 'name']);
/** More candidates of one link than this are not told apart: any resource of the type may then be meant. */
const MOST_CANDIDATES = 100;
/** The rule attribute that `self = true` stands for. */
const SELF_REFERENCE = 'referenced_security_group_id';
/** Attributes whose values are addresses of networks, never names of resources. */
const NEVER = /(^|_)(cidr_blocks?|private_ip|public_ip)$/;
const ANY: Resolution = { candidates: [], settled: false, open: true, refersTo: [] };

/**
 * What the link of a record may name where its value is not known; undefined where all of it is known. A value that
 * the configuration leaves unset names nothing declared.
 */
export function resolveLink(index: LinkIndex, record: LinkRecord, attribute: string): Resolution | undefined {
  const state = record.links.get(attribute);
  const row = index.recordPlans.get(record.type)?.rows.get(attribute);
  if (row === undefined || state === undefined) return undefined;
  if (!state.owned && state.unknown.every(({ reason }) => reason === 'unset')) return undefined;
  const known = index.resolutions.get(record)?.get(attribute);
  if (known !== undefined) return known;
  const resolution = state.owned ? ownerOf(index, record, row) : referred(index, record, row);
  const kept = index.resolutions.get(record) ?? new Map<string, Resolution>();
  index.resolutions.set(record, kept.set(attribute, resolution));
  return resolution;
}

/** A record that was folded out of its owner belongs to it; where no policy looks at such owners, to none of these. */
function ownerOf(index: LinkIndex, { declared, address, input }: LinkRecord, row: LinkRow): Resolution {
  const owner = parseAddress(declared?.address ?? address ?? '');
  const found = owner === undefined ? [] : instancesAt(index, input, owner, row);
  const candidates = found.map((record) => ({ record, assumed: false }));
  const elsewhere = declared !== undefined && !index.plan.types.get(declared.type)?.indexed;
  const settled = candidates.length === 1 || (candidates.length === 0 && elsewhere);
  return { candidates, settled, open: candidates.length === 0 && !elsewhere, refersTo: [] };
}

function referred(index: LinkIndex, record: LinkRecord, row: LinkRow): Resolution {
  const { declared, input } = record;
  if (declared?.rest?.self === true && row.attribute === SELF_REFERENCE) return ownGroup(index, record);
  const resolver = index.inputs[input]?.references;
  const address = declared?.address ?? record.address;
  if (resolver === undefined || address === undefined) return ANY;
  const search: Search = {
    index,
    input,
    row,
    resolver,
    candidates: new Map(),
    visited: new Set(),
    elsewhere: new Set(),
    computed: false,
    open: false,
  };
  visit(search, address, placeOf(record, row), false);
  const candidates = [...search.candidates.values()];
  const count = candidates.length + search.elsewhere.size;
  const open = search.open || count === 0;
  const named = candidates.map(({ record: { address: own, type } }) => own ?? type);
  const refersTo = open ? [] : [...named, ...search.elsewhere];
  return { candidates, settled: count === 1 && !open && !search.computed, open, refersTo };
}

/** `self = true`: the peer is the group that the rule belongs to. */
function ownGroup(index: LinkIndex, record: LinkRecord): Resolution {
  const row = ownerLink(record.type);
  if (row === undefined) return ANY;
  const folded = record.declared !== undefined && record.declared.as !== 'alias';
  return folded ? ownerOf(index, record, row) : referred(index, record, row);
}

/** Where in the configuration the value of the link stands. */
function placeOf({ declared }: LinkRecord, row: LinkRow): readonly (string | number)[] {
  if (declared === undefined) return row.path;
  if (declared.as !== 'alias') return declared.path;
  return row.path.map((step) => aliasAttribute(declared.type, step));
}

function visit(search: Search, address: string, path: readonly (string | number)[], assumed: boolean): void {
  const name = `${address} ${path.join('.')}`;
  if (search.visited.has(name)) return;
  search.visited.add(name);
  const { targets, open } = search.resolver(address, path);
  if (open) search.open = true;
  for (const target of targets) visitTarget(search, target, assumed);
}

function visitTarget(search: Search, target: ReferenceTarget, assumed: boolean): void {
  const block = parseAddress(target.block);
  if (block === undefined || block.mode === 'data') {
    search.open = true;
    return;
  }
  if (target.beside) search.computed = true;
  const found = recordsOf(search, target, block);
  if (found.length > 0 || search.row.targets.includes(block.type)) {
    if (!identifies(block.type, target.attribute)) search.open = true;
    if (found.length > MOST_CANDIDATES) {
      search.open = true;
      return;
    }
    for (const { record, assumed: byKey } of found)
      search.candidates.set(record, {
        record,
        assumed: byKey || assumed || search.candidates.get(record)?.assumed === true,
      });
    if (!search.index.plan.types.get(block.type)?.indexed && found.length === 0)
      search.elsewhere.add(target.block);
    return;
  }
  const through = linksThrough(block.type, target.attribute, search.row.targets);
  if (through.length === 0 && !NEVER.test(target.attribute ?? '')) search.open = true;
  for (const { path } of through)
    visit(search, target.instance ?? target.block, path, assumed || target.byInstanceKey === true);
}

/** A reference that says which attribute, and not one that names the resource, is computed from it. */
function identifies(type: string, attribute: string | undefined): boolean {
  return attribute === undefined || ALWAYS.has(attribute) || identitiesOf(type).includes(attribute);
}

function recordsOf({ index, input, row }: Search, target: ReferenceTarget, block: Address): Candidate[] {
  const instance = target.instance === undefined ? undefined : parseAddress(target.instance);
  const exact = instance === undefined ? [] : instancesAt(index, input, instance, row);
  const assumed = target.byInstanceKey === true;
  if (exact.length > 0) return exact.map((record) => ({ record, assumed }));
  if (instance !== undefined && !assumed) return [];
  return instancesOf(index, input, block, row).map((record) => ({ record, assumed: false }));
}

/** Records of the target types at exactly this address. */
function instancesAt(index: LinkIndex, input: number, at: Address, row: LinkRow): LinkRecord[] {
  const records = index.byAddress.get(instanceOf(input, at)) ?? [];
  return records.filter(({ type }) => row.targets.includes(type));
}

/** Records of the target types in a block; a module key that the address lacks matches any. */
function instancesOf(index: LinkIndex, input: number, block: Address, row: LinkRow): LinkRecord[] {
  const exact = index.byBlock.get(blockOf(input, block));
  const records = exact ?? index.byConfiguration.get(configurationOf(input, block)) ?? [];
  // Far too many to tell apart: not worth going through them for each referrer.
  if (records.length > MOST_CANDIDATES * 10) return records;
  const wanted = keysOf(block);
  return records.filter(({ type, parsed }) => {
    if (parsed === undefined || !row.targets.includes(type)) return false;
    return keysOf(parsed).every((key, place) => wanted[place] === undefined || key === wanted[place]);
  });
}

function keysOf({ modules, key }: Address): (string | number | undefined)[] {
  return [...modules.map((step) => step.key), key];
}
