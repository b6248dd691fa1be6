/** Resources and what assumptions are made from, as tests make them: nothing is known of any configuration. */
import type { Assuming } from '../../../src/evaluate/assumed-values.ts';
import type { Links, Path, Reason, Resource } from '../../../src/resource/resource.ts';

export const NO_LINKS: Links = { refs: {}, referrers: {}, unknown: [], assumes: [] };

export function made(changes: Partial<Resource> = {}): Resource {
  return {
    type: 'aws_ebs_volume',
    provider: 'registry.terraform.io/hashicorp/aws',
    mode: 'managed',
    schema: { provider: 'registry.terraform.io/hashicorp/aws' },
    address: 'aws_ebs_volume.v',
    scope: {},
    values: {},
    tags: {},
    unknown: [],
    sensitive: [],
    change: { actions: ['create'] },
    observed: { from: 'plan' },
    ...changes,
  };
}

export function assuming(resource: Resource, more: Partial<Assuming> = {}): Assuming {
  return {
    resource,
    links: NO_LINKS,
    referencesOf: () => undefined,
    declares: () => false,
    ...more,
  };
}

export function place(path: Path, reason: Reason = 'unset') {
  return { path, reason };
}
