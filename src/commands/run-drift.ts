/** `driftlock drift` at work: states and a snapshot in, what differs out. */
import { environment } from '../config/environment.ts';
import type { Config } from '../config/file/config.ts';
import { type ConfigFlags, loadConfig } from '../config/file/load-config.ts';
import { oneOf } from '../config/one-of.ts';
import { knownRedactionKey } from '../config/redaction-key.ts';
import { type SettingValues, settledSettings, valuesOf } from '../config/settings.ts';
import { VERSION } from '../config/version.ts';
import { type Drift, detectDrift } from '../drift/detect-drift.ts';
import { ignoredPlaces } from '../drift/ignored-places.ts';
import { ownerAddresses } from '../drift/owner-addresses.ts';
import { volatileAttributes } from '../drift/volatile.ts';
import { beyondSchema } from '../drift/within-schema.ts';
import { DriftlockError } from '../errors.ts';
import type { DriftReport } from '../finding/drift.ts';
import type { Manifest } from '../finding/manifest.ts';
import type { Input } from '../input/input.ts';
import { openInput } from '../input/open-input.ts';
import { namesBesideRaw } from '../policy/policies-named.ts';
import { type PolicyChoice, type RunPolicies, runPolicies } from '../policy/run-policies.ts';
import { DRIFT_REPORTERS, type DriftFormat } from '../report/drift/index.ts';
import { explicitKeys, withoutEchoes } from '../resource/carriers/without-echoes.ts';
import { markCopies } from '../resource/mark-copies.ts';
import type { Json, Path, Resource } from '../resource/resource.ts';
import { secretTexts } from '../resource/secret-texts.ts';
import { typeSchema } from '../resource/type-schema.ts';
import { loadSnapshot, type Snapshot } from '../snapshot/open-snapshot.ts';
import { hashOf, keyId } from '../snapshot/redact.ts';
import { driftReport, type JudgedDrift } from './drift-report.ts';
import { driftVerdicts } from './drift-verdicts.ts';
import { neededOption } from './needed-option.ts';
import { notice } from './notice.ts';
import { deliver, outputsOf } from './outputs.ts';
import { type RunWaivers, runWaivers } from './run-waivers.ts';
import { settledRaw } from './settled-raw.ts';
import { type SettledWaivers, settledWaivers, type WaiverFlags } from './settled-waivers.ts';
import { waiverNotices } from './waive-findings.ts';

interface Flags extends Readonly<Record<string, unknown>>, ConfigFlags, PolicyChoice, WaiverFlags {
  readonly config?: string | boolean;
  readonly state?: readonly string[];
  readonly snapshot?: string;
  readonly format?: readonly string[];
  readonly failOn?: string;
  readonly printConfig?: boolean;
  readonly color?: boolean;
}

const MOST_NAMES = 12;
const FAIL_ON = ['drift', 'unmanaged'] as const;

/** Compares, reports, and gives the exit code: 1 changed or missing, 3 incomplete, else 0. */
export async function runDrift(given: Readonly<Record<string, unknown>>): Promise<number> {
  const flags = given as Flags;
  const config = await loadConfig(flags);
  // This verb's --fail-on means something else.
  const { failOn: drifts, ...rest } = flags;
  const settled = settledSettings(rest, config.layers);
  for (const line of config.notices) notice(line);
  if (flags.printConfig === true) {
    const { printConfig } = await import('./print-config.ts');
    const names = ['allowIncomplete', 'assumptions', 'policyTimeout', 'now'] as const;
    const run = { config, settings: settled, names, waivers: settledWaivers(flags, config) };
    return await printConfig(run, flags, () => runPolicies(config, flags, notice));
  }
  const stateFiles = neededOption('drift', '--state <file>', flags.state);
  const folder = neededOption('drift', '--snapshot <folder>', flags.snapshot);
  const settings = valuesOf(settled);
  const waivers = settledWaivers(flags, config);
  for (const line of waivers.notices) notice(line);
  const outputs = outputsOf(flags.format ?? [], Object.keys(DRIFT_REPORTERS) as DriftFormat[]);
  const failOn = oneOf(FAIL_ON)(drifts ?? 'drift', '--fail-on');
  const snapshot = loadSnapshot(folder);
  const inputs = await openStates(stateFiles);
  const states = statesOf(inputs);
  noticeBeyond(states.flat());
  const drift = detectDrift({
    state: states.flat(),
    live: snapshot.resources(),
    account: snapshot.manifest.asked.accounts[0] ?? '',
    coverage: snapshot.manifest.coverage.map((entry) => ({ ...entry, source: folder })),
    ignored: ignoredPlaces(snapshot.manifest.not_filled, volatileAttributes()),
    hash: hasherOf(snapshot.manifest),
  });
  const isAccepting = waivers.files.length > 0;
  const policies = await neededPolicies(drift, config, flags, isAccepting);
  const accepting = policies === undefined ? {} : await acceptedBy(policies, waivers, config, settings);
  const told = await withVerdicts(drift, states.flat(), {
    states: stateFiles,
    inputs,
    snapshot: { name: folder, ...snapshot },
    policies,
    accepting,
    settings,
  });
  const report = driftReport({ folder, inputs, states, snapshot, drift: told, waiving: accepting.waiving });
  for (const line of report.summary.waivers === undefined ? [] : waiverNotices(report.summary.waivers))
    notice(line);
  await deliver(outputs, flags.color !== false, (format: DriftFormat, terminal) =>
    DRIFT_REPORTERS[format](report, terminal),
  );
  return exitOf(report, failOn, settings.allowIncomplete);
}

/** They are loaded only where something changed, or a file may say something of one that is not there. */
async function neededPolicies(
  { changed }: Drift,
  config: Config,
  flags: Flags,
  isAccepting: boolean,
): Promise<RunPolicies | undefined> {
  const { layers } = config;
  const isNeeded = changed.length > 0 || isAccepting || layers.some(({ policies }) => policies.length > 0);
  return isNeeded ? await runPolicies(config, flags, notice) : undefined;
}

/** Raw policies judge no states. */
function acceptedBy(
  { policies }: RunPolicies,
  waivers: SettledWaivers,
  config: Config,
  { now }: SettingValues,
): Promise<RunWaivers> {
  const named = namesBesideRaw(policies, settledRaw({}, config) !== undefined);
  return runWaivers(waivers, { policies, named }, now);
}

interface Judging {
  readonly states: readonly string[];
  readonly inputs: readonly Input[];
  readonly accepting: RunWaivers;
  readonly snapshot: Snapshot & { readonly name: string };
  readonly policies: RunPolicies | undefined;
  readonly settings: SettingValues;
}

/** What changed, with what that means to the policies. */
async function withVerdicts(
  drift: Drift,
  state: readonly Resource[],
  judging: Judging,
): Promise<JudgedDrift> {
  const { states, inputs, snapshot, policies, accepting, settings } = judging;
  if (drift.changed.length === 0 || policies === undefined) return drift;
  const { now, policyTimeout, assumptions } = settings;
  const verdicts = await driftVerdicts({
    states,
    snapshot,
    owners: ownerAddresses(state),
    changed: new Set(drift.changed.map(({ address }) => address)),
    keys: drift.keys,
    loaded: policies.loaded,
    options: {
      select: [],
      params: policies.params,
      assumptions,
      now,
      policyLimitMs: policyTimeout * 1000,
      toolVersion: VERSION,
    },
    ...(Object.keys(accepting).length === 0
      ? {}
      : { waivers: { ...accepting, inputs, notice: once(notice) } }),
  });
  const changed = drift.changed.map((one) => {
    const told = verdicts.of(one);
    return told.length === 0 ? one : { ...one, verdicts: told };
  });
  return { ...drift, changed, ...(verdicts.waivers && { waivers: verdicts.waivers }) };
}

/** Of the same configurations the same is found on both sides. */
function once(tell: (line: string) => void): (line: string) => void {
  const told = new Set<string>();
  return (line) => {
    if (!told.has(line)) tell(line);
    told.add(line);
  };
}

async function openStates(names: readonly string[]): Promise<readonly Input[]> {
  const inputs: Input[] = [];
  for (const name of names) {
    const input = await openInput(name, { keepTypes: new Set(), terraform: false });
    if (input.about.kind !== 'terraform-state')
      throw new DriftlockError('input-unsupported', 'a plan, not a state', {
        where: name,
        hint: 'terraform show -json > state.json prints the state; `terraform state pull` gives the .tfstate',
      });
    for (const line of input.notices) notice(`${name}: ${line}`);
    inputs.push(input);
  }
  return inputs;
}

/**
 * What each state manages. A parent's copy of what is declared on its own, in whichever state, is that resource's; a
 * sensitive value is one wherever it stands.
 */
function statesOf(inputs: readonly Input[]): readonly (readonly Resource[])[] {
  const secrets = secretTexts(inputs.flatMap(({ sensitiveTexts }) => [...sensitiveTexts]));
  const states = inputs.map((input) =>
    [...input.resources()].filter(
      ({ mode, deposed, type }) =>
        mode === 'managed' && deposed === undefined && !type.startsWith('driftlock_'),
    ),
  );
  const isOwn = withoutEchoes(new Set(states.flat().flatMap(explicitKeys)));
  // Keys stay, since they join.
  return states.map((state) =>
    state.filter(isOwn).map((one) => ({ ...one, sensitive: markCopies(one, secrets).sensitive })),
  );
}

/** What a newer provider wrote and nobody here can compare is said once, by name. */
function noticeBeyond(states: readonly Resource[]): void {
  const beyond = new Set<string>();
  for (const { provider, type, values } of states)
    for (const name of beyondSchema(values, typeSchema(provider, type))) beyond.add(`${type}.${name}`);
  if (beyond.size === 0) return;
  const names = [...beyond].sort();
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  notice(
    `attributes that this driftlock does not know are not compared: ${names.slice(0, MOST_NAMES).join(', ')}${more}`,
  );
}

/** Without the key that the snapshot was made with, nobody can tell whether a secret changed. */
function hasherOf({ redaction_key: id }: Manifest) {
  if (id === null) return undefined;
  const key = knownRedactionKey(environment());
  if (key !== undefined && keyId(key) === id)
    return (value: Json, path: Path, live: Resource) => hashOf(value, live, path, key);
  notice('sensitive values are not compared: the redaction key of the snapshot is not at hand');
  return undefined;
}

function exitOf(
  { summary }: DriftReport,
  failOn: (typeof FAIL_ON)[number],
  allowIncomplete: boolean,
): number {
  const counted = summary.changed + summary.missing + (failOn === 'unmanaged' ? summary.unmanaged : 0);
  if (counted > 0) return 1;
  return summary.incomplete.length > 0 && !allowIncomplete ? 3 : 0;
}
