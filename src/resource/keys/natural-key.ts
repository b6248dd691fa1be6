/** The key of a record: account, region, type and its natural key in one string; what joins and fingerprints use. */
import type { Json, Resource } from '../resource.ts';
import { arnParts } from '../scope.ts';
import { KEY_PARTS } from './key-parts.ts';

interface Row {
  /** Unique in all accounts and regions. */
  readonly everywhere: boolean;
  readonly parts: readonly Part[];
}

interface Part {
  readonly name: string;
  /** What stands in the key where the attribute is absent; undefined where there is no key without it. */
  readonly absent: Json | undefined;
}

const rows = new Map<string, Row>(Object.entries(KEY_PARTS).map(([type, text]) => [type, row(text)]));
const BY_ARN = row('*arn');
const BY_ID = row('id');

/**
 * `["123456789012","us-east-1","aws_sqs_queue","jobs"]`; account and region are null where the natural key is unique
 * without them. Undefined for data sources and deposed objects, and when any part of it is not known or sensitive: a key
 * is printed, and its hash (the fingerprint) has no secret of its own.
 */
export function naturalKey(resource: Resource): string | undefined {
  if (resource.mode !== 'managed' || resource.deposed !== undefined) return undefined;
  const row = rowOf(resource);
  const { account, region } = resource.scope;
  if (!row.everywhere && (account === undefined || region === undefined)) return undefined;
  const parts = partsOf(resource, row);
  if (parts === undefined || isSensitive(resource, row)) return undefined;
  if (row.everywhere) return JSON.stringify([...arnScope(row, resource), resource.type, ...parts]);
  return JSON.stringify([account, region, resource.type, ...parts]);
}

/**
 * The same for records of one input, whose account may not be told everywhere: a fact is `given` under these strings
 * by one record and `sought` by another; the two meet unless both know their account and it differs.
 */
export function factKeys(resource: Resource): {
  readonly given: readonly string[];
  readonly sought: readonly string[];
} {
  const row = rowOf(resource);
  const parts = partsOf(resource, row);
  if (parts === undefined) return { given: [], sought: [] };
  const of = (account: string) => JSON.stringify([account, resource.type, ...parts]);
  const { account } = resource.scope;
  if (row.everywhere) return { given: [of('*')], sought: [of('*')] };
  if (account === undefined) return { given: [of('*')], sought: [of('*'), of('any')] };
  return { given: [of(account), of('any')], sought: [of(account), of('*')] };
}

/**
 * Whether two records of one type may be the same resource: what both tell of account, region and the parts of the key
 * is equal. What one does not tell (absent though the key needs it, unknown, taken out of a snapshot) may be anything,
 * and so may what is sensitive: which one it is equal to would tell it.
 */
export function mayBeOne(one: Resource, other: Resource): boolean {
  if (one.type !== other.type) return false;
  const row = rows.get(one.type);
  if (row?.everywhere !== true && !isSamePlace(one.scope, other.scope)) return false;
  if (row !== undefined)
    return row.parts.every((part) => isSame(openPart(one, part), openPart(other, part)) !== false);
  const [first] = [...BY_ARN.parts, ...BY_ID.parts]
    .map((part) => isSame(openPart(one, part), openPart(other, part)))
    .filter((same) => same !== undefined);
  return first !== false;
}

function openPart(resource: Resource, part: Part): Json | undefined {
  return isSensitive(resource, { parts: [part] }) ? undefined : toldPart(resource, part);
}

/** Undefined where one of them is not told. */
function isSame(one: Json | undefined, other: Json | undefined): boolean | undefined {
  if (one === undefined || other === undefined) return undefined;
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function isSamePlace(one: Resource['scope'], other: Resource['scope']): boolean {
  return isSame(one.account, other.account) !== false && isSame(one.region, other.region) !== false;
}

function rowOf(resource: Resource): Row {
  const row = rows.get(resource.type);
  if (row !== undefined) return row;
  return typeof resource.values.arn === 'string' ? BY_ARN : BY_ID;
}

function row(text: string): Row {
  const everywhere = text.startsWith('*');
  const names = text
    .replace('*', '')
    .split(' ')
    .filter((name) => name !== '');
  return {
    everywhere,
    parts: names.map(part),
  };
}

function part(text: string): Part {
  const [name = '', byDefault] = text.split('=');
  if (byDefault !== undefined) return { name, absent: byDefault === 'false' ? false : byDefault };
  return name.startsWith('?') ? { name: name.slice(1), absent: null } : { name, absent: undefined };
}

function partsOf(resource: Resource, { parts }: Row): Json[] | undefined {
  const found: Json[] = [];
  for (const one of parts) {
    const told = toldPart(resource, one);
    if (told === undefined) return undefined;
    found.push(told);
  }
  return found;
}

/** What a resource tells of a part of its key; undefined for nothing. */
function toldPart(resource: Resource, { name, absent }: Part): Json | undefined {
  const value = resource.values[name];
  if (typeof value === 'object' && isUnknown(resource, name)) return undefined;
  if (value === undefined || value === '') return isUnknown(resource, name) ? undefined : absent;
  return name === 'key_id' ? keyId(value) : value;
}

/** An attribute left out of the configuration is absent as far as a key goes. */
function isUnknown({ unknown }: Resource, name: string): boolean {
  return unknown.some(({ path, reason }) => path[0] === 'values' && path[1] === name && reason !== 'unset');
}

function isSensitive({ sensitive }: Resource, { parts }: Pick<Row, 'parts'>): boolean {
  return sensitive.some(
    (path) => path[0] === 'values' && (path.length === 1 || parts.some(({ name }) => name === path[1])),
  );
}

function arnScope(row: Row, { values }: Resource): [string | null, string | null] {
  const arn = row === BY_ARN ? arnParts(values.arn) : undefined;
  return [arn?.account ?? null, arn?.region ?? null];
}

/** A KMS key is named by its id or its ARN alike. */
function keyId(value: Json): Json {
  return typeof value === 'string' ? value.replace(/^arn:[^:]*:kms:[^:]*:[^:]*:key\//, '') : value;
}
