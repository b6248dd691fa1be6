/** `driftlock scan` at work: settings, pipeline, reports, exit code. */
import { checkParams, paramsFile } from '../config/params-file.ts';
import { type SettingValues, settingValues, unknownVariables } from '../config/settings.ts';
import type { Terminal } from '../config/terminal.ts';
import { VERSION } from '../config/version.ts';
import { exitCode } from '../finding/exit-code.ts';
import { loadPolicySets } from '../policy/load-policy-sets.ts';
import { type Format, REPORTERS } from '../report/index.ts';
import type { PolicyHelp } from '../report/reporter.ts';
import { checkInputs } from './check-inputs.ts';
import { needsGuard } from './memory-guard.ts';
import { notice } from './notice.ts';
import { deliver, outputsOf } from './outputs.ts';
import { type ScanOptions, scan } from './scan.ts';

/** What commander gives for the options that are no settings. */
interface Flags extends Readonly<Record<string, unknown>> {
  readonly format?: readonly string[];
  readonly policy?: readonly string[];
  readonly policies?: readonly string[];
  readonly params?: string;
  readonly terraform?: boolean;
  readonly color?: boolean;
}

function scanOptions(inputs: readonly string[], flags: Flags, settings: SettingValues): ScanOptions {
  return {
    inputs,
    select: flags.policy ?? [],
    params: flags.params === undefined ? {} : paramsFile(flags.params),
    show: settings.show,
    onlyChanged: settings.only === 'changed',
    terraform: flags.terraform === true,
    assumptions: settings.assumptions,
    now: settings.now,
    policyLimitMs: settings.policyTimeout * 1000,
    toolVersion: VERSION,
    notice,
  };
}

/** What `driftlock explain` is to be given as well, so that it says what this run says. */
function againFlags(flags: Flags, { assumptions }: SettingValues): readonly string[] {
  return [
    ...(flags.policies ?? []).flatMap((folder) => ['--policies', folder]),
    ...(flags.params === undefined ? [] : ['--params', flags.params]),
    ...(assumptions ? [] : ['--no-assumptions']),
    ...(flags.terraform === true ? ['--terraform'] : []),
  ];
}

/** Judges, reports, and gives the exit code (DESIGN §9). Throws DriftlockError for what the user can mend. */
export async function runScan(inputs: readonly string[], flags: Flags): Promise<number> {
  checkInputs(inputs);
  const formats = Object.keys(REPORTERS) as Format[];
  const outputs = outputsOf(flags.format ?? [], formats);
  const settings = settingValues(flags);
  if (needsGuard(inputs)) return await (await import('./run-guarded.ts')).runGuarded();
  for (const line of unknownVariables()) notice(line);
  const options = scanOptions(inputs, flags, settings);
  const loaded = await loadPolicySets(flags.policies ?? [], notice);
  const policies = loaded.flatMap(({ catalogue }) => catalogue.policies);
  if (flags.params !== undefined)
    checkParams(
      options.params,
      policies.map(({ id }) => id),
      flags.params,
    );
  const report = await scan(options, loaded);
  const code = exitCode(report, settings);
  const help = Object.fromEntries(policies.map((policy): [string, PolicyHelp] => [policy.id, policy]));
  const exit = { code, failOn: settings.failOn, unknownFails: settings.unknown === 'fail' };
  await deliver(outputs, flags.color !== false, async (format: Format, terminal: Terminal) => {
    const reporter = await REPORTERS[format]();
    const again = againFlags(flags, settings);
    return reporter(report, { ...terminal, show: settings.show, policies: help, exit, again });
  });
  return code;
}
