/** Tags inside a filter as the provider's map. */
import type { Tag } from '@aws-sdk/client-s3';

/** Undefined for a filter that asks for no tags. AWS's own tags are left out, as the provider does. */
export function tagMap(tags: readonly Tag[] | undefined): Readonly<Record<string, string>> | undefined {
  if (tags === undefined || tags.length === 0) return undefined;
  const own = tags.filter(({ Key }) => Key?.startsWith('aws:') !== true);
  return Object.fromEntries(own.map(({ Key, Value }) => [Key ?? '', Value ?? '']));
}
