/** Which types can stand only once for each of what they belong to, as the table of natural keys has it. */
import { KEY_PARTS } from './key-parts.ts';

/** Whether the whole key of a type, within its scope, is this link: one versioning for each bucket. */
export function isOncePerOwner(type: string, link: string): boolean {
  return keyParts(type)?.replace('*', '') === link;
}

/** The link that the key of a type begins with, and whether that is all of it; undefined for no key of its own. */
export function keyLink(type: string): { readonly first: string; readonly only: boolean } | undefined {
  const [first, ...others] = keyParts(type)?.replace('*', '').split(' ') ?? [];
  return first === undefined || first === '' ? undefined : { first, only: others.length === 0 };
}

/** Whether a type has no key but its account and region: one default encryption of volumes in each. */
export function isOncePerScope(type: string): boolean {
  return keyParts(type) === '';
}

function keyParts(type: string): string | undefined {
  return Object.hasOwn(KEY_PARTS, type) ? KEY_PARTS[type] : undefined;
}
