/** A resource with its links, and the input that policies see of it. */
import type { Links, Resource } from '../resource/resource.ts';
import type { Assuming } from './assumed-values.ts';
import type { JudgedResource } from './judge.ts';
import { policyInput } from './policy-input.ts';
import { unsetLists } from './unset-lists.ts';

export interface JudgedOptions extends Pick<Assuming, 'referencesOf' | 'declares' | 'defaults'> {
  readonly linksOf: (resource: Resource) => Links;
  /** False: what leans on anything beside known values is unknown. */
  readonly assumptions: boolean;
  /** Epoch seconds, one for the whole run. */
  readonly now: number;
  readonly configurationRoot: string;
}

export function judgedResource(resource: Resource, options: JudgedOptions): JudgedResource {
  const { configurationRoot, assumptions, referencesOf, declares, defaults } = options;
  const links = withUnsetLists(resource, options.linksOf(resource), options);
  const input = policyInput(resource, links, options.now);
  return { resource, links, input, configurationRoot, assumptions, referencesOf, declares, defaults };
}

/** Lists that the cloud fills by itself are not known to be empty. */
function withUnsetLists(resource: Resource, links: Links, options: JudgedOptions): Links {
  const unset = unsetLists({ ...options, resource, links });
  return unset.length === 0 ? links : { ...links, unknown: [...links.unknown, ...unset] };
}
