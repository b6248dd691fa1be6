/** Input that nobody can judge: exit 2, one clear line and a hint on standard error, standard output silent. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { EXAMPLE, type Folder, planOf, runCli, temporaryFolder } from './run-cli.ts';

const folder: Folder = temporaryFolder();
afterAll(() => folder.remove());

/** One line that says what is wrong, perhaps a hint, never a stack. */
function expectOneLine(stderr: string): void {
  const lines = stderr.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^driftlock: \S/);
  expect(lines.slice(1).filter((line) => !line.startsWith('  hint: '))).toEqual([]);
  expect(lines.length).toBeLessThanOrEqual(2);
  expect(stderr).not.toContain('this is a bug');
}

/** Zip is how Terraform stores a plan. */
function binaryPlan(): Uint8Array {
  return Buffer.concat([
    Buffer.from('PK\u0003\u0004\u0014\0\u0008\0\u0008\0'),
    Buffer.alloc(20),
    Buffer.from('tfplan'),
  ]);
}

const example = join('examples', 'create.plan.json');

/** Name, arguments (made when the test runs), what the line must say. */
const CASES: readonly (readonly [name: string, args: () => readonly string[], said: RegExp])[] = [
  [
    'a missing file',
    () => [join(folder.path, 'nowhere.json')],
    /nowhere\.json.*(no such file|not exist|not found)/i,
  ],
  [
    'a folder without a plan',
    () => {
      mkdirSync(join(folder.path, 'empty'), { recursive: true });
      return [join(folder.path, 'empty')];
    },
    /empty.*(folder|directory)/i,
  ],
  ['an empty file', () => [folder.write('empty.json', '')], /empty/i],
  ['white space alone', () => [folder.write('blank.json', ' \n\t\n')], /empty/i],
  ['{}', () => [folder.write('object.json', '{}')], /object\.json/],
  ['[]', () => [folder.write('list.json', '[]')], /list\.json/],
  ['null', () => [folder.write('null.json', 'null')], /null\.json/],
  ['truncated JSON', () => [folder.write('cut.json', planOf().slice(0, -40))], /cut\.json/],
  [
    'a truncated gzip',
    () => [folder.write('cut.json.gz', gzipSync(planOf()).subarray(0, 60))],
    /cut\.json\.gz/,
  ],
  ['random bytes', () => [folder.write('random.json', randomBytes(4096))], /random\.json/],
  ['a binary plan', () => [folder.write('tfplan', binaryPlan())], /tfplan.*(binary|show -json)/i],
  ['plan format 2.x', () => [folder.write('v2.json', planOf({ format_version: '2.0' }))], /2\.0/],
  [
    'JSON of something else',
    () => [folder.write('other.json', '{"name": "x", "version": "1"}')],
    /other\.json/,
  ],
  ['an unknown policy', () => [example, '--policy', 'aws.ec2.ebs_volume_encrypton'], /ebs_volume_encrypton/],
  ['an unknown format', () => [example, '-f', 'jsn'], /unknown format "jsn"/],
  ['a format that is not there yet', () => [example, '-f', 'html'], /unknown format "html"/],
  [
    'an unknown option',
    () => [example, '--fail-onn', 'high'],
    /unknown option --fail-onn\n {2}hint: did you mean --fail-on\?/,
  ],
  ['an unknown severity', () => [example, '--fail-on', 'hihg'], /--fail-on.*"hihg"/],
  ['no input', () => [], /scan needs <input>\n {2}hint: usage: driftlock scan \[options\] <input\.\.\.>/],
  ['an input without a name', () => [''], /the name of an input is empty\n {2}hint: /],
  ['standard input twice', () => ['-', '-'], /can be read only once\n {2}hint: /],
  [
    'an output in no folder',
    () => [example, '-f', `json=${join(folder.path, 'no/out.json')}`],
    /cannot write .*folder/,
  ],
  [
    'an output that is a folder',
    () => [example, '-f', `json=${folder.path}`],
    /cannot write .*it is a folder/,
  ],
  ['missing parameters', () => [example, '--params', 'nowhere.json'], /nowhere\.json.*no such file/],
  [
    'a policy with a syntax error, by file:line:column',
    () => {
      folder.write('broken/x.rego', 'package policies.x\n\ndeny contains "x" if {\n  input. = 1\n}\n');
      return [example, '--policies', join(folder.path, 'broken')];
    },
    /x\.rego:4:\d+/,
  ],
  [
    'two policies of one id',
    () => {
      const text = [
        '# METADATA',
        '# title: Volumes are encrypted',
        '# custom:',
        '#   severity: high',
        '#   resources: [aws_ebs_volume]',
        'package policies.aws.ec2.ebs_volume_encryption',
        '',
        '# METADATA',
        '# entrypoint: true',
        'deny contains "no" if not input.values.encrypted',
        '',
      ].join('\n');
      folder.write('twice/aws/ec2/ebs_volume_encryption.rego', text);
      return [example, '--policies', join(folder.path, 'twice')];
    },
    /ebs_volume_encryption\.rego:6: two policies have the id aws\.ec2\.ebs_volume_encryption\n {2}hint: the other one is the bundled aws\/ec2\/ebs_volume_encryption\.rego:\d+; /,
  ],
  ['a policy folder that is not there', () => [example, '--policies', join(folder.path, 'nope')], /nope/],
];

describe('exit 2', () => {
  test.each(CASES)('%s', async (_, args, said) => {
    const given = args();
    const { code, stdout, stderr } = await runCli(['scan', ...given]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expectOneLine(stderr);
    expect(stderr).toMatch(said);
  });

  test.each(CASES.filter(([name]) => !name.startsWith('an output') && !/format/.test(name)))(
    '%s, in the machine format',
    async (_, args) => {
      const { code, stdout, stderr } = await runCli(['scan', ...args(), '-f', 'json']);
      expect(code).toBe(2);
      expectOneLine(stderr);
      const document = JSON.parse(stdout) as { error: { message: string } };
      expect(document).toEqual({
        schema: 'https://driftlock.dev/schemas/error-1.json',
        tool: { name: 'driftlock', version: expect.any(String) },
        error: { ...document.error, code: expect.any(String), message: expect.any(String) },
      });
    },
  );

  test('the nearest policy, format and command are offered', async () => {
    const hints = await Promise.all([
      runCli(['scan', EXAMPLE, '--policy', 'aws.ec2.ebs_volume_encrypton']),
      runCli(['scan', EXAMPLE, '-f', 'jsn']),
      runCli(['scna', EXAMPLE]),
      runCli(['policy', 'show', 'ebs_volume_encrypton']),
    ]);
    expect(hints.map(({ stderr }) => /did you mean "?([\w. ]+)/.exec(stderr)?.[1])).toEqual([
      'aws.ec2.ebs_volume_encryption',
      'json',
      'driftlock scan',
      'aws.ec2.ebs_volume_encryption',
    ]);
  });

  test('out of memory', async () => {
    const values = Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [`key_${index}`, `value ${index}`]),
    );
    const resources = Array.from({ length: 1_500 }, (_, index) => ({
      address: `aws_x.y[${index}]`,
      mode: 'managed',
      type: 'aws_x',
      name: 'y',
      index,
      provider_name: 'registry.terraform.io/hashicorp/aws',
      values,
    }));
    const file = folder.write('big.json', planOf({ planned_values: { root_module: { resources } } }));
    const { code, stdout, stderr } = await runCli(['scan', file], { node: ['--max-old-space-size=16'] });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expectOneLine(stderr);
    expect(stderr).toMatch(/out of memory/);
  });

  test('nothing half-written, and what was there stays', async () => {
    const file = folder.write('kept.json', 'kept');
    const before = createHash('sha256').update('kept').digest('hex');
    const { code } = await runCli([
      'scan',
      EXAMPLE,
      '-f',
      `json=${file}`,
      '-f',
      `table=${folder.path}/no/t.txt`,
    ]);
    const { readFileSync } = await import('node:fs');
    expect({ code, hash: createHash('sha256').update(readFileSync(file)).digest('hex') }).toEqual({
      code: 2,
      hash: before,
    });
  });
});
