/** A resource as the link index keeps it: what is read of it, how others name it, and what it names. */
import { type Address, formatAddress, localAddress, modulePath, parseAddress } from '../address.ts';
import { mayExistOnly } from '../may-exist-only.ts';
import type { ReadPath } from '../read-path.ts';
import { touches } from '../read-path.ts';
import type { Declared, LinkedResource, Resource, Unknown } from '../resource.ts';
import { chosenNames } from './chosen-names.ts';
import type { TypePlan } from './link-plan.ts';
import type { LinkRow } from './link-row.ts';
import { identitiesOf, ownerLink } from './link-table.ts';
import { textsAt, unknownAt } from './link-value.ts';
import { projectObject, type ReadTree, readTree, treesBelow } from './read-projection.ts';
import type { Place } from './scope-match.ts';

/** What one link of a resource holds. */
export interface LinkState {
  readonly values: readonly string[];
  /** Unknown places of the value, as the resource has them. */
  readonly unknown: readonly Unknown[];
  /** The record was folded out of what this link names, whatever the value says. */
  readonly owned: boolean;
}

export interface LinkRecord extends Place {
  readonly type: string;
  /** Where the input has it: `linksOf` gives linked records in this order. */
  readonly order: number;
  readonly address?: string;
  readonly declared?: Declared;
  /** Address in parts; undefined for a record that was folded out of another and so has that one's address. */
  readonly parsed?: Address;
  /** Values that name it; those of what stands for it come in later. */
  readonly identities: Set<string>;
  /** A name that people choose for it is known only after apply. */
  readonly untold: boolean;
  readonly links: ReadonlyMap<string, LinkState>;
  readonly linked: LinkedResource;
  /** Why not even its existence is known, where that is so; left out of what certainly is there. */
  readonly perhaps?: Pick<Unknown, 'reason' | 'api'>;
}

/** A type's plan with its reads as trees. */
export interface RecordPlan {
  readonly rows: ReadonlyMap<string, LinkRow>;
  readonly reads: readonly ReadPath[];
  /** What is read of `tags` and of `values`. */
  readonly tags: readonly ReadTree[];
  readonly values: readonly ReadTree[];
}

export function recordPlan(plan: TypePlan | undefined): RecordPlan {
  const reads = plan?.reads ?? [];
  const trees = [readTree(reads)];
  const whole = trees.some(({ all }) => all);
  const below = (part: string): readonly ReadTree[] => (whole ? trees : treesBelow(trees, part));
  return { rows: plan?.rows ?? new Map(), reads, tags: below('tags'), values: below('values') };
}

/** Whether a resource can take part in links: managed, and there once the plan is applied. */
export function takesPart({ mode, deposed, change }: Resource): boolean {
  if (mode !== 'managed' || deposed !== undefined) return false;
  const actions = change?.actions ?? [];
  return actions.length === 0 || !actions.every((action) => action === 'delete' || action === 'forget');
}

const NO_ACTIONS: readonly string[] = [];

export function linkRecord(resource: Resource, input: number, order: number, plan: RecordPlan): LinkRecord {
  const { type, address, declared, scope, values, providerConfig } = resource;
  const parsed = ownAddress(resource);
  const links = new Map<string, LinkState>();
  const owner = isFolded(declared) && address !== undefined ? ownerLink(type)?.attribute : undefined;
  for (const [attribute, { path, targets }] of plan.rows) {
    const owned = attribute === owner && declared !== undefined && targets.includes(declared.type);
    if (path.length > 0)
      links.set(attribute, {
        values: owned ? [] : textsAt(values, path),
        unknown: unknownAt(resource.unknown, path),
        owned,
      });
  }
  return {
    type,
    input,
    order,
    scope,
    ...(providerConfig === undefined ? {} : { providerConfig }),
    ...(address === undefined ? {} : { address }),
    ...(declared === undefined ? {} : { declared }),
    ...(parsed === undefined ? {} : { parsed }),
    identities: new Set(identitiesOf(type).flatMap((attribute) => textsAt(values, [attribute]))),
    untold: hasUntoldName(resource),
    links,
    linked: linkedResource(resource, input, plan),
    ...perhapsOf(resource),
  };
}

/** Of an attribute that is unknown as a whole, and of a setting that could not be read, one record stands for such as may be there. */
function perhapsOf(resource: Resource): Pick<LinkRecord, 'perhaps'> {
  const { declared, observed, unknown } = resource;
  const [first] = unknown;
  if (first === undefined || (observed.from !== 'live' && !isFolded(declared))) return {};
  if (!mayExistOnly(resource)) return {};
  const { reason, api } = first;
  return { perhaps: { reason, ...(api === undefined ? {} : { api }) } };
}

function hasUntoldName({ type, unknown }: Resource): boolean {
  if (identitiesOf(type).length === 0) return false;
  return unknown.some(({ path: [root, name], reason }) => {
    if (root !== 'values' || reason === 'unset') return false;
    return name === undefined || (typeof name === 'string' && chosenNames(type).includes(name));
  });
}

function linkedResource(
  resource: Resource,
  input: number,
  { reads, tags, values }: RecordPlan,
): LinkedResource {
  const { type, address, key, scope, declared } = resource;
  const actions = resource.change?.actions ?? NO_ACTIONS;
  const read = (path: readonly (string | number)[]): boolean => reads.some((one) => touches(one, path));
  const fromSource = resource.fromSource?.filter(read) ?? [];
  return {
    ...(address === undefined ? {} : { address }),
    ...(key === undefined ? {} : { key }),
    scope,
    tags: projectObject(resource.tags, tags),
    values: projectObject(resource.values, values),
    unknown: reads.length === 0 ? [] : resource.unknown.filter(({ path }) => read(path)),
    sensitive: reads.length === 0 ? [] : resource.sensitive.filter(read),
    ...(fromSource.length > 0 && { fromSource }),
    source: { type, input, actions, ...(declared === undefined ? {} : { declared }) },
  };
}

/** The address of a resource in parts; undefined for a record that was folded out of another. */
export function ownAddress({ address, declared }: Resource): Address | undefined {
  if (address === undefined || isFolded(declared)) return undefined;
  return parseAddress(address);
}

function isFolded(declared: Declared | undefined): boolean {
  return declared !== undefined && declared.as !== 'alias';
}

/** One instance within its input. */
export function instanceOf(input: number, address: Address): string {
  return `${input} ${formatAddress(address)}`;
}

/** The block of an address within its input and module instance: its own key left out. */
export function blockOf(input: number, { key: _, ...block }: Address): string {
  return `${input} ${formatAddress(block)}`;
}

/** The block of an address within its input, all keys left out. */
export function configurationOf(input: number, address: Address): string {
  return `${input} ${modulePath(address.modules)} ${localAddress(address)}`;
}
