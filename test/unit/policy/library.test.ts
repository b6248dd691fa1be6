/** The bundled library for those who import it, and for nobody else. */
import { expect, it } from 'vitest';
import { withLibrary } from '../../../src/policy/library.ts';

const PLAIN = { 'a.rego': 'package a\nimport data.policies.library\nx := 1\n' };
const IMPORTING = { 'a.rego': 'package a\nimport data.policies.lib.number\nx := number.of(1)\n' };
const OWN = { ...IMPORTING, 'lib.rego': 'package policies.lib.number\nof(x) := x\n' };

it('is added where a module imports it', async () => {
  const files = Object.keys(await withLibrary(IMPORTING));
  expect(files).toContain('a.rego');
  expect(files).toContain('driftlock:lib/number.rego');
  expect(files.filter((file) => !file.startsWith('driftlock:lib/'))).toEqual(['a.rego']);
});

it('is left out where nobody imports it, and where there is one already', async () => {
  expect(await withLibrary(PLAIN)).toBe(PLAIN);
  expect(await withLibrary(OWN)).toBe(OWN);
});
