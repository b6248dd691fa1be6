/** `driftlock explain` at work: settings, pipeline, page. */
import type { Config } from '../config/file/config.ts';
import { type ConfigFlags, loadConfig } from '../config/file/load-config.ts';
import { type SettledSettings, settledSettings, unknownVariables, valuesOf } from '../config/settings.ts';
import { VERSION } from '../config/version.ts';
import { DriftlockError } from '../errors.ts';
import { namesBesideRaw } from '../policy/policies-named.ts';
import { type PolicyChoice, runPolicies } from '../policy/run-policies.ts';
import { EXPLAIN_REPORTERS, type ExplainFormat } from '../report/explain/index.ts';
import { checkNamedFolders } from '../source/find-configuration.ts';
import { explain, type Wanted } from './explain.ts';
import { isFingerprint } from './find-fingerprint.ts';
import { needsGuard } from './memory-guard.ts';
import { notice } from './notice.ts';
import { deliver, outputsOf } from './outputs.ts';
import { namedInputs, runInputs } from './run-inputs.ts';
import { runWaivers } from './run-waivers.ts';
import { settledRaw } from './settled-raw.ts';
import { settledWaivers, type WaiverFlags } from './settled-waivers.ts';
import { EXPLAIN_FORM } from './usage-forms.ts';
import { sourceOptions, type VariableFlags } from './variable-options.ts';

interface Flags
  extends Readonly<Record<string, unknown>>,
    ConfigFlags,
    PolicyChoice,
    VariableFlags,
    WaiverFlags {
  readonly config?: string | boolean;
  readonly format?: readonly string[];
  readonly printConfig?: boolean;
  readonly terraform?: boolean;
  readonly source?: readonly string[];
  readonly color?: boolean;
}

/** Prints why the verdict is what it is; exit code 0, whatever the verdict. Throws DriftlockError. */
export async function runExplain(
  policy: string | undefined,
  address: string | undefined,
  given: readonly string[],
  flags: Flags,
): Promise<number> {
  const config = await loadConfig(flags);
  const settled = settledSettings(flags, config.layers);
  if (flags.printConfig === true) return await printed(given, flags, config, settled);
  const { wanted, names } = wantedOf(policy, address, given);
  const inputs = runInputs(names, config, { verb: 'explain', form: EXPLAIN_FORM });
  if (flags.source !== undefined) checkNamedFolders(flags.source, process.cwd());
  const outputs = outputsOf(flags.format ?? [], Object.keys(EXPLAIN_REPORTERS) as ExplainFormat[]);
  const { assumptions, now, policyTimeout } = valuesOf(settled);
  if (needsGuard(inputs)) return await (await import('./run-guarded.ts')).runGuarded();
  const waivers = settledWaivers(flags, config);
  for (const line of [...config.notices, ...waivers.notices, ...unknownVariables()]) notice(line);
  const { loaded, policies, params } = await runPolicies(config, flags, notice);
  const named = namesBesideRaw(policies, settledRaw({}, config) !== undefined);
  const options = {
    ...(await runWaivers(waivers, { policies, named }, now)),
    wanted,
    inputs,
    params,
    terraform: flags.terraform === true,
    configuration: sourceOptions(flags, inputs),
    assumptions,
    now,
    policyLimitMs: policyTimeout * 1000,
    toolVersion: VERSION,
    source: flags.source ?? [],
    notice,
  };
  const document = await explain(options, loaded);
  const help = Object.fromEntries(policies.map((one) => [one.id, one]));
  await deliver(outputs, flags.color !== false, (format: ExplainFormat, terminal) =>
    EXPLAIN_REPORTERS[format](document, { ...terminal, policies: help }),
  );
  return 0;
}

/** A fingerprint stands alone before the inputs. */
function wantedOf(
  policy: string | undefined,
  address: string | undefined,
  given: readonly string[],
): { readonly wanted: Wanted; readonly names: readonly string[] } {
  if (policy === undefined) throw missing('policy');
  if (isFingerprint(policy))
    return { wanted: { fingerprint: policy }, names: address === undefined ? [] : [address, ...given] };
  if (address === undefined) throw missing('address');
  return { wanted: { policy, address }, names: given };
}

function missing(argument: string): DriftlockError {
  return new DriftlockError('usage', `explain needs <${argument}>`, {
    hint: `usage: driftlock explain ${EXPLAIN_FORM}`,
  });
}

async function printed(
  given: readonly string[],
  flags: Flags,
  config: Config,
  settings: SettledSettings,
): Promise<number> {
  const { printConfig } = await import('./print-config.ts');
  for (const line of config.notices) notice(line);
  const names = ['assumptions', 'policyTimeout', 'now'] as const;
  const waivers = settledWaivers(flags, config);
  const run = { config, settings, names, inputs: namedInputs(given, config), waivers };
  return await printConfig(run, flags, () => runPolicies(config, flags, notice));
}
