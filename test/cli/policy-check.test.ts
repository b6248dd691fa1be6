/** The way from nothing to a finding with three mistakes on it, and bad input to `policy check` and `policy new`. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type SchemaObject } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EXAMPLE, type Folder, type Outcome, ROOT, runCli, temporaryFolder } from './run-cli.ts';

let folder: Folder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

function run(...args: string[]): Promise<Outcome> {
  return runCli(args, { cwd: folder.path, environment: { XDG_CACHE_HOME: join(folder.path, 'cache') } });
}

const FILE = 'policies/acme/ebs/volume_size.rego';

/** The made policy with one piece of it exchanged. */
function edited(from: string, to: string): void {
  const text = readFileSync(join(folder.path, FILE), 'utf8');
  expect(text).toContain(from);
  folder.write(FILE, text.replace(from, to));
}

describe('a first policy', () => {
  test('goes from policy new to a finding, each mistake on the way told in a line that mends it', async () => {
    const made = await run(
      'policy',
      'new',
      'acme.ebs.volume_size',
      '--resources',
      'aws_ebs_volume',
      '--attribute',
      'size',
    );
    expect(made).toEqual({
      code: 0,
      stdout: `wrote ${FILE}
      policies/acme/ebs/volume_size_test.rego

next
  edit ${FILE}:11, and title and description above it
  driftlock policy check policies
  driftlock policy test policies
  driftlock scan tfplan.json --policies policies
`,
      stderr: '',
    });
    expect(await run('policy', 'check')).toEqual({
      code: 0,
      stdout: 'no problems in 1 policy, 2 files\n',
      stderr: '',
    });

    edited('input.values.size > _most', 'input.values.sise > _most');
    expect((await run('policy', 'check')).stdout.split('\n')[0]).toBe(
      `${FILE}:11:56: error: \`input.values.sise\`: aws_ebs_volume has no attribute \`sise\`; did you mean \`size\`? [unknown-place]`,
    );
    edited('input.values.sise', 'input.values.size');

    edited('_most := 100', '_most := "5"');
    expect(await run('policy', 'check')).toEqual({
      code: 1,
      stdout: `${FILE}:11:43: error: \`input.values.size\` is a number, "5" is a string: which is less depends on their types alone; write 5 [wrong-type]
1 error in 1 policy, 2 files
`,
      stderr: '',
    });

    edited('_most := "5"', '_most := data.params["acme.ebs.volume_size"].most');
    const withoutDefault = `${FILE}:13:46: warning: without the parameter \`most\` \`_most\` is undefined and denies nothing; declare it under \`custom\` in METADATA: \`params: {most: {type: …, default: …}}\`, or write \`default _most := …\` [parameter-default]
1 warning in 1 policy, 2 files
`;
    expect(await run('policy', 'check')).toEqual({ code: 0, stdout: withoutDefault, stderr: '' });
    expect(await run('policy', 'check', '--fail-on', 'warning')).toEqual({
      code: 1,
      stdout: withoutDefault,
      stderr: '',
    });

    edited('_most := data', 'default _most := 5\n\n_most := data');
    expect(await run('policy', 'check', '--fail-on', 'warning')).toEqual({
      code: 0,
      stdout: 'no problems in 1 policy, 2 files\n',
      stderr: '',
    });
    const scanned = await run('scan', EXAMPLE, '--policies', 'policies', '--policy', 'acme.*');
    expect({ code: scanned.code, stderr: scanned.stderr }).toEqual({ code: 1, stderr: '' });
    expect(scanned.stdout).toContain('because   size is above 5');
  }, 240_000);

  test('never writes over a file, and leaves nothing where it cannot write both', async () => {
    folder.write('policies/acme/ebs/volume_size_test.rego', 'mine');
    const made = await run('policy', 'new', 'acme.ebs.volume_size', '--resources', 'aws_ebs_volume');
    expect(made).toEqual({
      code: 2,
      stdout: '',
      stderr: `driftlock: policies/acme/ebs/volume_size_test.rego is there already
  hint: choose another id, or remove it first: nothing is ever overwritten
`,
    });
    expect(existsSync(join(folder.path, FILE))).toBe(false);
    expect(readFileSync(join(folder.path, 'policies/acme/ebs/volume_size_test.rego'), 'utf8')).toBe('mine');
    folder.write('file', '');
    const inFile = await run(
      'policy',
      'new',
      'acme.a',
      '--resources',
      'aws_ebs_volume',
      '--folder',
      'file/x',
    );
    expect(inFile.code).toBe(2);
    expect(inFile.stderr).toMatch(/^driftlock: cannot make the folder .*ENOTDIR.*\n {2}hint: .*--folder\n$/);
  }, 60_000);

  test.each([
    [
      ['--resources', 'aws_ebs_volum'],
      'no resource type is called "aws_ebs_volum"',
      'did you mean "aws_ebs_volume"?',
    ],
    [
      ['--resources', 'aws_default_vpc'],
      'resources of aws_default_vpc are judged as aws_vpc',
      'write aws_vpc instead',
    ],
    [
      ['--resources', 'aws_ebs_volume', '--severity', 'hihg'],
      '--severity: unknown value "hihg"',
      'did you mean "high"?',
    ],
    [
      ['--resources', 'aws_ebs_volume', '--attribute', 'sizee'],
      '--attribute: `input.values.sizee`: aws_ebs_volume has no attribute `sizee`',
      'did you mean `size`?',
    ],
    [[], 'policy new needs --resources <types>', '--resources <types>: the resource types that it judges'],
  ])('%j is refused', async (args, message, hint) => {
    const { code, stdout, stderr } = await run('policy', 'new', 'acme.ebs.x', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n')[0]).toBe(`driftlock: ${message}`);
    expect(stderr.split('\n')[1]).toContain(hint);
    expect(existsSync(join(folder.path, 'policies'))).toBe(false);
  });
});

describe('policy check', () => {
  const bad = 'package acme.p\n\ndeny contains "x" if not input.values.size\n';

  test('-f json fits its schema', async () => {
    folder.write('policies/acme/p.rego', bad);
    const { code, stdout } = await run('policy', 'check', '-f', 'json');
    expect(code).toBe(1);
    const schema = JSON.parse(
      readFileSync(join(ROOT, 'reports/policy-check-1.schema.json'), 'utf8'),
    ) as SchemaObject;
    const validate = new Ajv2020({ strict: true }).compile(schema);
    const document = JSON.parse(stdout) as { problems: object[] };
    validate(document);
    expect(validate.errors).toBe(null);
    expect(document).toEqual({
      problems: [
        {
          severity: 'error',
          check: 'metadata',
          file: 'policies/acme/p.rego',
          line: 1,
          column: 1,
          message: 'a policy has a METADATA block above its package; docs/writing-policies.md shows one',
        },
      ],
      summary: { errors: 1, warnings: 0, policies: 0, files: 1 },
    });
  });

  test('of a file tells what is wrong with that one, with what it imports', async () => {
    folder.write('policies/acme/p.rego', bad);
    const good = `# METADATA
# title: A policy
# custom:
#   severity: low
#   resources: [aws_ebs_volume]
package acme.q

import data.acme.lib

deny contains "x" if lib.is_large(input.values)
`;
    folder.write('policies/acme/q.rego', good);
    folder.write('policies/acme/lib.rego', 'package acme.lib\n\nis_large(v) if v.sze > 5\n');
    expect(await run('policy', 'check', 'policies/acme/q.rego')).toEqual({
      code: 0,
      stdout: 'no problems in 1 policy, 1 file\n',
      stderr: '',
    });
    expect((await run('policy', 'check', 'policies/acme/lib.rego')).stdout.split('\n')[0]).toBe(
      'policies/acme/lib.rego:3:18: error: `input.values.sze`: aws_ebs_volume has no attribute `sze`; did you mean `size`? (called by acme.q) [unknown-place]',
    );
  });

  test('prints nothing that a terminal obeys', async () => {
    folder.write('policies/acme/p.rego', 'package acme.p\n\nx := "\u001b[31m\u202e" +\n');
    const { code, stdout } = await run('policy', 'check');
    expect(code).toBe(1);
    for (const obeyed of ['\u001b', '\u202e']) expect(stdout).not.toContain(obeyed);
  });

  test.each([
    [[], 'driftlock: no policies at policies', 'name a folder that holds .rego files'],
    [['nowhere'], 'driftlock: no policies at nowhere', 'name a folder that holds .rego files'],
    [['notes.txt'], 'driftlock: notes.txt is no .rego file', 'name .rego files, or a folder that holds them'],
    [['empty'], 'driftlock: no .rego files in empty', 'files ending in _test.rego are tests, not policies'],
    [['--fail-on', 'warnings'], 'driftlock: --fail-on: unknown value "warnings"', 'did you mean "warning"?'],
  ])('%j cannot be checked', async (args, line, hint) => {
    folder.write('notes.txt', '');
    folder.write('empty/readme.md', '');
    const { code, stdout, stderr } = await run('policy', 'check', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n')[0]).toBe(line);
    expect(stderr.split('\n')[1]).toContain(hint);
  });
});

test('scan refuses a policy that does not compile, and says what tells more', async () => {
  folder.write(
    'policies/acme/p.rego',
    `# METADATA
# title: A policy
# custom:
#   severity: low
#   resources: [aws_ebs_volume]
package acme.p

deny contains sprintf("%d", [input.values.size]) if input.values.size > 5
`,
  );
  const { code, stderr } = await run('scan', EXAMPLE, '--policies', 'policies');
  expect(code).toBe(2);
  expect(stderr.split('\n')[1]).toContain('driftlock policy check policies');
  rmSync(join(folder.path, 'policies'), { recursive: true });
});
