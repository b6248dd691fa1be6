// biome-ignore-all lint/suspicious/noTemplateCurlyInString: values with the signs of templates.
/** Where values of variables come from, and which of them counts: as with the real Terraform. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DriftlockError } from '../../../../src/errors.ts';
import { type GivenVariable, variableSources } from '../../../../src/input/hcl/variable-sources.ts';
import { loadHcl } from '../../../../src/toolchain/hcl.ts';

const hasTerraform = spawnSync('terraform', ['version']).status === 0;
if (!hasTerraform) console.warn('SKIPPED: no Terraform: the order of values is not held against it');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'variable-sources-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A folder of its own with these files. */
function made(files: Readonly<Record<string, string>>): string {
  const own = mkdtempSync(join(folder, 'of-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(own, name), text);
  return own;
}

const FILES = {
  'terraform.tfvars': 'v = "terraform.tfvars"',
  'terraform.tfvars.json': '{"v": "terraform.tfvars.json"}',
  'B.auto.tfvars': 'v = "B.auto"',
  'a.auto.tfvars': 'v = "a.auto"',
  'a.auto.tfvars.json': '{"v": "a.auto.json"}',
  'z.tfvars': 'v = "z"',
};

describe('sources', () => {
  it('come in the order in which they count, the last of them most', () => {
    const own = made({ ...FILES, 'x.auto.tfvars.txt': '', 'main.tf': '', '.auto.tfvars': 'v = "no name"' });
    const given: GivenVariable[] = [
      { kind: 'value', name: 'v', text: 'first' },
      { kind: 'file', file: join(own, 'z.tfvars') },
      { kind: 'value', name: 'v', text: '' },
    ];
    const environment = {
      TF_VAR_v: 'environment',
      TF_VAR_: 'x',
      TF_VARv: 'no',
      TF_VAR_gone: undefined,
      PATH: '/',
    };
    expect(variableSources(own, given, environment)).toEqual([
      { name: 'v', text: 'environment' },
      { name: '', text: 'x' },
      { file: 'terraform.tfvars', text: FILES['terraform.tfvars'] },
      { file: 'terraform.tfvars.json', text: FILES['terraform.tfvars.json'] },
      { file: '.auto.tfvars', text: 'v = "no name"' },
      { file: 'B.auto.tfvars', text: FILES['B.auto.tfvars'] },
      { file: 'a.auto.tfvars', text: FILES['a.auto.tfvars'] },
      { file: 'a.auto.tfvars.json', text: FILES['a.auto.tfvars.json'] },
      { name: 'v', text: 'first', asked: true },
      { file: join(own, 'z.tfvars'), text: FILES['z.tfvars'] },
      { name: 'v', text: '', asked: true },
    ]);
  });

  it('are none where there are none', () => {
    expect(variableSources(made({ 'main.tf': '' }), [], {})).toEqual([]);
  });

  it.each([
    ['a file that is not there', 'nowhere.tfvars', 'input-missing', 'no such file of variables'],
    ['a folder', 'folder', 'input-unreadable', 'cannot be read (EISDIR)'],
    ['what is no text', 'latin.tfvars', 'input-unreadable', 'not UTF-8'],
  ])('%s is an error that names it', (_name, name, code, message) => {
    const own = made({});
    mkdirSync(join(own, 'folder'));
    writeFileSync(join(own, 'latin.tfvars'), Buffer.from([0xe9]));
    const file = join(own, name);
    expect(() => variableSources(own, [{ kind: 'file', file }], {})).toThrow(
      new DriftlockError(code as 'input-missing', message, { where: file }),
    );
  });
});

describe.runIf(hasTerraform)('what counts is what counts with Terraform', () => {
  const { 'z.tfvars': _, ...automatic } = FILES;
  const names = Object.keys(automatic);
  it.each([
    ['the default', [], {}, []],
    ['the environment', [], { TF_VAR_v: 'environment' }, []],
    ...names.map((_name, at) => [
      `${names[at]} and what is before it`,
      names.slice(0, at + 1),
      { TF_VAR_v: 'e' },
      [],
    ]),
    ['a flag', names, {}, ['-var=v=flag']],
    ['a file behind a flag', names, {}, ['-var=v=flag', '-var-file=z.tfvars']],
    ['a flag behind a file', names, {}, ['-var-file=z.tfvars', '-var=v=flag']],
    ['a value with signs', [], {}, ['-var=v=a=b "c" ${d}']],
  ] as [string, string[], Record<string, string>, string[]][])(
    '%s',
    async (_name, there, environment, flags) => {
      const main =
        'variable "v" {\n  default = "default"\n}\nresource "terraform_data" "a" {\n  input = var.v\n}\n';
      const own = made({
        'main.tf': main,
        'z.tfvars': FILES['z.tfvars'],
        ...Object.fromEntries(there.map((name) => [name, FILES[name as keyof typeof FILES]])),
      });
      const { stdout } = spawnSync('terraform', ['console', ...flags], {
        cwd: own,
        input: 'nonsensitive(jsonencode(var.v))\n',
        encoding: 'utf8',
        env: { ...process.env, ...environment, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: '/dev/null' },
      });
      const given = flags.map((flag): GivenVariable => {
        const [, kind, rest = ''] = /^-(var|var-file)=(.*)$/s.exec(flag) ?? [];
        const at = rest.indexOf('=');
        if (kind === 'var-file') return { kind: 'file', file: join(own, rest) };
        return { kind: 'value', name: rest.slice(0, at), text: rest.slice(at + 1) };
      });
      const none = { modules: {}, contents: {}, listings: {}, schemas: {}, workspace: 'default', root: '.' };
      const variables = variableSources(own, given, environment);
      const { changes } = (await loadHcl()).evaluate({ ...none, files: { 'main.tf': main }, variables });
      const after = (changes[0]?.change.change as { after: { input: string } } | undefined)?.after.input;
      expect(JSON.stringify(after)).toBe(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
    },
  );
});
