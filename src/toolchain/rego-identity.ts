/** Which Rego compiler this is, without loading it: what caches and catalogues are keyed by. */
import identity from './rego.json' with { type: 'json' };

export const COMPILER: {
  /** `opa 1.22.2`. */
  readonly name: string;
  /** SHA-256 (hex) of the uncompressed program. */
  readonly digest: string;
} = { name: `opa ${identity.opa}`, digest: identity.wasm };
