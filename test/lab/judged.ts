/** All judged inputs of the recorded lab and of real plans: what tests hold policies and reads against. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openLinked } from '../../src/commands/linked-inputs.ts';
import { policyInput } from '../../src/evaluate/policy-input.ts';
import { type PoliciesByType, policiesByType } from '../../src/evaluate/select.ts';
import type { Policy, PolicyCatalogue } from '../../src/finding/policy.ts';
import { loadBundledPolicies } from '../../src/policy/load-bundled-policies.ts';
import type { JsonObject, Links, Resource } from '../../src/resource/resource.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** One resource with the policies of its type and their whole input. */
export interface Judged {
  readonly file: string;
  readonly resource: Resource;
  readonly links: Links;
  readonly input: JsonObject;
  readonly policies: readonly Policy[];
}

/** The recorded plans and states that the repository holds. */
export function recordings(): string[] {
  const links = path.join(ROOT, 'test/fixtures/links');
  const plans = readdirSync(links)
    .map((name) => path.join(links, name, 'plan.json'))
    .filter((file) => existsSync(file));
  const lab = path.join(ROOT, 'test/fixtures/lab');
  return [...readdirSync(lab).map((name) => path.join(lab, name)), ...plans];
}

/** Every resource of a file that some bundled policy judges. */
export async function judgedOf(file: string): Promise<Judged[]> {
  const { catalogue } = await loadBundledPolicies();
  return judgedBy(file, catalogue);
}

async function judgedBy(file: string, catalogue: PolicyCatalogue): Promise<Judged[]> {
  const chosen = new Set(catalogue.policies.map(({ id }) => id));
  const byType: PoliciesByType = policiesByType(catalogue, chosen);
  const { inputs, linksOf } = await openLinked([file], [byType], {
    terraform: false,
    notice: () => {},
  });
  const judged: Judged[] = [];
  for (const input of inputs) {
    for (const resource of input.resources()) {
      const policies = byType.get(resource.type) ?? [];
      if (policies.length === 0) continue;
      const links = linksOf(input, resource);
      judged.push({ file, resource, links, input: policyInput(resource, links, 1_800_000_000), policies });
    }
  }
  return judged;
}
