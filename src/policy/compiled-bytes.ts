/** Compiled policies as bytes, in which the cache and built files hold them. */
import { createHash } from 'node:crypto';
import type { PolicyCatalogue, PolicyDetails } from '../finding/policy.ts';
import type { CompiledPolicies } from './compile-policies.ts';

/** The lengths of the catalogue and of the details in JSON, a line end, then the catalogue, the details and the module. */
export async function compiledBytes({ catalogue, details, wasm }: CompiledPolicies): Promise<Buffer> {
  const json = Buffer.from(JSON.stringify(catalogue));
  const more = Buffer.from(JSON.stringify(await details()));
  return Buffer.concat([Buffer.from(`${json.length} ${more.length}\n`), json, more, wasm]);
}

/** The reverse; for bytes that `compiledBytes` gave. */
export function fromCompiledBytes(bytes: Buffer): CompiledPolicies {
  const line = bytes.indexOf('\n');
  const [length = 0, more = 0] = bytes.toString('latin1', 0, line).split(' ').map(Number);
  const afterCatalogue = line + 1 + length;
  return {
    catalogue: JSON.parse(bytes.toString('utf8', line + 1, afterCatalogue)) as PolicyCatalogue,
    wasm: new Uint8Array(bytes.subarray(afterCatalogue + more)),
    details: async () =>
      JSON.parse(bytes.toString('utf8', afterCatalogue, afterCatalogue + more)) as PolicyDetails,
  };
}

/** SHA-256 in hex digits. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
