/** Which record holds a place of a policy's input: the judged resource, or one behind its links. */
import { linkTargets } from '../resource/links/link-table.ts';
import type { LinkedResource, Links, Path, Resource } from '../resource/resource.ts';

/** A record of an input, as far as assumptions ask. */
export interface Holder {
  readonly type: string;
  readonly provider: string;
  readonly record: Resource | LinkedResource;
  readonly links: Links | undefined;
  /** Missing for the judged resource itself. */
  readonly linked?: LinkedResource;
  /** What the plan does to it; none in a state. */
  readonly actions: readonly string[];
  readonly declared?: Resource['declared'];
  /** The place, from the record down. */
  readonly rest: Path;
}

/** The holder of a place; of a list of links as such, the record that the links are of. Undefined where there is none. */
export function holderOf(resource: Resource, links: Links, path: Path): Holder | undefined {
  const { type, provider, change, declared } = resource;
  const own: Holder = {
    type,
    provider,
    record: resource,
    links,
    actions: change?.actions ?? [],
    ...(declared === undefined ? {} : { declared }),
    rest: path,
  };
  return below(own);
}

function below(holder: Holder): Holder | undefined {
  const { rest, links, provider } = holder;
  const [kind, first, second, third] = rest;
  if (kind !== 'refs' && kind !== 'referrers') return holder;
  const isRef = kind === 'refs';
  const index = isRef ? second : third;
  if (index === undefined) return holder;
  const list = isRef ? links?.refs[String(first)] : links?.referrers[String(first)]?.[String(second)];
  const linked = typeof index === 'number' ? list?.[index] : undefined;
  if (linked === undefined) return undefined;
  const type = linked.source?.type ?? typeOf(holder.type, rest);
  if (type === undefined) return undefined;
  const declared = linked.source?.declared;
  return below({
    type,
    provider,
    record: linked,
    links: linked.links,
    linked,
    actions: linked.source?.actions ?? [],
    ...(declared === undefined ? {} : { declared }),
    rest: rest.slice(isRef ? 3 : 4),
  });
}

/** The type that a step along a link leads to, where only one can be meant. */
function typeOf(from: string, [kind, first]: Path): string | undefined {
  if (kind === 'referrers') return String(first);
  const [target, second] = linkTargets(from, String(first));
  return second === undefined ? target : undefined;
}
