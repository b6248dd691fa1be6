/** Holds what policies read of links against the link table: a link that does not exist is an error by name. */

import { closest } from 'fastest-levenshtein';
import { DriftlockError } from '../../errors.ts';
import { AWS_PROVIDER } from '../aws-provider.ts';
import type { ReadPath } from '../read-path.ts';
import { hasTypeSchema, typeSchema } from '../type-schema.ts';
import { linkAttributes, linkedTypes, linkRow, linkTargets, ownLinks, SCOPE_LINKS } from './link-table.ts';

/**
 * Throws `policy-invalid` where a policy of a type, or of several, reads a link that the table has for none of them,
 * with the nearest known one, or goes through all links without naming one. Reads that are not of links are passed
 * over, and so is a read of all of `input`, which leaves all links unknown.
 */
export function checkLinkReads(types: string | readonly string[], reads: Iterable<ReadPath>): void {
  for (const read of reads) checkRead(typeof types === 'string' ? [types] : types, read);
}

function checkRead(types: readonly string[], read: ReadPath): void {
  const [head, first, second] = read;
  if (head === 'refs') checkRef(types, first, read);
  else if (head === 'referrers') checkReferrer(types, first, second, read);
}

function printed(read: ReadPath): string {
  return `input.${read.map((step) => step ?? '_').join('.')}`;
}

function checkRef(types: readonly string[], attribute: ReadPath[number] | undefined, read: ReadPath): void {
  if (typeof attribute !== 'string') throw unnamed(read, 'input.refs.<attribute>');
  const [type] = types;
  if (type !== undefined && !types.some((one) => isLink(one, attribute)))
    throw unknownLink(type, attribute, read);
  const targets = types.flatMap((type) => linkTargets(type, attribute));
  checkRead(targets, read.slice(3));
}

function checkReferrer(
  types: readonly string[],
  type: ReadPath[number] | undefined,
  attribute: ReadPath[number] | undefined,
  read: ReadPath,
): void {
  if (typeof type !== 'string') throw unnamed(read, 'input.referrers.<type>.<attribute>');
  if (!isType(type)) {
    throw new DriftlockError('policy-invalid', `${printed(read)}: no resource type is called ${type}`, {
      hint: `did you mean "${closest(type, [...linkedTypes()])}"?`,
    });
  }
  const named = typeof attribute === 'string' ? [attribute] : [...ownLinks(type).keys()];
  for (const name of named) if (!isLink(type, name)) throw unknownLink(type, name, read);
  const reached = named.flatMap((name) => linkTargets(type, name));
  const missed = types.filter((target) => !reached.includes(target));
  if (missed.length === types.length) {
    throw new DriftlockError('policy-invalid', `${printed(read)}: that never names ${missed.join(' or ')}`, {
      hint: reached.length === 0 ? `${type} has no links` : `it names ${[...new Set(reached)].join(', ')}`,
    });
  }
  checkRead([type], read.slice(4));
}

function unnamed(read: ReadPath, form: string): DriftlockError {
  return new DriftlockError('policy-invalid', `${printed(read)}: reads links without naming one`, {
    hint: `write ${form}`,
  });
}

function unknownLink(type: string, attribute: string, read: ReadPath): DriftlockError {
  const known = linkAttributes(type).filter((name) => isLink(type, name));
  const message = `${printed(read)}: ${attribute} of ${type} is not a known link`;
  return new DriftlockError('policy-invalid', message, {
    ...(known.length === 0 ? {} : { hint: `did you mean "${closest(attribute, known)}"?` }),
  });
}

function isType(type: string): boolean {
  return linkAttributes(type).length > SCOPE_LINKS.length && hasTypeSchema(AWS_PROVIDER, type);
}

/** A link of the table that the type can have: one for any type counts where the type has the attribute. */
export function isLink(type: string, attribute: string): boolean {
  if (linkRow(type, attribute) === undefined) return false;
  if (SCOPE_LINKS.includes(attribute) || ownLinks(type).has(attribute)) return true;
  return Object.hasOwn(typeSchema(AWS_PROVIDER, type)?.attributes ?? {}, attribute);
}
