// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of HCL.
/** Ten thousand changed configurations: each gives a result or errors with places, in bounded time, and never ends the program. */
import { expect, test } from 'vitest';
import { prunedSchemas } from '../../src/input/hcl/pruned-schemas.ts';
import { HclError, loadHcl } from '../../src/toolchain/hcl.ts';
import { randomOf } from './random.ts';
import { sourceCase } from './source-case.ts';

const COUNT = 10_000;
const LONGEST_MS = 20_000;
/** The file `x` of all of them. */
const TEMPLATE = Buffer.from(
  '{"a": "_${a}", "b": [%{ for one in b }"${one}", %{ endfor }0], "c": ${jsonencode(b)}}',
).toString('base64');

test('a result, or an error with a place', { timeout: 900_000 }, async () => {
  const hcl = await loadHcl();
  let results = 0;
  let refused = 0;
  for (let seed = 0; seed < COUNT; seed++) {
    const files = sourceCase(randomOf(seed));
    const started = performance.now();
    try {
      const outline = hcl.outline(files);
      const request = {
        files,
        root: '.',
        modules: {},
        contents: { x: TEMPLATE },
        listings: {},
        variables: [],
        workspace: 'default',
      };
      const schemas = prunedSchemas(outline.types, new Set(outline.names));
      const { changes } = hcl.evaluate({ ...request, schemas });
      for (const { change } of changes)
        if (typeof change.address !== 'string') throw new Error(`seed ${seed}`);
      results++;
    } catch (cause) {
      if (!(cause instanceof HclError)) throw new Error(`seed ${seed}`, { cause });
      for (const { file, row, col, message } of cause.problems)
        if (message !== 'the folder holds no configuration')
          expect([seed, file, typeof row, typeof col]).toEqual([
            seed,
            expect.any(String),
            'number',
            'number',
          ]);
      refused++;
    }
    expect(performance.now() - started, `seed ${seed}`).toBeLessThan(LONGEST_MS);
  }
  console.log(`${results} configurations were read, ${refused} refused`);
  // Neither all broken nor all whole: else nothing would have been tried.
  expect(Math.min(results, refused)).toBeGreaterThan(COUNT / 20);
});
