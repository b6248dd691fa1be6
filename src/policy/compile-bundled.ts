/** Compiles the package's own policies, when it is built. */
import path from 'node:path';
import type { Framework } from '../finding/framework.ts';
import { AWS_PROVIDER } from '../resource/aws-provider.ts';
import { schemaTypes } from '../resource/type-schema.ts';
import { detailFiles } from './bundled-details.ts';
import { type CompiledPolicies, compilePolicies } from './compile-policies.ts';
import { bundledFrameworks, frameworkControls } from './framework-controls.ts';
import { policyProfiles } from './policy-profiles.ts';
import { readPolicySources } from './policy-sources.ts';

/** What the build writes: details as files, by what their names end with. */
export interface BundledFiles extends CompiledPolicies {
  readonly frameworks: readonly Framework[];
  readonly files: Readonly<Record<string, string>>;
}

/**
 * `folder` holds `<cloud>/<service>/<name>.rego` and `lib/`, `rules` the folders `frameworks/` and `profiles/`, which say which
 * controls they serve and which profiles have them. Throws as compilePolicies, bundledFrameworks and policyProfiles do.
 */
export async function compileBundled(folder: string, rules: string): Promise<BundledFiles> {
  const types = schemaTypes(AWS_PROVIDER);
  const compiled = await compilePolicies(await readPolicySources(folder), { types, bundled: true });
  const { policies } = compiled.catalogue;
  const ids = policies.map(({ id }) => id);
  const frameworks = bundledFrameworks(path.join(rules, 'frameworks'), ids);
  const served = frameworkControls(frameworks);
  const members = policyProfiles(path.join(rules, 'profiles'), ids);
  const serving = policies.map((policy) => {
    const controls = served.get(policy.id);
    const profiles = members.get(policy.id) ?? [];
    return { ...policy, ...(controls === undefined ? {} : { controls }), profiles };
  });
  const files = detailFiles(await compiled.details());
  return { ...compiled, catalogue: { ...compiled.catalogue, policies: serving }, frameworks, files };
}
