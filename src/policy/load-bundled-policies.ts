/** The policies of the package, compiled when it was built. */
import { readFile } from 'node:fs/promises';
import { DriftlockError } from '../errors.ts';
import type { PolicyCatalogue } from '../finding/policy.ts';
import { bundledDetails } from './bundled-details.ts';
import type { CompiledPolicies } from './compile-policies.ts';

/** From a bundle the policies lie beside it; from the sources, in the `dist` of the last build. */
const FOLDER = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/policies/' : './policies/',
  import.meta.url,
);

/** One JSON text and one WebAssembly module. Throws DriftlockError `toolchain` where the build left them out. */
export async function loadBundledPolicies(cloud = 'aws'): Promise<CompiledPolicies> {
  try {
    const [json, wasm] = await Promise.all([
      readFile(new URL(`${cloud}.json`, FOLDER), 'utf8'),
      readFile(new URL(`${cloud}.wasm`, FOLDER)),
    ]);
    const details = async () => bundledDetails(FOLDER, cloud);
    return { catalogue: JSON.parse(json) as PolicyCatalogue, wasm: new Uint8Array(wasm), details };
  } catch (cause) {
    throw new DriftlockError('toolchain', `the bundled policies for ${cloud} cannot be loaded`, {
      hint: 'install the package again, or run npm run build in the repository',
      cause,
    });
  }
}
