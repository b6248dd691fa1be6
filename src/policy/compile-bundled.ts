/** Compiles the package's own policies, when it is built. */
import { schemaTypes } from '../resource/type-schema.ts';
import { type CompiledPolicies, compilePolicies } from './compile-policies.ts';
import { readPolicySources } from './policy-sources.ts';

/** `folder` holds `<cloud>/<service>/<name>.rego` and `lib/`. Throws as compilePolicies does. */
export async function compileBundled(folder: string): Promise<CompiledPolicies> {
  const types = schemaTypes('registry.terraform.io/hashicorp/aws');
  return compilePolicies(await readPolicySources(folder), { types, bundled: true });
}
