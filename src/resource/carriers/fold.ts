/** Folds what other types carry out of a record, before anything is evaluated. */
import type { Declared, JsonObject, Path, Resource, Unknown } from '../resource.ts';
import { isHidden } from '../sensitive-copies.ts';
import { tagsOf } from '../tags.ts';
import type { TypeSchema } from '../type-schema.ts';
import type { Carrier, Folded } from './carrier.ts';
import { childChange } from './child-change.ts';
import { asCarried } from './default-types.ts';
import { foldOne } from './fold-one.ts';
import { carriedAttributes, carriersOf, renamedType } from './index.ts';
import { canonicalProtocol, hasPorts } from './protocol.ts';
import { marked, type TreeObject, unknownMark, unmarked } from './tree.ts';

const VALUES: Path = ['values'];
const ID: Path = ['values', 'id'];

/** Types whose own records may spell a protocol in several ways. */
const PROTOCOLS: Readonly<Record<string, string>> = {
  aws_vpc_security_group_ingress_rule: 'ip_protocol',
  aws_vpc_security_group_egress_rule: 'ip_protocol',
  aws_network_acl_rule: 'protocol',
};
const PORTS: ReadonlySet<string> = new Set(['from_port', 'to_port']);

/**
 * The record without what other types carry, then the carried records in the order of the parent's attributes.
 *
 * A carried record has its parent's address, scope and actions; `declared` says which attribute it was, and whether
 * it was written there (`inline`: the configuration shows it, or the provider computes no such attribute), may be a
 * copy that the provider read from the cloud (`echo`), or stands for the whole resource (`alias`). An attribute that
 * is `unset` gives none; one that is unknown as a whole gives one record whose every attribute but the link is unknown.
 */
export function foldCarriers(
  record: Resource,
  schema: TypeSchema | undefined,
  expressions: JsonObject | undefined,
): Resource[] {
  if (record.mode !== 'managed') return [record];
  const carriers = carriersOf(record.type);
  if (carriers === undefined) return [respelt(record)];
  const leaving = carriedAttributes(record.type);
  const isAlias = carriers.some(({ alias }) => alias);
  if (!isAlias && !holdsAny(record, leaving)) return [respelt(without(record, leaving))];
  const parent = treeOf(record, leaving);
  const children: Resource[] = [];
  for (const carrier of carriers) {
    if (!isAlias && !holdsAttribute(carrier, parent)) continue;
    const link = Object.keys(carrier.link(parent));
    for (const one of foldOne(carrier, parent, record.type)) {
      children.push(child({ record, schema, expressions, link }, carrier, one));
    }
  }
  if (isAlias) return children.length === 0 || isItself(record, children) ? [record] : children;
  return [respelt(without(record, leaving)), ...children];
}

/** A type that carries its own fact one by one: a record of a single one stands for it as it is. */
function isItself({ type }: Resource, [first, ...others]: readonly Resource[]): boolean {
  return first?.type === type && others.length === 0;
}

function hasAny(values: JsonObject, names: ReadonlySet<string>): boolean {
  for (const name in values) if (names.has(name)) return true;
  return false;
}

/** Of a record whose values are unknown as a whole, so is each attribute that leaves it. */
function treeOf({ values, unknown, sensitive }: Resource, leaving: ReadonlySet<string>): TreeObject {
  const tree = marked(values, VALUES, unknown, sensitive);
  const whole = unknown.find(({ path }) => path.length === 1 && path[0] === 'values');
  if (whole === undefined) return tree;
  return { ...Object.fromEntries([...leaving].map((name) => [name, unknownMark(whole.reason)])), ...tree };
}

function holdsAny({ values, unknown }: Resource, names: ReadonlySet<string>): boolean {
  if (hasAny(values, names)) return true;
  return unknown.some(
    ({ path, reason }) =>
      reason !== 'unset' && path[0] === 'values' && (path.length === 1 || names.has(String(path[1]))),
  );
}

function holdsAttribute({ attributes }: Carrier, parent: TreeObject): boolean {
  for (const name in attributes) if (Object.hasOwn(parent, name)) return true;
  return false;
}

interface Origin {
  readonly record: Resource;
  readonly schema: TypeSchema | undefined;
  readonly expressions: JsonObject | undefined;
  /** Attributes of the carried record that name the parent. */
  readonly link: readonly string[];
}

function child(origin: Origin, carrier: Carrier, folded: Folded): Resource {
  const { record } = origin;
  const found: Unknown[] = [];
  const sensitive: Path[] = [];
  const values = unmarked(folded.values, VALUES, found, sensitive) as JsonObject;
  // A parent that was given no name gets one: what names it is set all the same.
  const unknown = found.map((entry): Unknown => {
    const isLink = entry.path.length === 2 && origin.link.includes(String(entry.path[1]));
    return isLink && entry.reason === 'unset' ? { path: entry.path, reason: 'after-apply' } : entry;
  });
  const tags = tagsOf(values, unknown, sensitive);
  const as = carrier.alias ? 'alias' : spelling(origin, carrier, String(folded.path[0]));
  const change = childChange(record, carrier, folded, values);
  const rest = folded.rest !== undefined && Object.keys(folded.rest).length > 0 ? folded.rest : undefined;
  return {
    type: folded.type,
    provider: record.provider,
    mode: 'managed',
    schema: { provider: record.schema.provider },
    ...(record.address !== undefined && { address: record.address }),
    ...(typeof values.id === 'string' && !isHidden(ID, sensitive) && { id: values.id }),
    scope: record.scope,
    values,
    tags: tags.tags,
    unknown: [...unknown, ...tags.unknown, ...record.unknown.filter(({ path }) => path[0] === 'scope')],
    sensitive: [...sensitive, ...tags.sensitive, ...(change?.sensitive ?? [])],
    ...(change !== undefined && { change: change.change }),
    ...(record.deposed !== undefined && { deposed: record.deposed }),
    ...(record.previousAddress !== undefined && { previousAddress: record.previousAddress }),
    declared: {
      type: record.type,
      ...(record.address !== undefined && { address: record.address }),
      path: folded.path,
      as,
      ...(rest !== undefined && { rest }),
    },
    ...(folded.isDefault === true && as === 'echo' && { origin: 'default' as const }),
    ...(isFromSource(record, folded) && { fromSource: [VALUES] }),
    observed: record.observed,
  };
}

function isFromSource({ fromSource }: Resource, { path: [name] }: Folded): boolean {
  return fromSource?.some((path) => path[1] === undefined || path[1] === name) === true;
}

/** On create nothing was read from the cloud yet: a value that the configuration does not show is a dynamic block's. */
function spelling({ record, schema, expressions }: Origin, carrier: Carrier, name: string): Declared['as'] {
  if (expressions !== undefined && Object.hasOwn(expressions, name)) return 'inline';
  if (record.change?.actions.includes('create')) return 'inline';
  const attribute = schema?.attributes[name];
  const isComputed = attribute === undefined ? carrier.echoedBlocks === true : attribute.computed;
  return isComputed ? 'echo' : 'inline';
}

function without(record: Resource, names: ReadonlySet<string>): Resource {
  const stays = (path: Path) => {
    const name = path[0] === 'values' ? path[1] : path[0] === 'change' ? path[2] : undefined;
    return !names.has(String(name));
  };
  const before = record.change?.before;
  return {
    ...record,
    ...(record.fromSource !== undefined && { fromSource: record.fromSource.filter(stays) }),
    values: withoutKeys(record.values, names),
    unknown: record.unknown.filter(({ path }) => stays(path)),
    sensitive: record.sensitive.filter(stays),
    ...(record.change !== undefined &&
      before !== undefined && { change: { ...record.change, before: withoutKeys(before, names) } }),
  };
}

function withoutKeys(values: JsonObject, names: ReadonlySet<string>): JsonObject {
  if (!hasAny(values, names)) return values;
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name)));
}

/** The record under the name of the type that carries it, protocols in their one spelling, ports where they mean any. */
function respelt(record: Resource): Resource {
  const type = renamedType(record.type);
  if (type !== undefined) {
    const address = record.address === undefined ? {} : { address: record.address };
    const carried = asCarried(record);
    const rest = carried.rest === undefined ? {} : { rest: carried.rest };
    const declared = { type: record.type, ...address, path: [], as: 'alias' as const, ...rest };
    return { ...carried.record, type, declared };
  }
  const attribute = Object.hasOwn(PROTOCOLS, record.type) ? PROTOCOLS[record.type] : undefined;
  if (attribute === undefined) return record;
  const value = record.values[attribute];
  if (value === undefined) return record;
  const canonical = canonicalProtocol(value);
  const portless = attribute === 'ip_protocol' && !hasPorts(canonical);
  if (canonical === value && !(portless && hasAny(record.values, PORTS))) return record;
  const values = { ...record.values, [attribute]: canonical };
  return { ...record, values: portless ? withoutKeys(values, PORTS) : values };
}
