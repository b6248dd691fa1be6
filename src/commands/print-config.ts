/** `--print-config`: every value that counts in a run, and who gave it. */
import type { Config, Layer } from '../config/file/config.ts';
import { paramsFile } from '../config/params-file.ts';
import type { SettingName, SettledSettings } from '../config/settings.ts';
import { layerSource, type Source, type Sourced } from '../config/source.ts';
import { maskName, schemeOf } from '../config/source-name.ts';
import type { Terminal } from '../config/terminal.ts';
import { VERSION } from '../config/version.ts';
import { type PolicyChoice, policyFolders, type RunPolicies } from '../policy/run-policies.ts';
import { jsonText } from '../report/json.ts';
import { type SettingRow, settingsTable } from '../report/settings-table.ts';
import type { Json } from '../resource/resource.ts';
import { deliver, outputsOf } from './outputs.ts';
import type { SettledRaw } from './settled-raw.ts';
import type { SettledWaivers } from './settled-waivers.ts';

/** What a verb would run with. */
export interface Settled {
  readonly config: Config;
  readonly settings: SettledSettings;
  /** Those that the verb takes. */
  readonly names: readonly SettingName[];
  readonly inputs?: Sourced<readonly string[]>;
  readonly raw?: SettledRaw | undefined;
  readonly waivers?: SettledWaivers;
  readonly baseline?: Sourced<string> | undefined;
}

interface Flags extends PolicyChoice {
  readonly format?: readonly string[];
  readonly policy?: readonly string[];
  readonly color?: boolean;
}

function step(name: string): string {
  return /^[\w-]+$/.test(name) ? name : JSON.stringify(name);
}

/** Of what several layers say in the same words, the last counts. */
function policyRows(layers: readonly Layer[]): readonly SettingRow[] {
  const rows = new Map<string, SettingRow>();
  for (const layer of layers)
    for (const { pattern, where: _, params = {}, ...said } of layer.policies) {
      const at = `policies.${step(pattern)}`;
      for (const [key, { value, where }] of Object.entries(said))
        rows.set(`${at}.${key}`, { name: `${at}.${key}`, value, source: layerSource(layer, where) });
      for (const [key, { value, where }] of Object.entries(params)) {
        const name = `${at}.params.${step(key)}`;
        rows.set(name, { name, value, source: layerSource(layer, where) });
      }
    }
  return [...rows.values()];
}

function paramRows(file: string | undefined): readonly SettingRow[] {
  if (file === undefined) return [];
  const source: Source = { kind: 'flag', name: '--params' };
  return Object.entries(paramsFile(file)).flatMap(([id, values]) =>
    Object.entries(values as Readonly<Record<string, Json>>).map(([key, value]) => ({
      name: `policies.${step(id)}.params.${step(key)}`,
      value,
      source,
    })),
  );
}

/** A set as the file would have it. */
function json(value: unknown): Json {
  return value instanceof Set ? [...(value as ReadonlySet<string>)] : (value as Json);
}

function shownPlace(name: string): string {
  return schemeOf(name) === undefined ? name : maskName(name);
}

function rawRows(raw: SettledRaw | undefined): readonly SettingRow[] {
  if (raw === undefined) return [];
  const { folders, namespaces, data, regoVersion } = raw;
  const listed = (name: string, places: readonly Sourced<string>[]) =>
    places.map(({ value, source }, index) => ({
      name: `rawPolicies.${name}[${index}]`,
      value: shownPlace(value),
      source,
    }));
  return [
    ...listed('folders', folders),
    { name: 'rawPolicies.namespaces', ...namespaces },
    ...listed('data', data),
    { name: 'rawPolicies.regoVersion', ...regoVersion },
  ];
}

function waiverRows(waivers: SettledWaivers | undefined): readonly SettingRow[] {
  if (waivers === undefined) return [];
  const { files, longestTerm, mostResources, inline } = waivers;
  return [
    ...files.map((one, index) => ({ name: `waivers.files[${index}]`, ...one })),
    { name: 'waivers.longestTerm', ...longestTerm },
    { name: 'waivers.mostResources', ...mostResources },
    { name: 'waivers.inline', ...inline },
  ];
}

function folderRows({ layers }: Config, flags: Flags): readonly SettingRow[] {
  const counted = new Set(policyFolders({ layers }, flags.policies));
  const ofFile = layers.flatMap((layer) =>
    layer.policyFolders.map((one) => ({ one, source: layerSource(layer, one.where) })),
  );
  return [...counted].map((one, index) => ({
    name: `policyFolders[${index}]`,
    value: shownPlace(one.value),
    source: ofFile.find((other) => other.one === one)?.source ?? { kind: 'flag', name: '--policies' },
  }));
}

function rowsOf(
  { config, settings, names, inputs, raw, waivers, baseline }: Settled,
  flags: Flags,
): readonly SettingRow[] {
  const { file, profile, layers } = config;
  return [
    { name: 'config', value: file.value ?? null, source: file.source },
    { name: 'profile', value: profile.value ?? null, source: profile.source },
    ...(inputs === undefined ? [] : [{ name: 'inputs', value: inputs.value, source: inputs.source }]),
    ...(baseline === undefined ? [] : [{ name: 'baseline', ...baseline }]),
    ...folderRows(config, flags),
    ...rawRows(raw),
    ...(flags.policy === undefined
      ? []
      : [{ name: 'policy', value: flags.policy, source: { kind: 'flag', name: '--policy' } as const }]),
    ...names.map((name) => ({ name, value: json(settings[name].value), source: settings[name].source })),
    ...waiverRows(waivers),
    ...policyRows(layers),
    ...paramRows(flags.params),
  ];
}

/**
 * Prints a table, or the document of reports/settings-1.schema.json; the exit code is 0. `policies` loads them, which
 * finds what the configuration says of such as are not there.
 */
export async function printConfig(
  settled: Settled,
  flags: Flags,
  policies: () => Promise<RunPolicies>,
): Promise<number> {
  const outputs = outputsOf<'table' | 'json'>(flags.format ?? [], ['table', 'json']);
  await policies();
  const settings = rowsOf(settled, flags);
  await deliver(outputs, flags.color !== false, (format: 'table' | 'json', terminal: Terminal) =>
    format === 'json'
      ? jsonText({
          schema: 'https://driftlock.dev/schemas/settings-1.json',
          tool: { name: 'driftlock', version: VERSION },
          settings,
        })
      : settingsTable(settings, terminal),
  );
  return 0;
}
