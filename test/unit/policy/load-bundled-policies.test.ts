/** The bundled policies as the build left them in dist/. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileBundled } from '../../../src/policy/compile-bundled.ts';
import { loadBundledPolicies } from '../../../src/policy/load-bundled-policies.ts';

const root = new URL('../../../', import.meta.url);
const built = existsSync(new URL('dist/policies/aws.stamp', root));
if (!built) console.warn('SKIPPED: bundled policies, which are not built (npm run build)');

describe.skipIf(!built)('loadBundledPolicies', () => {
  it('gives what the sources compile to, byte for byte', async () => {
    const loaded = await loadBundledPolicies();
    const compiled = await compileBundled(
      new URL('policies', root).pathname,
      new URL('rules', root).pathname,
    );
    expect(loaded.catalogue, 'the policies changed: npm run build').toEqual(compiled.catalogue);
    expect(Buffer.from(loaded.wasm).equals(Buffer.from(compiled.wasm))).toBe(true);
  });

  it('has every policy where its id says, and reads of each deny rule', async () => {
    const { catalogue, wasm } = await loadBundledPolicies();
    expect(WebAssembly.validate(wasm)).toBe(true);
    for (const { id, file, reads } of catalogue.policies) {
      expect(file).toBe(`${id.replaceAll('.', '/')}.rego`);
      const text = readFileSync(new URL(`policies/${file}`, root), 'utf8');
      expect([id, reads.denies.length]).toEqual([id, (text.match(/^deny contains/gm) ?? []).length]);
    }
    const named = new Set(Object.values(catalogue.groups).flat());
    expect([...named].sort()).toEqual(catalogue.policies.map(({ id }) => id));
  });

  it('says what to do where the build left them out', async () => {
    await expect(loadBundledPolicies('nocloud')).rejects.toMatchObject({
      code: 'toolchain',
      hint: expect.any(String),
    });
  });
});
