/** The configuration of a run as data: what the file says, layer by layer, each value with its place. */
import type { Severity } from '../../finding/finding.ts';
import type { Json } from '../../resource/resource.ts';
import type { BundledProfile } from '../bundled-profiles.ts';
import type { SettingName } from '../settings.ts';
import type { Sourced } from '../source.ts';

/** A value and where it stands: `file:line:column`. */
export interface Placed<T> {
  readonly value: T;
  readonly where: string;
}

/** One entry of `policies`. */
export interface PolicyEntry {
  /** Id, alias or glob. */
  readonly pattern: string;
  readonly where: string;
  readonly enabled?: Placed<boolean>;
  readonly severity?: Placed<Severity>;
  readonly enforcement?: Placed<'block' | 'warn'>;
  readonly params?: Readonly<Record<string, Placed<Json>>>;
  readonly paths?: Placed<readonly string[]>;
}

/** `rawPolicies`: paths are relative to the current directory, or absolute. */
export interface RawEntry {
  readonly folders: readonly Placed<string>[];
  readonly data: readonly Placed<string>[];
  readonly namespaces?: Placed<readonly string[]>;
  readonly regoVersion?: Placed<'auto' | 'v0' | 'v1'>;
}

/** `waivers`: files are relative to the current directory, or absolute. */
export interface WaiversEntry {
  readonly files: readonly Placed<string>[];
  readonly longestTerm?: Placed<number>;
  readonly mostResources?: Placed<number>;
  readonly inline?: Placed<'all' | 'own' | 'none'>;
}

/** The file itself, or one of its profiles. */
export interface Layer {
  /** Left out for the file itself. */
  readonly profile?: string;
  readonly settings: { readonly [K in SettingName]?: Placed<Json> };
  /** In the order of the file. */
  readonly policies: readonly PolicyEntry[];
  /** Relative to the current directory, or absolute. */
  readonly policyFolders: readonly Placed<string>[];
  readonly rawPolicies?: RawEntry;
  readonly waivers?: WaiversEntry;
  readonly inputs?: Placed<readonly string[]>;
  /** Relative to the current directory, or absolute. */
  readonly baseline?: Placed<string>;
}

export interface Config {
  /** As it is shown; undefined where there is none. */
  readonly file: Sourced<string | undefined>;
  readonly profile: Sourced<string | undefined>;
  /** The lowest first: the file, the profiles that the chosen one extends, the chosen one. */
  readonly layers: readonly Layer[];
  /** Profiles of the package that count together, at least one: of the bundled policies, those of any of them are in. */
  readonly bundledProfiles: readonly BundledProfile[];
  /** Lines for standard error. */
  readonly notices: readonly string[];
}
