/** `driftlock policy docs` as a process: pages that are current, and what it leaves alone. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli, temporaryFolder } from './run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const SOURCES = join(folder.path, 'policies');
const OUT = join(folder.path, 'docs');

function policy(name: string, title: string, more: readonly string[] = []): string {
  return [
    '# METADATA',
    `# title: ${JSON.stringify(title)}`,
    '# description: |',
    '#   Large volumes cost <b>money</b>; see `values.size`.',
    '#',
    '#   | They | are asked for.',
    '# related_resources:',
    '# - https://example.org/volumes',
    '# custom:',
    '#   severity: low',
    '#   resources: [aws_ebs_volume]',
    ...more,
    `package acme.${name}`,
    '',
    '# METADATA',
    '# entrypoint: true',
    'deny contains "the volume is large" if input.values.size > 500',
    '',
  ].join('\n');
}

const PAGE = `<!-- Written by \`driftlock policy docs\` from the policies; changes are lost. -->

# \\[Volumes\\](x) are \\| small

Large volumes cost \\<b\\>money\\</b\\>; see \`values.size\`.

\\| They \\| are asked for.

| | |
| --- | --- |
| id | \`acme.size\` |
| severity | low, a warning: never makes exit code 1 |
| judges | \`aws_ebs_volume\` |
| needs | \`owners\` |
| reads | \`values.size\` |
| known as | \`ACME-1\` |
| source | \`acme/size.rego\` |

## Parameters

| name | type | default | meaning |
| ---- | ---- | ------- | ------- |
| \`most\` | integer | \`500\` | GB \\| all of \\<it\\> |
| \`owners\` | array of string or integer | required |  |

## Fix

Make it smaller \\*now\\*

## Read more

- <https://example.org/volumes>
`;

const INDEX = `<!-- Written by \`driftlock policy docs\` from the policies; changes are lost. -->

# Policies

2 policies.

## acme

| policy | severity | what it asks for |
| ------ | -------- | ---------------- |
| [\`acme.age\`](acme.age.md) | low | Volumes are young |
| [\`acme.size\`](acme.size.md) | low, a warning | \\[Volumes\\](x) are \\| small |
`;

function docs(...more: readonly string[]) {
  return runCli(['policy', 'docs', SOURCES, '-o', OUT, ...more]);
}

beforeAll(() => {
  const more = [
    '#   enforcement: warn',
    '#   aliases: [ACME-1]',
    '#   remediation: Make it smaller *now*',
    '#   params:',
    '#     most: {type: integer, default: 500, description: "GB |\\n all of <it>"}',
    '#     owners: {type: array, items: [string, integer], required: true}',
  ];
  folder.write('policies/acme/size.rego', policy('size', '[Volumes](x) are | small', more));
  folder.write('policies/acme/age.rego', policy('age', 'Volumes are young'));
});

test('pages are written, are current, are not any more, and are again', async () => {
  expect(await docs('--check')).toEqual({
    code: 1,
    stdout: [
      'missing   README.md',
      'missing   acme.age.md',
      'missing   acme.size.md',
      `${OUT}: 3 of its pages not current; write them with driftlock policy docs`,
      '',
    ].join('\n'),
    stderr: '',
  });
  expect(await docs()).toEqual({ code: 0, stdout: `${OUT}: 3 pages, 3 changed\n`, stderr: '' });
  expect(readdirSync(OUT).sort()).toEqual(['README.md', 'acme.age.md', 'acme.size.md']);
  expect(readFileSync(join(OUT, 'acme.size.md'), 'utf8')).toBe(PAGE);
  expect(readFileSync(join(OUT, 'README.md'), 'utf8')).toBe(INDEX);
  expect(await docs('--check')).toEqual({ code: 0, stdout: `${OUT}: 3 pages, all current\n`, stderr: '' });

  writeFileSync(join(OUT, 'acme.size.md'), PAGE.replaceAll('\n', '\r\n'));
  expect((await docs('--check')).code).toBe(0);
  writeFileSync(join(OUT, 'acme.size.md'), PAGE.replace('Fix', 'Mend'));
  writeFileSync(join(OUT, 'acme.old.md'), PAGE);
  writeFileSync(join(OUT, 'notes.md'), '# Written by hand\n');
  expect(await docs('--check')).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(
      /^outdated {2}acme\.size\.md\nleft {6}acme\.old\.md, of a policy that is no more\n/,
    ),
  });
  expect(await docs()).toMatchObject({ code: 0, stdout: `${OUT}: 3 pages, 2 changed\n` });
  expect(readdirSync(OUT).sort()).toEqual(['README.md', 'acme.age.md', 'acme.size.md', 'notes.md']);
  expect(readFileSync(join(OUT, 'acme.size.md'), 'utf8')).toBe(PAGE);
});

test('the bundled policies have a page each', async () => {
  const out = join(folder.path, 'bundled');
  const { code, stderr } = await runCli(['policy', 'docs', '-o', out]);
  const list = await runCli(['policy', 'list', '-f', 'json']);
  const { policies } = JSON.parse(list.stdout) as { policies: { id: string }[] };
  expect({ code, stderr, names: readdirSync(out).sort() }).toEqual({
    code: 0,
    stderr: '',
    names: ['README.md', ...policies.map(({ id }) => `${id}.md`)].sort(),
  });
});

describe('is refused, and nothing is written', () => {
  test.each<[string, () => string[], RegExp]>([
    [
      'a page that somebody wrote by hand',
      () => [SOURCES, '-o', handmade()],
      /README\.md: it was not written from policies/,
    ],
    [
      'a folder in the place of a page',
      () => [SOURCES, '-o', withFolder()],
      /acme\.age\.md: it was not written from policies/,
    ],
    ['an output that is a file', () => [SOURCES, '-o', folder.write('file', '')], /it is not a folder/],
    ['no output', () => [SOURCES], /--output/],
    ['policies that are not there', () => ['nowhere', '-o', 'x'], /no policies at nowhere/],
    [
      'policies whose pages are one file',
      () => [twins(), '-o', 'x'],
      /two pages would be one file: acme\.(Twin|twin)\.md/,
    ],
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await runCli(['policy', 'docs', ...args()], { cwd: folder.path });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(readdirSync(folder.path)).not.toContain('x');
  });
});

function handmade(): string {
  folder.write('handmade/README.md', '# Ours\n');
  return join(folder.path, 'handmade');
}

function withFolder(): string {
  mkdirSync(join(folder.path, 'with-folder/acme.age.md'), { recursive: true });
  return join(folder.path, 'with-folder');
}

function twins(): string {
  folder.write('twins/one/acme/twin.rego', policy('twin', 'One'));
  folder.write('twins/two/acme/Twin.rego', policy('Twin', 'Two'));
  return join(folder.path, 'twins');
}
