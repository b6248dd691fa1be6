/** `driftlock explain` at work: settings, pipeline, page. */
import { checkParams, paramsFile } from '../config/params-file.ts';
import { settingValues, unknownVariables } from '../config/settings.ts';
import { VERSION } from '../config/version.ts';
import { loadPolicySets } from '../policy/load-policy-sets.ts';
import { EXPLAIN_REPORTERS, type ExplainFormat } from '../report/explain/index.ts';
import { checkInputs } from './check-inputs.ts';
import { explain } from './explain.ts';
import { needsGuard } from './memory-guard.ts';
import { notice } from './notice.ts';
import { deliver, outputsOf } from './outputs.ts';

interface Flags extends Readonly<Record<string, unknown>> {
  readonly format?: readonly string[];
  readonly policies?: readonly string[];
  readonly params?: string;
  readonly terraform?: boolean;
  readonly color?: boolean;
}

/** Prints why the verdict is what it is; exit code 0, whatever the verdict. Throws DriftlockError. */
export async function runExplain(
  policy: string,
  address: string,
  inputs: readonly string[],
  flags: Flags,
): Promise<number> {
  checkInputs(inputs);
  const outputs = outputsOf(flags.format ?? [], Object.keys(EXPLAIN_REPORTERS) as ExplainFormat[]);
  const { assumptions, now, policyTimeout } = settingValues(flags);
  if (needsGuard(inputs)) return await (await import('./run-guarded.ts')).runGuarded();
  for (const line of unknownVariables()) notice(line);
  const params = flags.params === undefined ? {} : paramsFile(flags.params);
  const loaded = await loadPolicySets(flags.policies ?? [], notice);
  const policies = loaded.flatMap(({ catalogue }) => catalogue.policies);
  if (flags.params !== undefined)
    checkParams(
      params,
      policies.map(({ id }) => id),
      flags.params,
    );
  const options = {
    policy,
    address,
    inputs,
    params,
    terraform: flags.terraform === true,
    assumptions,
    now,
    policyLimitMs: policyTimeout * 1000,
    toolVersion: VERSION,
    notice,
  };
  const document = await explain(options, loaded);
  const help = Object.fromEntries(policies.map((one) => [one.id, one]));
  await deliver(outputs, flags.color !== false, (format: ExplainFormat, terminal) =>
    EXPLAIN_REPORTERS[format](document, { ...terminal, policies: help }),
  );
  return 0;
}
