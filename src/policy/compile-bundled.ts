/** Compiles the package's own policies, when it is built. */
import { AWS_PROVIDER } from '../resource/aws-provider.ts';
import { schemaTypes } from '../resource/type-schema.ts';
import { type CompiledPolicies, compilePolicies } from './compile-policies.ts';
import { frameworkControls } from './framework-controls.ts';
import { readPolicySources } from './policy-sources.ts';

/**
 * `folder` holds `<cloud>/<service>/<name>.rego` and `lib/`, `frameworks` the files that say which controls they serve.
 * Throws as compilePolicies and frameworkControls do.
 */
export async function compileBundled(folder: string, frameworks: string): Promise<CompiledPolicies> {
  const types = schemaTypes(AWS_PROVIDER);
  const compiled = await compilePolicies(await readPolicySources(folder), { types, bundled: true });
  const { policies } = compiled.catalogue;
  const served = frameworkControls(
    frameworks,
    policies.map(({ id }) => id),
  );
  const serving = policies.map((policy) => {
    const controls = served.get(policy.id);
    return controls === undefined ? policy : { ...policy, controls };
  });
  return { ...compiled, catalogue: { ...compiled.catalogue, policies: serving } };
}
