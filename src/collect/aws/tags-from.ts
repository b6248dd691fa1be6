/** Tags of an AWS answer as the provider has them. */
import type { LiveValues } from '../collector.ts';

interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** `tags` and `tags_all` alike: which of them are a provider's default tags, only its configuration tells. */
export function tagsFrom(tags: readonly Tag[] | Readonly<Record<string, string>> | undefined): LiveValues {
  if (tags === undefined) return {};
  const pairs = Array.isArray(tags)
    ? (tags as readonly Tag[]).map(({ Key, Value }) => [Key ?? '', Value ?? ''] as const)
    : Object.entries(tags as Readonly<Record<string, string>>);
  // AWS's own tags belong to no one's configuration, and the provider leaves them out.
  const own = Object.fromEntries(pairs.filter(([key]) => !key.startsWith('aws:')));
  return { tags: own, tags_all: own };
}
