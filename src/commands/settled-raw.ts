/** Which raw policies a run has, and who says so: the options of the command line, and `rawPolicies` of the configuration. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config, Layer, Placed, RawEntry } from '../config/file/config.ts';
import { suggestion } from '../config/nearest.ts';
import { layerSource, type Source, type Sourced } from '../config/source.ts';
import { schemeOf } from '../config/source-name.ts';
import { DriftlockError } from '../errors.ts';
import type { RawOptions } from './open-raw-policies.ts';

/** What commander gives for RAW_OPTIONS. */
export interface RawFlags {
  readonly rawPolicies?: readonly string[];
  readonly namespace?: readonly string[];
  readonly allNamespaces?: boolean;
  readonly data?: readonly string[];
  readonly regoVersion?: string;
}

type Version = RawOptions['rego'];

export interface SettledRaw {
  readonly folders: readonly Sourced<string>[];
  readonly namespaces: Sourced<readonly string[]>;
  readonly data: readonly Sourced<string>[];
  readonly regoVersion: Sourced<Version>;
}

const VERSIONS = ['auto', 'v0', 'v1'] as const;

/**
 * Undefined where no raw policies are given. Throws DriftlockError: `usage` for what the flags say, `config` with its place
 * for what the file names and is not there.
 */
export function settledRaw(flags: RawFlags, { layers }: Pick<Config, 'layers'>): SettledRaw | undefined {
  const folders = places(
    flags.rawPolicies,
    '--raw-policies',
    layers,
    ({ rawPolicies }) => rawPolicies?.folders,
  );
  if (folders.length === 0) {
    refuseStray(flags);
    return undefined;
  }
  const data = places(flags.data, '--data', layers, ({ rawPolicies }) => rawPolicies?.data);
  checkPlaces('policies', folders);
  checkPlaces('data', data);
  return { folders, namespaces: namespacesOf(flags, layers), data, regoVersion: versionOf(flags, layers) };
}

/** As the pipeline takes them. */
export function rawValues(raw: SettledRaw): Pick<RawOptions, 'folders' | 'namespaces' | 'data' | 'rego'> {
  return {
    folders: raw.folders.map(({ value }) => value),
    namespaces: raw.namespaces.value,
    data: raw.data.map(({ value }) => value),
    rego: raw.regoVersion.value,
  };
}

function refuseStray({ namespace, data, regoVersion, allNamespaces = false }: RawFlags): void {
  const given = { '--namespace': namespace, '--data': data, '--rego-version': regoVersion };
  const stray = Object.entries(given).find(([, value]) => value !== undefined)?.[0];
  const flag = stray ?? (allNamespaces ? '--all-namespaces' : undefined);
  if (flag === undefined) return;
  throw new DriftlockError('usage', `${flag} is about raw policies, and there are none`, {
    hint: 'name their folder: --raw-policies policy',
  });
}

/** Those of the configuration first; what is named twice is read once, or its rules would contradict themselves. */
function places(
  flags: readonly string[] = [],
  flag: string,
  layers: readonly Layer[],
  ofLayer: (layer: Layer) => readonly Placed<string>[] | undefined,
): readonly Sourced<string>[] {
  const named: Sourced<string>[] = [
    ...layers.flatMap((layer) =>
      (ofLayer(layer) ?? []).map(({ value, where }) => ({ value, source: layerSource(layer, where) })),
    ),
    ...flags.map((value) => ({ value, source: { kind: 'flag', name: flag } as const })),
  ];
  const byPlace = new Map<string, Sourced<string>>();
  for (const one of named) {
    const place = schemeOf(one.value) === undefined ? resolve(one.value) : one.value;
    if (!byPlace.has(place)) byPlace.set(place, one);
  }
  return [...byPlace.values()];
}

/** What a flag names is told by who reads it. */
function checkPlaces(what: string, named: readonly Sourced<string>[]): void {
  for (const { value, source } of named)
    if ('where' in source && schemeOf(value) === undefined && !existsSync(value))
      throw new DriftlockError('config', `no ${what} at ${value}`, {
        where: source.where,
        hint: 'rawPolicies are relative to the configuration file',
      });
}

function ofLayers<K extends keyof RawEntry>(
  layers: readonly Layer[],
  key: K,
): { readonly placed: NonNullable<RawEntry[K]>; readonly layer: Layer } | undefined {
  const layer = layers.findLast(({ rawPolicies }) => rawPolicies?.[key] !== undefined);
  const placed = layer?.rawPolicies?.[key];
  return layer === undefined || placed === undefined ? undefined : { placed, layer };
}

function namespacesOf(
  { namespace, allNamespaces = false }: RawFlags,
  layers: readonly Layer[],
): Sourced<readonly string[]> {
  if (allNamespaces && namespace !== undefined)
    throw new DriftlockError('usage', '--namespace and --all-namespaces exclude each other', {
      hint: 'leave one of them out',
    });
  if (allNamespaces) return { value: ['*'], source: { kind: 'flag', name: '--all-namespaces' } };
  if (namespace !== undefined) return { value: namespace, source: { kind: 'flag', name: '--namespace' } };
  const found = ofLayers(layers, 'namespaces');
  // As everywhere in the file, an empty list says nothing.
  if (found === undefined || found.placed.value.length === 0)
    return { value: ['main'], source: { kind: 'default' } };
  return { value: found.placed.value, source: layerSource(found.layer, found.placed.where) };
}

function versionOf({ regoVersion }: RawFlags, layers: readonly Layer[]): Sourced<Version> {
  const flag: Source = { kind: 'flag', name: '--rego-version' };
  if (regoVersion !== undefined) return { value: versionNamed(regoVersion), source: flag };
  const found = ofLayers(layers, 'regoVersion');
  if (found === undefined) return { value: 'auto', source: { kind: 'default' } };
  return { value: found.placed.value, source: layerSource(found.layer, found.placed.where) };
}

function versionNamed(text: string): Version {
  const version = VERSIONS.find((one) => one === text.toLowerCase());
  if (version !== undefined) return version;
  throw new DriftlockError('usage', `--rego-version: unknown value "${text}"`, {
    hint: suggestion(text, VERSIONS),
  });
}
