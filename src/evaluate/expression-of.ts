/** What the configuration of a plan refers to at a place whose value is not known yet. */
import { aliasAttribute } from '../resource/links/link-table.ts';
import type { References, ReferenceTarget } from '../resource/references.ts';
import type { Path } from '../resource/resource.ts';
import type { Assuming } from './assumed-values.ts';
import { type Holder, holderOf } from './holder.ts';

/** The references of the expression at a place of `holder`; undefined where no configuration tells. */
export function referencesAt(holder: Holder, referencesOf: Assuming['referencesOf']): References | undefined {
  const [root, ...path] = holder.rest;
  if (root !== 'values' || path.length === 0) return undefined;
  const { declared } = holder;
  // The attributes of an inline block have other names than those of the record that was folded out of it.
  if (declared !== undefined && declared.as !== 'alias') return undefined;
  const address = declared?.address ?? holder.record.address;
  const resolver = referencesOf(holder.linked);
  if (address === undefined || resolver === undefined) return undefined;
  const written =
    declared === undefined
      ? path
      : path.map((step) => (typeof step === 'string' ? aliasAttribute(declared.type, step) : step));
  return resolver(address, written);
}

/** `aws_kms_key.main.arn`; the block alone where the reference goes no further. */
export function targetText({ block, instance, attribute }: ReferenceTarget): string {
  const of = instance ?? block;
  return attribute === undefined ? of : `${of}.${attribute}`;
}

/**
 * What the place of a policy's input refers to, in words: `aws_kms_key.main.arn`, several with commas; undefined where
 * the configuration names no resource there.
 */
export function expressionOf({ resource, links, referencesOf }: Assuming, path: Path): string | undefined {
  const holder = holderOf(resource, links, path);
  const references = holder === undefined ? undefined : referencesAt(holder, referencesOf);
  const texts = new Set(references?.targets.map(targetText));
  return texts.size === 0 ? undefined : [...texts].join(', ');
}
