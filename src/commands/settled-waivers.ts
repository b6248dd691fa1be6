/** Where the waivers of a run stand and what they may be, and who says so: options, and `waivers` of the configuration. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config, Layer, WaiversEntry } from '../config/file/config.ts';
import { findWaivers } from '../config/file/find-waivers.ts';
import { layerSource, type Source, type Sourced } from '../config/source.ts';
import { DriftlockError } from '../errors.ts';

/** What commander gives: files, false for `--no-waivers`. */
export interface WaiverFlags {
  readonly waivers?: readonly string[] | boolean;
  /** False: `--no-config`. */
  readonly config?: string | boolean;
}

export interface SettledWaivers {
  readonly files: readonly Sourced<string>[];
  /** Days. */
  readonly longestTerm: Sourced<number>;
  readonly mostResources: Sourced<number>;
  readonly inline: Sourced<'all' | 'own' | 'none'>;
  /** Lines for standard error. */
  readonly notices: readonly string[];
}

/** Where nobody says otherwise. */
export const USUAL = { longestTerm: 365, mostResources: 10, inline: 'all' } as const;
export const NOBODY: Source = { kind: 'default' };
const OFF: Source = { kind: 'flag', name: '--no-waivers' };

type Layers = Pick<Config, 'layers'>['layers'];

/** The topmost layer that says it counts. */
function ofLayers<K extends 'longestTerm' | 'mostResources' | 'inline'>(
  layers: Layers,
  key: K,
): Sourced<NonNullable<WaiversEntry[K]>['value']> | undefined {
  const layer = layers.findLast(({ waivers }) => waivers?.[key] !== undefined);
  const placed = layer?.waivers?.[key];
  if (layer === undefined || placed === undefined) return undefined;
  return { value: placed.value, source: layerSource(layer, placed.where) };
}

/** As everywhere in the file, an empty list says nothing. */
function filesOf(layers: Layers): readonly Sourced<string>[] {
  const layer: Layer | undefined = layers.findLast(({ waivers }) => (waivers?.files.length ?? 0) > 0);
  return (layer?.waivers?.files ?? []).map(({ value, where }) => {
    if (layer === undefined || !existsSync(value))
      throw new DriftlockError('config', `no waivers at ${value}`, {
        where,
        hint: 'waivers.files are relative to the configuration file',
      });
    return { value, source: layerSource(layer, where) };
  });
}

/** One that is named twice is read once. */
export function distinct(files: readonly Sourced<string>[]): readonly Sourced<string>[] {
  return [...new Map(files.map((one) => [resolve(one.value), one])).values()];
}

/**
 * Files of the flags, else of the configuration, else the one that is found; with `--no-waivers` nothing is accepted.
 * Throws DriftlockError: `usage` for a flag without a name, `config` with its place for a file that is not there.
 */
export function settledWaivers(flags: WaiverFlags, config: Pick<Config, 'layers' | 'file'>): SettledWaivers {
  const { layers } = config;
  const limits = {
    longestTerm: ofLayers(layers, 'longestTerm') ?? { value: USUAL.longestTerm, source: NOBODY },
    mostResources: ofLayers(layers, 'mostResources') ?? { value: USUAL.mostResources, source: NOBODY },
    inline: ofLayers(layers, 'inline') ?? { value: USUAL.inline, source: NOBODY },
    notices: [],
  };
  if (flags.waivers === false) return { ...limits, files: [], inline: { value: 'none', source: OFF } };
  const named = Array.isArray(flags.waivers) ? flags.waivers : [];
  if (named.includes(''))
    throw new DriftlockError('usage', '--waivers is empty', {
      hint: 'a variable on the command line may be unset',
    });
  const given = named.map((value) => ({ value, source: { kind: 'flag', name: '--waivers' } as const }));
  const files = given.length > 0 ? given : filesOf(layers);
  if (files.length > 0) return { ...limits, files: distinct(files) };
  if (flags.config === false) return { ...limits, files: [] };
  const { file, notices } = findWaivers(config.file.value);
  return { ...limits, notices, files: file === undefined ? [] : [{ value: file, source: NOBODY }] };
}
