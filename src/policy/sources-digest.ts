/** What a compilation of policies depends on, as one digest: the key of the cache, without loading the compiler. */
import { createHash } from 'node:crypto';
import { VERSION } from '../config/version.ts';
import { COMPILER } from '../toolchain/rego-identity.ts';
import { FIELDS } from './metadata-fields.ts';
import type { KnownType } from './policy-groups.ts';
import type { PolicySources } from './policy-sources.ts';

export interface CompileOptions {
  /** Resource types with their attributes, against which names and patterns in `custom.resources` are held. */
  readonly types: readonly KnownType[];
  /** Bundled policies: the package is `policies.` + the path of the file, and the sources are Rego v1. */
  readonly bundled?: boolean;
}

/** SHA-256 (hex) of everything that a compilation depends on. */
export function sourcesDigest(sources: PolicySources, options: CompileOptions): string {
  const hash = createHash('sha256');
  hash.update(
    JSON.stringify([VERSION, Object.keys(FIELDS), COMPILER.digest, options.bundled === true, options.types]),
  );
  for (const [file, text] of Object.entries(sources.modules).sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(JSON.stringify([file, text]));
  return hash.digest('hex');
}
