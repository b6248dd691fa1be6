/** A JSON document of Terraform's: small members at hand, the resources of each section one by one, whatever its size. */
import type { Json, JsonObject } from '../../resource/resource.ts';
import type { ConfigurationSource } from '../configuration-source.ts';

/** The members that hold resources; all else is small or not needed. */
export const SECTIONS = ['resource_changes', 'prior_state', 'planned_values', 'values', 'resources'] as const;
export type Section = (typeof SECTIONS)[number];

/** The small members that readers ask for. */
export const HEADER_MEMBERS: readonly string[] = [
  'format_version',
  'terraform_version',
  'version',
  'variables',
  'deferred_changes',
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
  /** How many elements of each type a section holds; of `prior_state` the data sources only. */
  counts(section: Section): ReadonlyMap<string, number>;
  /** Addresses of the data sources in `resource_changes`: those still to be read. */
  readonly unread: ReadonlySet<string>;
  /** Addresses of the managed resources in `prior_state`. */
  existing(): ReadonlySet<string>;
  /** Addresses of the managed resources in `resource_changes` that have no key, nor their modules. */
  readonly changed: ReadonlySet<string>;
  /**
   * The addresses in `resource_changes` of a stream by provider_name, where no element tells its own account or
   * region; undefined where some does, or where going through all costs no pass.
   */
  readonly unlocated?: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  /** Addresses of the managed blocks of the configuration that have exactly one instance. */
  single(): Iterable<string>;
  /** How many managed resource blocks the configuration has. */
  readonly configured: number;
  /**
   * The elements of a section in the file's order. Of the modules of `values`, `planned_values` and `prior_state`
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

/** Whether the address names a block's one instance, in modules that have one each. */
export function isKeyless(address: Json | undefined): address is string {
  return typeof address === 'string' && !address.includes('[');
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
