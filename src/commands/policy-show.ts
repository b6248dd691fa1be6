/** `driftlock policy show`. */
import type { Terminal } from '../config/terminal.ts';
import { jsonText } from '../report/json.ts';
import { policyPage } from '../report/policy-page.ts';
import { findPolicy } from './find-policy.ts';
import { deliver, outputsOf } from './outputs.ts';
import { allPolicies, type PolicyFlags } from './policy-list.ts';

/** Prints one policy; the exit code is 0. */
export async function showPolicy(name: string, flags: PolicyFlags): Promise<number> {
  const outputs = outputsOf<'table' | 'json'>(flags.format ?? [], ['table', 'json']);
  const policy = findPolicy(await allPolicies(flags.policies), name);
  await deliver(outputs, flags.color !== false, (format: 'table' | 'json', terminal: Terminal) =>
    format === 'json' ? jsonText(policy) : policyPage(policy, terminal),
  );
  return 0;
}
