/** `driftlock scan` at work: settings, pipeline, reports, exit code. */
import type { Config } from '../config/file/config.ts';
import { type ConfigFlags, loadConfig } from '../config/file/load-config.ts';
import {
  SETTINGS,
  type SettingName,
  type SettingValues,
  type SettledSettings,
  settledSettings,
  unknownVariables,
  valuesOf,
} from '../config/settings.ts';
import { sourceText } from '../config/source.ts';
import type { Terminal } from '../config/terminal.ts';
import { VERSION } from '../config/version.ts';
import { DriftlockError } from '../errors.ts';
import type { EarlierReport } from '../finding/earlier-report.ts';
import { exitCode } from '../finding/exit-code.ts';
import type { Policy } from '../finding/policy.ts';
import { type PlacedName, policiesNamed } from '../policy/policies-named.ts';
import { type PolicyChoice, runPolicies } from '../policy/run-policies.ts';
import { evidence } from '../report/evidence.ts';
import { ALL_REPORTERS, type Format } from '../report/index.ts';
import type { PolicyHelp, RenderOptions } from '../report/reporter.ts';
import { inRepository } from '../source/in-repository.ts';
import { repositoryOf } from '../source/source-root.ts';
import { needsGuard } from './memory-guard.ts';
import { notice } from './notice.ts';
import type { OpenedRawPolicies } from './open-raw-policies.ts';
import { deliver, outputsOf } from './outputs.ts';
import { namedInputs, runInputs } from './run-inputs.ts';
import { runWaivers } from './run-waivers.ts';
import { type SarifFlags, sarifOptions, writtenOutputs } from './sarif-options.ts';
import { type ScanOptions, scan } from './scan.ts';
import { type BaselineFlags, readBaseline, settledBaseline } from './settled-baseline.ts';
import { type RawFlags, rawValues, type SettledRaw, settledRaw } from './settled-raw.ts';
import { settledWaivers, type WaiverFlags } from './settled-waivers.ts';
import { SCAN_FORM } from './usage-forms.ts';
import { againVariables, sourceOptions, type VariableFlags } from './variable-options.ts';

/** What commander gives for the options that are no settings. */
interface Flags
  extends Readonly<Record<string, unknown>>,
    ConfigFlags,
    PolicyChoice,
    RawFlags,
    SarifFlags,
    WaiverFlags,
    VariableFlags,
    BaselineFlags {
  readonly config?: string | boolean;
  readonly format?: readonly string[];
  readonly policy?: readonly string[];
  readonly framework?: readonly string[];
  readonly printConfig?: boolean;
  readonly terraform?: boolean;
  readonly source?: readonly string[];
  readonly roots?: boolean;
  readonly color?: boolean;
}

function scanOptions(
  inputs: readonly string[],
  flags: Flags,
  settings: SettingValues,
): Omit<ScanOptions, 'params'> {
  return {
    inputs,
    select: flags.policy ?? [],
    show: settings.show,
    onlyChanged: settings.only === 'changed',
    terraform: flags.terraform === true,
    configuration: sourceOptions(flags, inputs),
    assumptions: settings.assumptions,
    now: settings.now,
    policyLimitMs: settings.policyTimeout * 1000,
    toolVersion: VERSION,
    source: flags.source ?? [],
    notice,
  };
}

/** What the configuration says holds for runs of all kinds; a flag is about the inputs beside it. */
function comparingOf(
  baseline: EarlierReport | undefined,
  { introduced: { value, source } }: SettledSettings,
): Pick<ScanOptions, 'comparing'> {
  if (baseline === undefined && !value) return {};
  const ofAll = source.kind === 'flag';
  const by = source.kind === 'flag' ? source.name : `introduced (${sourceText(source)})`;
  return {
    comparing: {
      ...(value ? { introduced: { by, ofAll } } : {}),
      ...(baseline === undefined ? {} : { baseline }),
    },
  };
}

/** Opened before anything is judged; undefined where no raw policies are asked for. */
async function rawOf(
  raw: SettledRaw | undefined,
  { policyLimitMs }: ScanOptions,
): Promise<OpenedRawPolicies | undefined> {
  if (raw === undefined) return undefined;
  const { openRawPolicies } = await import('./open-raw-policies.ts');
  return openRawPolicies({ ...rawValues(raw), policyLimitMs, notice });
}

/** Before anything is read that takes long. */
async function checkSource(folders: readonly string[]): Promise<void> {
  const { checkNamedFolders } = await import('../source/find-configuration.ts');
  checkNamedFolders(folders, process.cwd());
}

/** Raw policies have no aliases. */
function rawNames(raw: OpenedRawPolicies | undefined): readonly Pick<Policy, 'id' | 'aliases'>[] {
  return (raw?.policies ?? []).map(({ id }) => ({ id, aliases: [] }));
}

function namedIn(policies: readonly Pick<Policy, 'id' | 'aliases'>[]) {
  return { policies, named: (name: PlacedName) => policiesNamed(policies, name) };
}

/** Only what a framework asks for is judged then: what else is chosen would be lost. */
async function frameworksOf(
  { framework = [], ...flags }: Flags,
  policies: readonly Policy[],
): Promise<Pick<ScanOptions, 'frameworks'>> {
  if (framework.length === 0) return {};
  const other = flags.policy === undefined ? flags.rawPolicies && '--raw-policies' : '--policy';
  if (other !== undefined)
    throw new DriftlockError('usage', `--framework and ${other} exclude each other`, {
      hint: 'a framework names the policies to judge by; one of its controls is --framework cis_aws_5.0/1.15',
    });
  const { openFrameworks } = await import('../policy/open-frameworks.ts');
  const ids = policies.map(({ id }) => id);
  return { frameworks: await openFrameworks(framework, ids) };
}

/** What `driftlock explain` is to be given as well, so that it says what this run says. */
function againFlags(flags: Flags, { assumptions }: SettingValues): readonly string[] {
  return [
    ...(typeof flags.config === 'string' ? ['--config', flags.config] : []),
    ...(flags.config === false ? ['--no-config'] : []),
    ...(flags.profile === undefined ? [] : ['--profile', flags.profile]),
    ...(flags.policies ?? []).flatMap((folder) => ['--policies', folder]),
    ...(flags.params === undefined ? [] : ['--params', flags.params]),
    ...(flags.waivers === false ? ['--no-waivers'] : []),
    ...(Array.isArray(flags.waivers) ? flags.waivers.flatMap((file) => ['--waivers', file]) : []),
    ...(assumptions ? [] : ['--no-assumptions']),
    ...(flags.terraform === true ? ['--terraform'] : []),
    ...(flags.source ?? []).flatMap((folder) => ['--source', folder]),
    ...againVariables(flags),
  ];
}

/** The root modules of files that a commit hook names; what belongs to none is told. */
async function rootInputs(files: readonly string[]): Promise<readonly string[]> {
  const { rootFolders } = await import('../input/root-folders.ts');
  const { folders, strangers } = await rootFolders(files, repositoryOf(process.cwd()) ?? process.cwd());
  for (const file of strangers) notice(`${file} belongs to no configuration and is not judged`);
  return folders;
}

/** Judges, reports, and gives the exit code (DESIGN §9). Throws DriftlockError for what the user can mend. */
export async function runScan(given: readonly string[], flags: Flags): Promise<number> {
  const config = await loadConfig(flags);
  const settled = settledSettings(flags, config.layers);
  if (flags.printConfig === true) return await printed(given, flags, config, settled);
  const asked = flags.roots === true ? await rootInputs(given) : given;
  if (flags.roots === true && asked.length === 0) return 0;
  const inputs = runInputs(asked, config, { verb: 'scan', form: SCAN_FORM });
  const formats = Object.keys(ALL_REPORTERS) as Format[];
  const outputs = outputsOf(flags.format ?? [], formats);
  const sarif = sarifOptions(flags, outputs);
  const settings = valuesOf(settled);
  const named = settledRaw(flags, config);
  const waivers = settledWaivers(flags, config);
  if (flags.source !== undefined) await checkSource(flags.source);
  const earlier = settledBaseline(flags, config);
  const read = earlier === undefined ? inputs : [...inputs, earlier.value];
  if (needsGuard(read)) return await (await import('./run-guarded.ts')).runGuarded();
  for (const line of [...config.notices, ...waivers.notices, ...unknownVariables()]) notice(line);
  const baseline = earlier === undefined ? undefined : await readBaseline(earlier, inputs, notice);
  const { loaded, policies, params } = await runPolicies(config, flags, notice);
  const frameworks = await frameworksOf(flags, policies);
  const comparing = comparingOf(baseline, settled);
  const plain = { ...scanOptions(inputs, flags, settings), params, ...frameworks, ...comparing };
  const raw = frameworks.frameworks === undefined ? await rawOf(named, plain) : undefined;
  const waiving = await runWaivers(waivers, namedIn([...policies, ...rawNames(raw)]), settings.now);
  const report = await scan({ ...plain, ...waiving }, loaded, raw).finally(() => raw?.judge.close());
  const code = exitCode(report, settings);
  const judging = [...policies, ...(raw?.policies ?? [])];
  const help = Object.fromEntries(judging.map((policy): [string, PolicyHelp] => [policy.id, policy]));
  const { failOn, unknown, allowIncomplete, show } = settings;
  const exit = { code, failOn, unknownFails: unknown === 'fail', allowIncomplete };
  const again = againFlags(flags, settings);
  const told = {
    show,
    policies: help,
    exit,
    again,
    sarif,
    inRepository: inRepository(process.cwd()),
    tell: notice,
  };
  const isIncomplete = evidence(report, told) === 'incomplete';
  const written = writtenOutputs(outputs, sarif, isIncomplete, notice);
  await deliver(written, flags.color !== false, async (format: Format, terminal: Terminal) => {
    const reporter = await ALL_REPORTERS[format]();
    return reporter(report, { ...terminal, ...told } satisfies RenderOptions);
  });
  return code;
}

async function printed(
  given: readonly string[],
  flags: Flags,
  config: Config,
  settings: SettledSettings,
): Promise<number> {
  const { printConfig } = await import('./print-config.ts');
  for (const line of config.notices) notice(line);
  const names = Object.keys(SETTINGS) as SettingName[];
  const raw = settledRaw(flags, config);
  const waivers = settledWaivers(flags, config);
  const baseline = settledBaseline(flags, config);
  const run = { config, settings, names, inputs: namedInputs(given, config), raw, waivers, baseline };
  return await printConfig(run, flags, () => runPolicies(config, flags, notice));
}
