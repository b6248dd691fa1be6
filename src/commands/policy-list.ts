/** `driftlock policy list`. */
import type { Terminal } from '../config/terminal.ts';
import type { Policy } from '../finding/policy.ts';
import { loadPolicySets } from '../policy/load-policy-sets.ts';
import { jsonText } from '../report/json.ts';
import { policyTable } from '../report/policy-table.ts';
import { notice } from './notice.ts';
import { deliver, outputsOf } from './outputs.ts';
import { policyDocument } from './policy-document.ts';

export interface PolicyFlags extends Readonly<Record<string, unknown>> {
  readonly format?: readonly string[];
  readonly policies?: readonly string[];
  readonly color?: boolean;
}

type PolicyFormat = 'table' | 'json';

/** All policies, bundled and from the given folders, by id. */
export async function allPolicies(folders: readonly string[] = []): Promise<readonly Policy[]> {
  const sets = await loadPolicySets(folders, notice);
  return sets.flatMap(({ catalogue }) => catalogue.policies).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Prints the list; the exit code is 0. */
export async function listPolicies(flags: PolicyFlags): Promise<number> {
  const outputs = outputsOf<PolicyFormat>(flags.format ?? [], ['table', 'json']);
  const policies = await allPolicies(flags.policies);
  await deliver(outputs, flags.color !== false, (format: PolicyFormat, terminal: Terminal) =>
    format === 'json'
      ? jsonText({ policies: policies.map(policyDocument) })
      : policyTable(policies, terminal),
  );
  return 0;
}
