/** What the link index must know of each type so that it can answer what policies read. */
import type { ReadPath } from '../read-path.ts';
import type { LinkRow } from './link-row.ts';
import { linkRow, ownerLink, SCOPE_LINKS, standInsFor } from './link-table.ts';
import { type WantedLinks, wantedLinks } from './wanted-links.ts';

/** What is kept of the resources of one type. */
export interface TypePlan {
  /** Whether the index keeps them at all; false where only the resource at hand is asked for what it refers to. */
  indexed: boolean;
  /** What is read of them through links. */
  readonly reads: ReadPath[];
  /** Links whose values are kept, by attribute. */
  readonly rows: Map<string, LinkRow>;
  /** Of these, links that are followed backwards. */
  readonly referring: Set<string>;
}

export interface LinkPlan {
  /** By the type that policies judge. */
  readonly wanted: ReadonlyMap<string, WantedLinks>;
  readonly types: ReadonlyMap<string, TypePlan>;
}

/** The plan for these reads, by the type whose policies have them; a link that the table lacks is passed over. */
export function linkPlan(reads: Readonly<Record<string, readonly ReadPath[]>>): LinkPlan {
  const wanted = new Map<string, WantedLinks>();
  const types = new Map<string, TypePlan>();
  for (const [type, paths] of Object.entries(reads)) {
    const links = wantedLinks(type, paths);
    wanted.set(type, links);
    plan(types, [type], links);
  }
  return { wanted, types };
}

/** The types whose resources the index goes through. */
export function linkTypes(reads: Readonly<Record<string, readonly ReadPath[]>>): Set<string> {
  const { types } = linkPlan(reads);
  return new Set([...types].filter(([, { indexed }]) => indexed).map(([type]) => type));
}

function plan(types: Map<string, TypePlan>, holders: readonly string[], wanted: WantedLinks): void {
  for (const [attribute, record] of wanted.refs) {
    const rows = holders.flatMap((holder) => keepRow(types, holder, attribute));
    const targets = rows.flatMap((row) => row.targets);
    for (const target of targets) keep(types, target).reads.push(...record.reads);
    plan(types, targets, record.links);
  }
  for (const [type, byAttribute] of wanted.referrers) {
    for (const [attribute, record] of byAttribute) {
      keepRow(types, type, attribute);
      const kept = keep(types, type);
      kept.reads.push(...record.reads);
      kept.referring.add(attribute);
      const owners = SCOPE_LINKS.includes(attribute) ? (linkRow(type, attribute)?.targets ?? []) : holders;
      // Of accounts it matters how many there are: what tells none lies in the only one.
      for (const holder of holders) if (owners.includes(holder)) keep(types, holder);
      plan(types, [type], record.links);
    }
  }
}

function keepRow(types: Map<string, TypePlan>, type: string, attribute: string): LinkRow[] {
  const row = linkRow(type, attribute);
  if (row === undefined) return [];
  entry(types, type).rows.set(attribute, row);
  return [row];
}

function keep(types: Map<string, TypePlan>, type: string): TypePlan {
  const kept = entry(types, type);
  if (kept.indexed) return kept;
  kept.indexed = true;
  for (const standIn of standInsFor(type)) {
    const owner = ownerLink(standIn);
    if (owner !== undefined) keep(types, standIn).rows.set(owner.attribute, owner);
  }
  return kept;
}

function entry(types: Map<string, TypePlan>, type: string): TypePlan {
  const known = types.get(type);
  if (known !== undefined) return known;
  const made: TypePlan = { indexed: false, reads: [], rows: new Map(), referring: new Set() };
  types.set(type, made);
  return made;
}
