/** Which of the chosen policies judge a resource. */
import type { Policy, PolicyCatalogue } from '../finding/policy.ts';
import type { Resource } from '../resource/resource.ts';
import { liesIn } from './lies-in.ts';

/** The chosen policies of a catalogue by resource type; a type without an entry is judged by none. */
export type PoliciesByType = ReadonlyMap<string, readonly Policy[]>;

/** Groups the chosen policies by the types that they judge. */
export function policiesByType(catalogue: PolicyCatalogue, chosen: ReadonlySet<string>): PoliciesByType {
  const byId = new Map(catalogue.policies.map((policy) => [policy.id, policy]));
  const groups = new Map<string, readonly Policy[]>();
  for (const [group, ids] of Object.entries(catalogue.groups)) {
    const policies = ids.flatMap((id) => (chosen.has(id) ? (byId.get(id) ?? []) : []));
    if (policies.length > 0) groups.set(group, policies);
  }
  const types = new Map<string, readonly Policy[]>();
  for (const [type, group] of Object.entries(catalogue.types)) {
    const policies = groups.get(group);
    if (policies !== undefined) types.set(type, policies);
  }
  return types;
}

const GONE = new Set(['delete', 'forget']);

/** Whether the resource will still be there, under this address, once the plan is applied. */
export function remains(resource: Resource): boolean {
  if (resource.deposed !== undefined) return false;
  const actions = resource.change?.actions ?? [];
  return !actions.some((action) => GONE.has(action)) || actions.includes('create');
}

/** Why a policy does not judge a resource of one of its types. */
export type NotJudged = 'mode' | 'unchanged' | 'leaves' | 'folded' | 'paths';

/**
 * Undefined where the policy judges this resource: managed ones unless its mode says data; those that go away only where
 * it asks for changes; a record folded out of another resource only where the policy names its type, since a pattern
 * means what people declared; nothing outside of the paths that the configuration file gives it.
 */
export function whyNotJudged(policy: Policy, resource: Resource): NotJudged | undefined {
  if (policy.mode !== resource.mode) return 'mode';
  if (policy.onChange && resource.change === undefined) return 'unchanged';
  if (!policy.onChange && !remains(resource)) return 'leaves';
  const isWhole = resource.declared === undefined || resource.declared.as === 'alias';
  if (!isWhole && !policy.resources.includes(resource.type)) return 'folded';
  const paths = policy.configured?.paths?.value;
  return paths === undefined || liesIn(paths, resource) ? undefined : 'paths';
}

/** Whether a policy judges this resource of one of its types. */
export function judges(policy: Policy, resource: Resource): boolean {
  return whyNotJudged(policy, resource) === undefined;
}
