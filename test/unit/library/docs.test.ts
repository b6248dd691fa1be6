/** docs/library.md names the options that there are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { collect, DriftlockError, loadPolicies, scan } from '../../../src/library/index.ts';
import { ROOT } from '../../cli/run-cli.ts';

const PAGE = readFileSync(join(ROOT, 'docs/library.md'), 'utf8');

/** The first column of the table below a heading. */
function documented(heading: string): string[] {
  const section = PAGE.split(/^## /m).find((text) => text.startsWith(`${heading}(`)) ?? '';
  return [...section.matchAll(/^\| `(\w+)`/gm)].map(([, name = '']) => name);
}

/** The options that a function takes, as it names them to who gives one that it does not take. */
async function taken(call: Promise<unknown>): Promise<string[]> {
  const error = await call.catch((thrown: unknown) => thrown);
  return error instanceof DriftlockError ? (error.hint ?? '').replace(/^known: /, '').split(', ') : [];
}

const WRONG = { qqqqqqqqqqqqqqqq: 1 } as object;

test.each<[string, () => Promise<unknown>]>([
  ['loadPolicies', () => loadPolicies([], WRONG)],
  ['scan', () => scan('a', WRONG)],
  ['collect', () => collect('aws', WRONG as { output: string })],
])('%s', async (name, call) => {
  expect(documented(name)).toEqual(await taken(call()));
});
