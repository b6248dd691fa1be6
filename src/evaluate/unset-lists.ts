/** Lists of links that are empty because nobody declared what the cloud then makes by itself. */
import type { Links, Path, Unknown } from '../resource/resource.ts';
import { startsWith } from '../resource/starts-with.ts';
import type { Assuming } from './assumed-values.ts';
import { type DocumentedDefaults, documentedDefaults } from './documented-defaults.ts';
import { undeclaredRecord } from './documented-fill.ts';

interface Owner {
  readonly type: string;
  /** What the plan does to it; none in a state. */
  readonly actions: readonly string[];
  readonly links: Links;
  /** From the input down. */
  readonly path: Path;
}

/**
 * The lists of referrers in plans and states which are empty, not open, and perhaps not so in the cloud: a new bucket
 * blocks public access though no `aws_s3_bucket_public_access_block` says so. Of what a plan creates they are `unset`, and
 * `assumedValues` fills them; what is there already may be from before that was so, or have been changed: `link-open`.
 * The judged resource's own lists and those along its links.
 */
export function unsetLists({ resource, links, defaults = documentedDefaults }: Assuming): Unknown[] {
  if (resource.observed.from === 'live') return [];
  const owner: Owner = { type: resource.type, actions: resource.change?.actions ?? [], links, path: [] };
  return [...ofOwner(owner, links, defaults), ...ofLinked(links, [], links, defaults)];
}

function ofOwner(owner: Owner, judged: Links, defaults: () => DocumentedDefaults): Unknown[] {
  const { type, actions, links, path } = owner;
  const reason = actions.includes('create') ? 'unset' : 'link-open';
  const found: Unknown[] = [];
  for (const [referrer, byAttribute] of Object.entries(links.referrers))
    for (const [attribute, records] of Object.entries(byAttribute)) {
      if (records.length > 0 || undeclaredRecord(defaults(), type, referrer, attribute) === undefined)
        continue;
      const at = [...path, 'referrers', referrer, attribute];
      if (!isOpen(judged, at)) found.push({ path: at, reason });
    }
  return found;
}

function ofLinked(links: Links, prefix: Path, judged: Links, defaults: () => DocumentedDefaults): Unknown[] {
  const lists = [
    ...Object.entries(links.refs).map(([name, records]) => ({ at: ['refs', name], records })),
    ...Object.entries(links.referrers).flatMap(([type, byAttribute]) =>
      Object.entries(byAttribute).map(([name, records]) => ({ at: ['referrers', type, name], records })),
    ),
  ];
  return lists.flatMap(({ at, records }) =>
    records.flatMap(({ source, links: further }, place) => {
      if (further === undefined) return [];
      const path = [...prefix, ...at, place];
      const owner = { type: source?.type ?? '', actions: source?.actions ?? [], links: further, path };
      return [...ofOwner(owner, judged, defaults), ...ofLinked(further, path, judged, defaults)];
    }),
  );
}

/** Whether the list, or something above it, is unknown already. */
function isOpen({ unknown }: Links, path: Path): boolean {
  return unknown.some((one) => startsWith(path, one.path));
}
