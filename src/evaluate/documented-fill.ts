/** The documented value of one place that nobody set, where the documentation speaks of just that. */
import { isDeepStrictEqual } from 'node:util';
import { identitiesOf, linkRow } from '../resource/links/link-table.ts';
import { touches } from '../resource/read-path.ts';
import type { Assumption, Json, JsonObject, Path } from '../resource/resource.ts';
import { valueAt } from '../resource/value-at.ts';
import {
  type DocumentedDefault,
  type DocumentedDefaults,
  type DocumentedRecord,
  ownMember,
} from './documented-defaults.ts';
import type { Holder } from './holder.ts';

/** AWS tags nothing by itself, but for tags under `aws:`, which the provider does not read. */
const TAGGING = {
  source: 'https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html',
  date: '2026-11-21',
};

/** A place as it is taken to be. */
export interface Fill {
  readonly path: Path;
  /** Missing where nothing is there. */
  readonly value?: Json;
  readonly assumption: Assumption;
}

/**
 * The fill of a place that is `unset`: an attribute or block of a resource that the plan creates, or the list of what
 * refers to it. Undefined where nothing is documented for it, or only under a condition that is not known to hold.
 * `declares` tells whether any input has a resource of a type.
 */
export function documentedFill(
  path: Path,
  holder: Holder,
  defaults: () => DocumentedDefaults,
  declares: (type: string) => boolean,
): Fill | undefined {
  // What was there before keeps what it had, whatever a new one gets.
  if (!holder.actions.includes('create')) return undefined;
  if (holder.rest[0] === 'referrers') return recordFill(path, holder, defaults());
  if (holder.rest[0] === 'refs') return refsFill(path, holder, defaults, declares);
  if (holder.rest[0] === 'tags') return tagsFill(path, holder);
  if (holder.rest[0] !== 'values' || holder.rest.length < 2) return undefined;
  const dotted = holder.rest
    .slice(1)
    .filter((step) => typeof step === 'string')
    .join('.');
  const found = ownMember(ownMember(defaults().attributes, holder.type) ?? {}, dotted);
  if (found === undefined || !holds(found, holder)) return undefined;
  const overriding = found.overriddenBy ?? [];
  if (overriding.some(declares)) return undefined;
  const given = found.value === undefined ? {} : { value: found.value };
  return { path, ...given, assumption: assumptionOf(path, said(found.value, found, overriding)) };
}

/** The tags of what nobody tags; `unset` says that the provider adds none either. */
function tagsFill(path: Path, { rest, type }: Holder): Fill | undefined {
  if (rest.length > 1 || !type.startsWith('aws_')) return undefined;
  return { path, value: {}, assumption: assumptionOf(path, said({}, TAGGING, [])) };
}

/** What an attribute names that is left out, and stays so: nothing. */
function refsFill(
  path: Path,
  holder: Holder,
  defaults: () => DocumentedDefaults,
  declares: (type: string) => boolean,
): Fill | undefined {
  const [, attribute, ...more] = holder.rest;
  const place = more.length > 0 ? undefined : linkRow(holder.type, String(attribute))?.path;
  // A link inside blocks may stand there more than once.
  if (place?.length !== 1) return undefined;
  const value = documentedFill(path, { ...holder, rest: ['values', ...place] }, defaults, declares);
  return value === undefined || 'value' in value ? undefined : { ...value, value: [] };
}

/** The record that stands in place of one that nobody declared. */
function recordFill(path: Path, holder: Holder, defaults: DocumentedDefaults): Fill | undefined {
  const [, type, attribute, ...more] = holder.rest;
  if (type === undefined || attribute === undefined || more.length > 0) return undefined;
  const found = undeclaredRecord(defaults, holder.type, String(type), String(attribute));
  if (found === undefined) return undefined;
  const [name] = identitiesOf(holder.type).flatMap((identity) => {
    const value = valueAt(holder.record.values, [identity]);
    return typeof value === 'string' ? [value] : [];
  });
  const values: JsonObject =
    name === undefined ? found.values : { [String(attribute)]: name, ...found.values };
  const record: JsonObject = { scope: holder.record.scope as JsonObject, tags: {}, values };
  const detail = said(found.values, found, []);
  return { path, value: [record], assumption: assumptionOf(path, detail) };
}

/** What stands there where no resource of `type` names a new resource of the type `of` by that attribute. */
export function undeclaredRecord(
  { undeclared }: DocumentedDefaults,
  of: string,
  type: string,
  attribute: string,
): DocumentedRecord | undefined {
  return ownMember(ownMember(undeclared, of) ?? {}, `${type}.${attribute}`);
}

function assumptionOf(path: Path, detail: string): Assumption {
  return { kind: 'documented-default', path, detail };
}

/** `false unless set (docs.aws.amazon.com, 2026-11-21)`. */
function said(
  value: Json | undefined,
  { source, date }: Pick<DocumentedDefault, 'source' | 'date'>,
  overriding: readonly string[],
): string {
  const text = value === undefined ? 'absent' : JSON.stringify(value);
  const unless = ['set', ...overriding.map((type) => `changed by ${type}`)].join(' or ');
  return `${text} unless ${unless} (${new URL(source).host}, ${date})`;
}

/** Whether its conditions on the attributes beside it are known to hold. */
function holds({ unless = [], where = {} }: DocumentedDefault, holder: Holder): boolean {
  const conditions = Object.entries(where);
  if (unless.length === 0 && conditions.length === 0) return true;
  // Of a linked record only what policies read is at hand: what is not there may well be set.
  if (holder.linked !== undefined) return false;
  return (
    unless.every((name) => isLeftOut(holder, besidePath(holder, name))) &&
    conditions.every(([name, values]) => {
      const value = knownAt(holder, besidePath(holder, name));
      return value !== undefined && values.some((one) => isDeepStrictEqual(one, value));
    })
  );
}

/** An attribute of the same block, or with a slash before it of the resource itself. */
function besidePath({ rest }: Holder, name: string): Path {
  return name.startsWith('/') ? ['values', name.slice(1)] : [...rest.slice(0, -1), name];
}

function isLeftOut({ record }: Holder, path: Path): boolean {
  const isUnknown = record.unknown.some(
    ({ path: place, reason }) => reason !== 'unset' && touches(place, path),
  );
  return !isUnknown && valueAt({ values: record.values }, path) === undefined;
}

function knownAt({ record }: Holder, path: Path): Json | undefined {
  if (record.unknown.some(({ path: place }) => touches(place, path))) return undefined;
  return valueAt({ values: record.values }, path);
}
