/** Builds the index that tells, for any resource of a run, what it refers to and what refers to it. */
import { spellings } from '../carriers/index.ts';
import { isCollectedType } from '../own-types.ts';
import type { ReadPath } from '../read-path.ts';
import { linkPlan, linkTypes } from './link-plan.ts';
import {
  blockOf,
  configurationOf,
  instanceOf,
  type LinkRecord,
  linkRecord,
  recordPlan,
  takesPart,
} from './link-record.ts';
import { type LinkIndex, type LinkInput, linkName, planOf } from './link-store.ts';
import { ownerLink, standInsFor } from './link-table.ts';
import { namesInArn, spellingsOf } from './link-value.ts';
import { linksOf } from './links-of.ts';
import { namedRecords } from './named-records.ts';
import { resolveLink } from './resolve-link.ts';
import { noteUntold } from './untold-names.ts';

export type { LinkIndex, LinkInput };
export { linksOf, linkTypes };

/**
 * The index over all inputs of a run for the link reads of all policies (`wanted`: by judged type, paths from `refs`
 * or `referrers` down). Goes once through the resources of `linkTypes(wanted)` and keeps of each only what is read;
 * time and memory are linear in them.
 */
export function buildLinkIndex(
  inputs: readonly LinkInput[],
  wanted: Readonly<Record<string, readonly ReadPath[]>>,
): LinkIndex {
  const plan = linkPlan(wanted);
  const types = linkTypes(wanted);
  const partial = partialTypes(inputs);
  const index: LinkIndex = {
    inputs,
    plan,
    recordPlans: new Map([...plan.types].map(([type, one]) => [type, recordPlan(one)])),
    byType: new Map(),
    byIdentity: new Map(),
    byAddress: new Map(),
    byBlock: new Map(),
    byConfiguration: new Map(),
    byValue: new Map(),
    byTarget: new Map(),
    byReference: new Map(),
    open: new Set(),
    openNames: new Set(),
    untold: new Map(),
    untoldScopes: new Map(),
    loose: new Map(),
    partial,
    elsewhere: new Set(inputs.flatMap(({ openElsewhere }) => [...(openElsewhere ?? [])])),
    resolutions: new WeakMap(),
  };
  if (types.size === 0) return index;
  // Files know a type by its other names, and it is by those that they are asked.
  const asked = new Set([...types].flatMap((type) => [type, ...spellings(type)]));
  let order = 0;
  for (const [place, input] of inputs.entries()) {
    for (const resource of input.resources(asked)) {
      if (!types.has(resource.type) || !takesPart(resource)) continue;
      add(index, linkRecord(resource, place, order++, planOf(index, resource.type)));
    }
  }
  // What only a collector tells is not absent where nothing was collected.
  for (const type of types) if (isCollectedType(type) && !index.byType.has(type)) partial.add(type);
  for (const standIn of new Set([...types].flatMap(standInsFor))) nameByStandIns(index, standIn);
  for (const records of index.byType.values())
    for (const record of records) attachByReferences(index, record);
  return index;
}

function partialTypes(inputs: readonly LinkInput[]): Set<string> {
  const types = inputs.flatMap(({ openTypes }) => [...openTypes]);
  return new Set(inputs.every(({ complete }) => complete) ? types : [...types, '*']);
}

function add(index: LinkIndex, record: LinkRecord): void {
  push(index.byType, record.type, record);
  if (record.parsed !== undefined) {
    push(index.byAddress, instanceOf(record.input, record.parsed), record);
    push(index.byBlock, blockOf(record.input, record.parsed), record);
    push(index.byConfiguration, configurationOf(record.input, record.parsed), record);
  }
  for (const identity of record.identities) push(inner(index.byIdentity, record.type), identity, record);
  if (record.untold) noteUntold(index, record, record.type);
  for (const attribute of index.plan.types.get(record.type)?.referring ?? []) {
    const values = record.links.get(attribute)?.values ?? [];
    const spellings = new Set(values.flatMap((value) => [...spellingsOf(value), ...namesInArn(value)]));
    for (const value of spellings)
      push(inner(index.byValue, linkName(record.type, attribute)), value, record);
  }
}

/** Gives what stand-ins stand for their names as well. */
function nameByStandIns(index: LinkIndex, standIn: string): void {
  const row = ownerLink(standIn);
  if (row === undefined) return;
  const everyTarget = new Set<number>();
  for (const record of index.byType.get(standIn) ?? []) {
    const { records, open } = namedRecords(index, record, row);
    for (const name of record.identities) {
      if (open) index.openNames.add(name);
      for (const target of records) addIdentity(index, target, name);
    }
    if (!record.untold) continue;
    for (const target of records) noteUntold(index, target, standIn);
    if (open) everyTarget.add(record.input);
  }
  for (const type of row.targets)
    for (const target of index.byType.get(type) ?? [])
      if (everyTarget.has(target.input)) noteUntold(index, target, standIn);
}

function addIdentity(index: LinkIndex, target: LinkRecord, name: string): void {
  if (target.identities.has(name)) return;
  target.identities.add(name);
  push(inner(index.byIdentity, target.type), name, target);
}

/** Attaches a record whose link is not known to what its references allow. */
function attachByReferences(index: LinkIndex, record: LinkRecord): void {
  for (const attribute of index.plan.types.get(record.type)?.referring ?? []) {
    const resolution = resolveLink(index, record, attribute);
    if (resolution === undefined) continue;
    const { refersTo } = resolution;
    const name = linkName(record.type, attribute);
    if (resolution.open) index.open.add(name);
    const attached = inner(index.byTarget, name);
    for (const { record: target, assumed } of resolution.candidates)
      push(attached, target, { record, open: !resolution.settled, assumed, refersTo });
    const scoped = `${record.input} ${name}`;
    if (refersTo.length > 0 && !index.byReference.has(scoped))
      index.byReference.set(scoped, { record, refersTo });
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function inner<K, L, V>(map: Map<K, Map<L, V>>, key: K): Map<L, V> {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = new Map<L, V>();
  map.set(key, made);
  return made;
}
