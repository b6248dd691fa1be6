/** `driftlock policy show`. */
import { checkParams, paramsFile } from '../config/params-file.ts';
import type { Terminal } from '../config/terminal.ts';
import type { Policy } from '../finding/policy.ts';
import { jsonText } from '../report/json.ts';
import { policyPage } from '../report/policy-page.ts';
import type { JsonObject } from '../resource/resource.ts';
import { findPolicy } from './find-policy.ts';
import { deliver, outputsOf } from './outputs.ts';
import { allPolicies, type PolicyFlags } from './policy-list.ts';

interface ShowFlags extends PolicyFlags {
  readonly params?: string;
}

/** What the file of parameters gives to the policy; undefined where there is no file. */
function givenTo(
  policy: Policy,
  policies: readonly Policy[],
  file: string | undefined,
): JsonObject | undefined {
  if (file === undefined) return undefined;
  const params = paramsFile(file);
  checkParams(
    params,
    policies.map(({ id }) => id),
    file,
  );
  return Object.hasOwn(params, policy.id) ? (params[policy.id] as JsonObject) : {};
}

/** Prints one policy; the exit code is 0. */
export async function showPolicy(name: string, flags: ShowFlags): Promise<number> {
  const outputs = outputsOf<'table' | 'json'>(flags.format ?? [], ['table', 'json']);
  const policies = await allPolicies(flags.policies);
  const policy = findPolicy(policies, name);
  const given = givenTo(policy, policies, flags.params);
  await deliver(outputs, flags.color !== false, (format: 'table' | 'json', terminal: Terminal) =>
    format === 'json'
      ? jsonText(policy)
      : policyPage(policy, { ...terminal, ...(given === undefined ? {} : { given }) }),
  );
  return 0;
}
