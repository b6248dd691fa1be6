/** The links between types: which attribute names what, how a target is named, and what stands in for what. */
import { carriedAttributes } from '../carriers/index.ts';
import { awsLinks } from './aws-links.ts';
import type { LinkRow, LinkTable } from './link-row.ts';

interface Cloud {
  /** As in `driftlock_<cloud>_account`. */
  readonly name: string;
  readonly prefix: string;
  readonly table: LinkTable;
}

const CLOUDS: readonly Cloud[] = [{ name: 'aws', prefix: 'aws_', table: awsLinks }];

/** Pseudo attributes: every resource of a cloud refers to the record of its account and of its region. */
export const SCOPE_LINKS: readonly string[] = ['account', 'region'];

/** Last steps that say too little alone: such a link goes by its whole dotted path, `launch_template.id`. */
const IDENTIFIERS: ReadonlySet<string> = new Set(['id', 'arn', 'name']);

const kept = new Map<string, ReadonlyMap<string, LinkRow>>();

function cloudOf(type: string): Cloud | undefined {
  return CLOUDS.find(({ name, prefix }) => type.startsWith(prefix) || type.startsWith(`driftlock_${name}_`));
}

function tableOf(type: string): LinkTable | undefined {
  return cloudOf(type)?.table;
}

function lastStep(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf('.') + 1);
}

/** The rows that stand in the table for this type, by attribute, owner first. */
export function ownLinks(type: string): ReadonlyMap<string, LinkRow> {
  const known = kept.get(type);
  if (known !== undefined) return known;
  const rows = new Map<string, LinkRow>();
  const written = Object.entries(tableOf(type)?.links[type] ?? {});
  const lasts = written.map(([dotted]) => lastStep(dotted));
  for (const [dotted, targets] of written) {
    const last = lastStep(dotted);
    const plain = !IDENTIFIERS.has(last) && lasts.indexOf(last) === lasts.lastIndexOf(last);
    const attribute = plain ? last : dotted;
    rows.set(attribute, { attribute, path: dotted.split('.'), targets: targets.split(' ') });
  }
  kept.set(type, rows);
  return rows;
}

const asked = new Map<string, Map<string, LinkRow | undefined>>();
/** Beyond any cloud's types times attributes: names that come from files must not pile up. */
const MOST_ASKED = 10_000;

/** The link that an attribute of a type is; undefined where the table has none, neither for the type nor for any. */
export function linkRow(type: string, attribute: string): LinkRow | undefined {
  const ofType = asked.get(type) ?? new Map<string, LinkRow | undefined>();
  if (ofType.has(attribute)) return ofType.get(attribute);
  const row = findRow(type, attribute);
  if (asked.size < MOST_ASKED) asked.set(type, ofType.set(attribute, row));
  return row;
}

function findRow(type: string, attribute: string): LinkRow | undefined {
  const cloud = cloudOf(type);
  if (cloud === undefined) return undefined;
  if (SCOPE_LINKS.includes(attribute)) {
    const target = `driftlock_${cloud.name}_${attribute}`;
    return type === target ? undefined : { attribute, path: [], targets: [target] };
  }
  return ownLinks(type).get(attribute) ?? genericRow(cloud.table, type, attribute);
}

function genericRow(table: LinkTable, type: string, attribute: string): LinkRow | undefined {
  const targets = Object.hasOwn(table.generic, attribute) ? table.generic[attribute]?.split(' ') : undefined;
  // What another type carries is not there to be read.
  if (targets === undefined || carriedAttributes(type).has(attribute)) return undefined;
  if (targets.includes(type) && identitiesOf(type).includes(attribute)) return undefined;
  return { attribute, path: [attribute], targets };
}

/** Types that the attribute may name; empty where it is no link. */
export function linkTargets(type: string, attribute: string): readonly string[] {
  return linkRow(type, attribute)?.targets ?? [];
}

/** Attributes of this type whose value names one resource of it; empty for a type that nothing names. */
export function identitiesOf(type: string): readonly string[] {
  const identities = tableOf(type)?.identities ?? {};
  return Object.hasOwn(identities, type) ? (identities[type] ?? []) : [];
}

/** The link to what owns a resource of this type: its first row. */
export function ownerLink(type: string): LinkRow | undefined {
  return ownLinks(type).values().next().value;
}

/**
 * The links of `type` through which a reference to its `attribute` leads on to one of the targets: the attribute
 * itself, or the owner link where it is the `id` or another stand-in, or all of them where the attribute was lost.
 */
export function linksThrough(
  type: string,
  attribute: string | undefined,
  targets: readonly string[],
): readonly LinkRow[] {
  const rows = [...ownLinks(type).values()].filter((row) =>
    row.targets.some((name) => targets.includes(name)),
  );
  if (attribute === undefined) return rows;
  const owner = ownerLink(type);
  const standsIn = attribute === 'id' || tableOf(type)?.standIns[type]?.includes(attribute);
  return rows.filter((row) => row.path.join('.') === attribute || (standsIn && row === owner));
}

/** Types whose names stand for a resource of this type: an alias for its key. */
export function standInsFor(type: string): readonly string[] {
  const standIns = Object.keys(tableOf(type)?.standIns ?? {});
  return standIns.filter((standIn) => ownerLink(standIn)?.targets.includes(type));
}

/** What another type of the same fact calls an attribute of the carrier. */
export function aliasAttribute(aliasType: string, attribute: string): string {
  const names = tableOf(aliasType)?.aliases[aliasType];
  return names !== undefined && Object.hasOwn(names, attribute) ? (names[attribute] ?? attribute) : attribute;
}

/** Types that have links of their own, of every cloud; what an error offers. */
export function linkedTypes(): readonly string[] {
  return CLOUDS.flatMap(({ table }) => Object.keys(table.links));
}

/** Attributes by which a type can refer to others, of its own and those of every type. */
export function linkAttributes(type: string): readonly string[] {
  return [...ownLinks(type).keys(), ...SCOPE_LINKS, ...Object.keys(tableOf(type)?.generic ?? {})];
}
