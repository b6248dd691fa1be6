/** What the cloud is documented to do where nobody says anything: rules/defaults, compiled when the package is built. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DriftlockError } from '../errors.ts';
import type { Json, JsonObject } from '../resource/resource.ts';

interface Documented {
  /** The page that says so. */
  readonly source: string;
  /** The day on which it said so: `2026-11-21`. */
  readonly date: string;
}

/** The value of an attribute or block that is left out. */
export interface DocumentedDefault extends Documented {
  /** Missing where nothing comes to stand there. */
  readonly value?: Json;
  /** Attributes beside it in the same block, with a slash before it of the resource, any of which makes it another. */
  readonly unless?: readonly string[];
  /** It holds only where each of these attributes beside it is known to be one of the values. */
  readonly where?: Readonly<Record<string, readonly Json[]>>;
  /** Types of account settings, any of which may make it another one. */
  readonly overriddenBy?: readonly string[];
}

/** The record that stands where no resource of that type is declared for a new resource. */
export interface DocumentedRecord extends Documented {
  readonly values: JsonObject;
}

export interface DocumentedDefaults {
  /** By type, then by the attribute, dotted into blocks. */
  readonly attributes: Readonly<Record<string, Readonly<Record<string, DocumentedDefault>>>>;
  /** By the type of the new resource, then by `<type>.<attribute that names it>`. */
  readonly undeclared: Readonly<Record<string, Readonly<Record<string, DocumentedRecord>>>>;
}

/** From a bundle they lie beside it; from the sources, in the `dist` of the last build. */
const FOLDER = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/defaults/' : './defaults/',
  import.meta.url,
);

let loaded: DocumentedDefaults | undefined;

/**
 * The defaults of the package; read when first asked for. Throws DriftlockError `toolchain` where the build left them
 * out.
 */
export function documentedDefaults(): DocumentedDefaults {
  loaded ??= read(fileURLToPath(new URL('aws.json', FOLDER)));
  return loaded;
}

function read(file: string): DocumentedDefaults {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as DocumentedDefaults;
  } catch (cause) {
    throw new DriftlockError('toolchain', 'the documented defaults for aws cannot be loaded', {
      hint: 'install the package again, or run npm run build in the repository',
      cause,
    });
  }
}

/** The member of that name, never one of the prototype: names come from files. */
export function ownMember<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
