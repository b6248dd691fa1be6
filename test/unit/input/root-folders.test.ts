/** Files that a commit hook names, and the root modules that they belong to. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { sourceText } from '../../../src/input/hcl/source-text.ts';
import { rootFolders } from '../../../src/input/root-folders.ts';

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

function tree(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'driftlock-roots-')));
  made.push(root);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return root;
}

function call(name: string, source: string): string {
  return `module "${name}" {\n  source = "${source}"\n}\n`;
}

const TREE = tree({
  'live/prod/main.tf': call('network', '../../modules/network'),
  'live/prod/terraform.tfvars': '',
  'live/prod/sizes/large.tfvars': '',
  'live/stage/main.tofu': call('network', '../../modules/network/'),
  'modules/network/main.tf': call('rules', './rules'),
  'modules/network/extra.auto.tfvars': '',
  'modules/network/rules/main.tf.json': '{}',
  'modules/alone/main.tf': '# module "x" { source = "../network" }\n',
  'modules/text/main.tf': 'locals {\n  x = <<EOT\nmodule "y" {\n  source = "../alone"\n}\nEOT\n}\n',
  'modules/json/main.tf.json': '{"module": {"r": {"source": "../called-by-json"}}}',
  'modules/called-by-json/main.tf': '',
  'modules/registry/main.tf': call('vpc', 'terraform-aws-modules/vpc/aws'),
  'ring/a/main.tf': call('b', '../b'),
  'ring/b/main.tf': call('a', '../a'),
  'broken/main.tf': `${call('alone', '../modules/half')}\nresource "x" {{{`,
  'modules/half/main.tf': '',
  'live/prod/.terraform/modules/x/main.tf': call('network', '../../../../../modules/alone'),
  'empty/only.tfvars': '',
});

async function roots(...names: string[]) {
  const { folders, strangers } = await rootFolders(
    names.map((name) => path.join(TREE, name)),
    TREE,
  );
  const below = (one: string) => path.relative(TREE, path.resolve(one)) || '.';
  return { folders: folders.map(below), strangers: strangers.map(below) };
}

describe('the root of', () => {
  test.each([
    ['a root module', 'live/prod/main.tf', ['live/prod']],
    ['a module that two call', 'modules/network/main.tf', ['live/prod', 'live/stage']],
    ['a module of a module', 'modules/network/rules/main.tf.json', ['live/prod', 'live/stage']],
    [
      'a module that only a comment, a text and what was fetched call',
      'modules/alone/main.tf',
      ['modules/alone'],
    ],
    ['a module that JSON calls', 'modules/called-by-json/main.tf', ['modules/json']],
    ['a module with calls to a registry', 'modules/registry/main.tf', ['modules/registry']],
    ['modules that call each other', 'ring/a/main.tf', ['ring/a']],
    ['a module that a broken file calls', 'modules/half/main.tf', ['broken']],
    ['variables of a root module', 'live/prod/terraform.tfvars', ['live/prod']],
    ['variables in a folder below', 'live/prod/sizes/large.tfvars', ['live/prod']],
    [
      'variables of a module, which no caller reads',
      'modules/network/extra.auto.tfvars',
      ['modules/network'],
    ],
    ['a new folder', 'new/main.tf', ['new']],
  ])('%s', async (_, file, folders) => {
    expect(await roots(file)).toEqual({ folders, strangers: [] });
  });

  test('several files, each once', async () => {
    const files = ['modules/network/main.tf', 'live/prod/main.tf', 'live/prod/terraform.tfvars'];
    expect(await roots(...files)).toEqual({ folders: ['live/prod', 'live/stage'], strangers: [] });
  });
});

test('variables that belong to nothing are named', async () => {
  expect(await roots('empty/only.tfvars')).toEqual({ folders: [], strangers: ['empty/only.tfvars'] });
});

test('a link that leads in a circle is not followed', async () => {
  const root = tree({ 'a/main.tf': '' });
  symlinkSync(root, path.join(root, 'a/up'));
  const { folders } = await rootFolders([path.join(root, 'a/main.tf')], root);
  expect(folders.map((one) => path.resolve(one))).toEqual([path.join(root, 'a')]);
});

test('a file of another kind is refused', async () => {
  await expect(rootFolders(['tfplan.json'], TREE)).rejects.toMatchObject({
    code: 'usage',
    message: 'tfplan.json is no file of a Terraform configuration',
  });
});

test('what nobody can read is told as where it is scanned', async () => {
  const none = path.join(TREE, 'none');
  const told = { code: 'input-unreadable', message: 'cannot be read (ENOENT)', where: none };
  await expect(rootFolders([path.join(TREE, 'live/prod/main.tf')], none)).rejects.toMatchObject(told);
  expect(() => sourceText(none)).toThrow(expect.objectContaining(told));
});
