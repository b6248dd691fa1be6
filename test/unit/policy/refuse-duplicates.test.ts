import path from 'node:path';
import { expect, it } from 'vitest';
import { refuseDuplicates } from '../../../src/policy/refuse-duplicates.ts';
import { temporaryFolder } from './temporary-folder.ts';

function policies(...places: readonly [id: string, file: string, line: number][]) {
  return { policies: places.map(([id, file, line]) => ({ id, file, line })) as never };
}

const BUNDLED = { catalogue: policies(['aws.a', 'aws/a.rego', 14]) };

it('takes policies of different ids', () => {
  expect(() =>
    refuseDuplicates([BUNDLED, { catalogue: policies(['acme.a', 'aws/a.rego', 1]), folder: 'x' }]),
  ).not.toThrow();
});

it.each([
  [
    'a bundled one again',
    [BUNDLED, { catalogue: policies(['acme.b', 'b.rego', 1], ['aws.a', 'aws/a.rego', 6]), folder: 'team' }],
    'team/aws/a.rego:6',
    'the other one is the bundled aws/a.rego:14; give one of them another package',
  ],
  [
    'one in two folders',
    [
      { catalogue: policies(['acme.a', 'a.rego', 6]), folder: 'one' },
      { catalogue: policies(['acme.a', 'acme/a.rego', 7]), folder: './two/' },
    ],
    'two/acme/a.rego:7',
    'the other one is one/a.rego:6; give one of them another package',
  ],
  [
    'one folder twice',
    [
      { catalogue: policies(['acme.a', 'a.rego', 6]), folder: 'one' },
      { catalogue: policies(['acme.a', 'a.rego', 6]), folder: './one' },
    ],
    'one/a.rego:6',
    'it was read twice: name its folder once',
  ],
])('refuses %s, with both places', (_, sets, where, hint) => {
  expect(() => refuseDuplicates(sets)).toThrow(
    expect.objectContaining({
      code: 'policy-duplicate',
      message: expect.stringContaining('two policies have the id'),
      where,
      hint,
    }),
  );
});

it('names a set that is one file by that file', () => {
  const folder = temporaryFolder({ 'a.rego': '' });
  const file = path.join(folder, 'a.rego');
  const one = policies(['acme.a', 'a.rego', 6]);
  expect(() =>
    refuseDuplicates([
      { catalogue: one, folder: file },
      { catalogue: one, folder },
    ]),
  ).toThrow(expect.objectContaining({ where: `${file}:6`, hint: 'it was read twice: name its folder once' }));
});
