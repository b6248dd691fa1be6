/** Other ways to manage what one type carries, with attributes of their own: `aws_default_*` (what AWS made with a VPC), and snapshots that were copied or imported. */
import type { Declared, Json, JsonObject, Resource } from '../resource.ts';
import { startsWith } from '../starts-with.ts';

interface DefaultType {
  /** The type that carries the resource. */
  readonly type: string;
  /** The required argument that names the resource; the provider makes it the `id`. */
  readonly names?: string;
  /** What the carrying type has no attribute for. */
  readonly own?: readonly string[];
  /** Attributes whose value is part of what the resource is. */
  readonly always?: JsonObject;
  /** Attributes of the carrying type that it cannot have. */
  readonly never?: readonly string[];
}

/**
 * Source: provider 5.100.0, schemas; VPC User Guide, "Default security groups": each is named `default`; EC2 API,
 * DescribeSnapshots: the cloud does not tell how a snapshot came about.
 */
const DEFAULT_TYPES: Readonly<Record<string, DefaultType>> = {
  aws_default_network_acl: { type: 'aws_network_acl', names: 'default_network_acl_id' },
  aws_default_route_table: { type: 'aws_route_table', names: 'default_route_table_id' },
  aws_default_security_group: {
    type: 'aws_security_group',
    always: { name: 'default' },
    never: ['name_prefix'],
  },
  aws_default_subnet: { type: 'aws_subnet', own: ['existing_default_subnet', 'force_destroy'] },
  aws_default_vpc: { type: 'aws_vpc', own: ['existing_default_vpc', 'force_destroy'] },
  aws_ebs_snapshot_copy: {
    type: 'aws_ebs_snapshot',
    own: ['completion_duration_minutes', 'source_region', 'source_snapshot_id'],
  },
  aws_ebs_snapshot_import: {
    type: 'aws_ebs_snapshot',
    own: ['client_data', 'disk_container', 'role_name'],
  },
};

/** Type as files have it → the type that carries it. */
export const DEFAULT_TYPE_NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(DEFAULT_TYPES).map(([type, row]) => [type, row.type]),
);

/**
 * A record of one of these types in the attributes of the type that carries it: what that lacks is moved to
 * `declared.rest`, the name by which it is managed is its id, and a default security group is named so, by no prefix, in
 * a plan too.
 * Unknown and sensitive places of what is moved stay listed. Records of other types come back as they are.
 */
export function asCarried(record: Resource): { readonly record: Resource; readonly rest?: JsonObject } {
  const row = Object.hasOwn(DEFAULT_TYPES, record.type) ? DEFAULT_TYPES[record.type] : undefined;
  if (row === undefined) return { record };
  const leaving = [...(row.own ?? []), ...(row.names === undefined ? [] : [row.names])].filter(
    (name) => !record.sensitive.some((path) => startsWith(path, ['values', name])),
  );
  const rest = Object.fromEntries(Object.entries(record.values).filter(([name]) => leaving.includes(name)));
  const id = row.names === undefined ? undefined : rest[row.names];
  const given = {
    ...(id !== undefined && record.values.id === undefined && { id }),
    ...Object.fromEntries(Object.entries(row.always ?? {}).filter(([name]) => isOpen(record, name))),
  };
  const values = Object.fromEntries(
    Object.entries(record.values).filter(([name]) => !leaving.includes(name)),
  );
  const settled = new Set([...Object.keys(given), ...(row.never ?? [])]);
  const unknown = record.unknown.filter(
    ({ path }) => path[0] !== 'values' || path.length !== 2 || !settled.has(String(path[1])),
  );
  const changed = {
    ...record,
    ...(typeof given.id === 'string' && { id: given.id }),
    values: { ...values, ...given } as JsonObject,
    unknown,
  };
  return Object.keys(rest).length > 0 ? { record: changed, rest } : { record: changed };
}

function isOpen({ unknown }: Resource, name: string): boolean {
  return unknown.some(({ path }) => path.length === 2 && path[0] === 'values' && path[1] === name);
}

/** What `asCarried` moved, back in the record. */
export function withRest(values: JsonObject, { rest }: Declared): JsonObject {
  return rest === undefined ? values : { ...values, ...(rest as Readonly<Record<string, Json>>) };
}
