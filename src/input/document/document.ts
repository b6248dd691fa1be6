/** A JSON document of Terraform's: small members at hand, the resources of each section one by one, whatever its size. */
import type { Json, JsonObject } from '../../resource/resource.ts';
import type { ConfigurationSource } from '../configuration-source.ts';

/** The members that hold resources; all else is small or not needed. */
export const SECTIONS = [
  'resource_changes',
  'resource_drift',
  'prior_state',
  'planned_values',
  'values',
  'resources',
] as const;
/** `prior_state` stands for its data sources; `prior_managed` for its managed resources. */
export type Section = (typeof SECTIONS)[number] | 'prior_managed';

/** The mode that alone a section's elements have; undefined for any. */
export function onlyMode(section: Section): string | undefined {
  return section === 'prior_state' ? 'data' : section === 'prior_managed' ? 'managed' : undefined;
}

/** The small members that readers ask for. */
export const HEADER_MEMBERS: readonly string[] = [
  'format_version',
  'terraform_version',
  'version',
  'variables',
  'deferred_changes',
  'action_invocations',
  'checks',
  'complete',
  'errored',
];

/** Chooses elements by type and mode, before they are parsed where the document is a stream. */
export type Wanted = (type: string, mode: string) => boolean;

export interface Document {
  /** The name of the input, for errors. */
  readonly name: string;
  /** All top-level keys. */
  readonly keys: ReadonlySet<string>;
  /** The members of HEADER_MEMBERS that are there; in a small document more. */
  readonly header: JsonObject;
  readonly configuration: ConfigurationSource;
  /** How many managed resources and data sources of each type a section holds. */
  counts(section: Section): ReadonlyMap<string, number>;
  /** How many elements of other modes (`ephemeral`, …) a section holds, by mode and type parted by a blank. */
  others(section: Section): ReadonlyMap<string, number>;
  /** Whether the section has its `root_module`. */
  hasRoot(section: 'values'): boolean;
  /** Addresses of the data sources in `resource_changes`: those still to be read. */
  readonly unread: ReadonlySet<string>;
  /** Addresses of the managed resources in `prior_state`. */
  existing(): ReadonlySet<string>;
  /** Block addresses of the managed resources in `resource_changes`. */
  readonly changed: ReadonlySet<string>;
  /**
   * The addresses in `resource_changes` of a stream by provider_name, where no element tells its own account or
   * region; undefined where some does, or where going through all costs no pass.
   */
  readonly unlocated?: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  /**
   * Addresses of the managed blocks of the configuration that seem to have exactly one instance: a `for_each` or
   * `count` that calls functions on constants alone is left out of plans (Terraform 1.11.4, OpenTofu 1.10.6).
   */
  single(): Iterable<string>;
  /** Why places of a resource are unknown, as a mirror of its values, where the document tells. */
  reasonsOf?(address: string): Json | undefined;
  /** Attributes of a resource whose values the source tells and the document does not. */
  fromSource?(address: string): readonly string[] | undefined;
  /** Names of the variables that the configuration calls sensitive. */
  readonly sensitiveVariables: readonly string[];
  /** How many managed resource blocks the configuration has. */
  readonly configured: number;
  /**
   * The managed resources and data sources of a section in the file's order. Of the modules of `values`, `planned_values` and `prior_state`
   * their resources, parents first; of a state file (`resources`) each block once per instance, with only this
   * instance in `instances`.
   * @throws DriftlockError input-unreadable for an element that is no object or names no type
   */
  elements(section: Section, wanted: Wanted): Iterable<JsonObject>;
  /** A few elements per type, for what a sample can tell. */
  samples(section: Section): Iterable<JsonObject>;
}

/** How many elements of a type are sampled. */
export const SAMPLES_PER_TYPE = 32;

/** An element as far as every reader needs it. */
export interface Identified {
  readonly type: string;
  readonly mode: string;
}

const KEY = /\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\]/g;

/** The address of the block that an instance belongs to: its own key and its modules' keys left out. */
export function blockAddress(address: string): string {
  return address.includes('[') ? address.replace(KEY, '') : address;
}

/** Whether resources of the mode are read: those that are only counted are `ephemeral` and the like. */
export function isReadMode(mode: string): mode is 'managed' | 'data' {
  return mode === 'managed' || mode === 'data';
}

/** Type and mode of an element; a missing mode is that of its address. */
export function identify(element: Json): Identified | undefined {
  if (typeof element !== 'object' || element === null || Array.isArray(element)) return undefined;
  const { type, mode, address } = element as JsonObject;
  if (typeof type !== 'string' || type === '') return undefined;
  return { type, mode: modeOf(mode, address, type) };
}

/** The mode as the element names it, else as its address tells. */
export function modeOf(mode: Json | undefined, address: Json | undefined, type: string): string {
  if (typeof mode === 'string') return mode;
  const isData =
    typeof address === 'string' && new RegExp(`(^|\\.)data\\.${escapeForPattern(type)}\\.`).test(address);
  return isData ? 'data' : 'managed';
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
