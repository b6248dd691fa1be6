/** `driftlock policy show`. */
import type { Terminal } from '../config/terminal.ts';
import { jsonText } from '../report/json.ts';
import { policyPage } from '../report/policy-page.ts';
import type { JsonObject } from '../resource/resource.ts';
import { findPolicy } from './find-policy.ts';
import { deliver, outputsOf } from './outputs.ts';
import { configuredPolicies, type PolicyFlags } from './policy-list.ts';

/** Prints one policy; the exit code is 0. */
export async function showPolicy(name: string, flags: PolicyFlags): Promise<number> {
  const outputs = outputsOf<'table' | 'json'>(flags.format ?? [], ['table', 'json']);
  const { policies, params } = await configuredPolicies(flags);
  const policy = findPolicy(policies, name);
  const isGiven = flags.params !== undefined || policy.configured?.params !== undefined;
  const given = isGiven ? ((params[policy.id] ?? {}) as JsonObject) : undefined;
  await deliver(outputs, flags.color !== false, (format: 'table' | 'json', terminal: Terminal) =>
    format === 'json'
      ? jsonText(policy)
      : policyPage(policy, { ...terminal, ...(given === undefined ? {} : { given }) }),
  );
  return 0;
}
