// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of HCL.
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openConfiguration } from '../../../src/source/configuration.ts';
import { madeRepository } from './made-repository.ts';
import { shown } from './shown-block.ts';

/** `declared main.tf:3-5`; undefined where nothing is found. */
function placed(root: string, address: string, folder = root): string | undefined {
  return shown(openConfiguration(folder, root).locate(address));
}

describe('modules', () => {
  const CALLED = 'resource "aws_vpc" "v" {\n}\n';

  test('whose files are not in the repository stand for their call', () => {
    const root = madeRepository({
      'infra/main.tf': [
        'module "registry" {\n  source = "terraform-aws-modules/vpc/aws"\n}',
        'module "gone" {\n  source = "./gone"\n}',
        'module "outside" {\n  source = "../../outside"\n}',
        'module "git" {\n  source = "git::https://example.org/x.git"\n}',
        'module "silent" {\n}',
        'module "inner" {\n  source = "./inner"\n}\n',
      ].join('\n'),
      'infra/inner/main.tf': 'module "far" {\n  source = "example/far/aws"\n}\n',
      'infra/.terraform/modules/modules.json': JSON.stringify({
        Modules: [{ Key: 'registry', Source: 'x', Dir: '.terraform/modules/registry' }, null, { Key: 1 }],
      }),
      'infra/.terraform/modules/registry/main.tf': CALLED,
    });
    const folder = join(root, 'infra');
    expect(
      Object.fromEntries(
        ['registry', 'gone', 'outside', 'git', 'silent', 'absent'].map((name) => [
          name,
          placed(root, `module.${name}["a.b"].module.x.aws_vpc.v[0]`, folder),
        ]),
      ),
    ).toEqual({
      registry: 'call infra/main.tf:1-3',
      gone: 'call infra/main.tf:4-6',
      outside: 'call infra/main.tf:7-9',
      git: 'call infra/main.tf:10-12',
      silent: 'call infra/main.tf:13-14',
      absent: undefined,
    });
    expect(placed(root, 'module.inner.module.far.aws_vpc.v', folder)).toBe('call infra/inner/main.tf:1-3');
  });

  test('a source that is worked out is where terraform init found it, where that is in the repository', () => {
    const root = madeRepository({
      'infra/main.tf': 'module "m" {\n  source = "../modules/${var.which}"\n}\n',
      'infra/.terraform/modules/modules.json': JSON.stringify({
        Modules: [
          { Key: '', Dir: '.' },
          { Key: 'm', Dir: '../modules/one' },
        ],
      }),
      'modules/one/main.tf': CALLED,
    });
    expect(placed(root, 'module.m.aws_vpc.v', join(root, 'infra'))).toBe('declared modules/one/main.tf:1-2');
  });

  test('broken lists of modules, and modules that call themselves, do no harm', () => {
    const root = madeRepository({
      'main.tf': 'module "m" {\n  source = "./"\n}\nmodule "n" {\n  source = var.x\n}\n',
      '.terraform/modules/modules.json': '{"Modules": [',
    });
    const deep = 'module.m.'.repeat(5_000);
    expect(placed(root, `${deep}aws_vpc.v`)).toBe(undefined);
    expect(placed(root, `${deep}module.n.aws_vpc.v`)).toBe('call main.tf:4-6');
  });

  test('links out of the repository are not followed, those inside are', () => {
    const other = madeRepository({ 'main.tf': CALLED });
    const root = madeRepository({
      'main.tf': 'module "out" {\n  source = "./out"\n}\nmodule "in" {\n  source = "./in"\n}\n',
      'shared/main.tf': CALLED,
    });
    symlinkSync(other, join(root, 'out'));
    symlinkSync(join(root, 'shared'), join(root, 'in'));
    symlinkSync(join(other, 'main.tf'), join(root, 'linked.tf'));
    expect(placed(root, 'module.out.aws_vpc.v')).toBe('call main.tf:1-3');
    expect(placed(root, 'module.in.aws_vpc.v')).toBe('declared shared/main.tf:1-2');
    expect(placed(root, 'aws_vpc.v')).toBe(undefined);
  });
});

describe('which file counts', () => {
  test('a .tofu file hides the .tf file of its name; what editors leave and other files are none', () => {
    const root = madeRepository({
      'a.tf': 'resource "x" "hidden" {\n}\n',
      'a.tofu': '\nresource "x" "shown" {\n}\n',
      'b.tf.json': '{"resource": {"x": {"json": {}}}}',
      'b.tf': 'resource "x" "beside" {\n}\n',
      'c.tf.json': '{"resource": {"x": {"hidden2": {}}}}',
      'c.tofu.json': '{"resource": {"x": {"shown2": {}}}}',
      '.d.tf': 'resource "x" "dotted" {\n}\n',
      'e.tf~': 'resource "x" "backup" {\n}\n',
      '#f.tf#': 'resource "x" "emacs" {\n}\n',
      'g.tfvars': 'resource "x" "vars" {\n}\n',
    });
    mkdirSync(join(root, 'folder.tf'));
    const names = [
      'hidden',
      'shown',
      'json',
      'beside',
      'hidden2',
      'shown2',
      'dotted',
      'backup',
      'emacs',
      'vars',
    ];
    expect(Object.fromEntries(names.map((name) => [name, placed(root, `x.${name}`)]))).toEqual({
      shown: 'declared a.tofu:2-3',
      json: 'declared b.tf.json:1-1',
      beside: 'declared b.tf:1-2',
      shown2: 'declared c.tofu.json:1-1',
    });
  });

  test('data sources, resources of one name, JSON in lists, and addresses that are none', () => {
    const root = madeRepository({
      'a.tf.json': `{
  "//": {"resource": {"x": {"comment": {}}}},
  "data": [{"x": {"a": {"b": 1}}}],
  "resource": [
    {"x": {"a": [{"c": "}"}]}},
    {"y": {"a": {"d": [1, {"e": "\\""}]}}}
  ],
  "module": {"m": {"source": "./m"}}
}`,
      'm/main.tf': 'data "x" "a" {\n}\nresource "x" "a" {\n}\n',
    });
    const addresses = [
      'data.x.a',
      'x.a',
      'y.a[0]',
      'module.m.data.x.a',
      'module.m[1].x.a',
      'x.comment',
      'x',
      '',
      'x.a.b',
    ];
    expect(addresses.map((address) => placed(root, address))).toEqual([
      'declared a.tf.json:3-3',
      'declared a.tf.json:5-5',
      'declared a.tf.json:6-6',
      'declared m/main.tf:1-2',
      'declared m/main.tf:3-4',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('what stands behind a mistake is not known, and the file is told', () => {
    const root = madeRepository({
      'a.tf': 'resource "x" "a" {\n}\nresource "x" "b" {\n  c = "\n}\nresource "x" "d" {\n}\n',
    });
    const configuration = openConfiguration(root, root);
    expect(['x.a', 'x.b', 'x.d'].map((address) => shown(configuration.locate(address)))).toEqual([
      'declared a.tf:1-2',
      undefined,
      undefined,
    ]);
    expect(configuration.broken()).toEqual(['a.tf']);
  });
});

describe('removed and moved', () => {
  const FILES = {
    'main.tf': [
      'module "kept" {\n  source = "./kept"\n}',
      'removed {\n  from = module.gone\n}',
      'removed {\n  from = x . spaced\n}',
      'moved {\n  from = x.one["k.1"]\n  to   = x.two\n}',
      'moved {\n  from = module.before\n  to   = module.kept["now"]\n}',
      'moved {\n  from = x.loop\n  to   = x.pool\n}',
      'moved {\n  from = x.pool\n  to   = x.loop\n}',
      'resource "x" "two" {\n}\n',
    ].join('\n'),
    'kept/main.tf':
      'resource "x" "a" {\n}\nremoved {\n  from = x.b\n}\nmoved {\n  from = x.c\n  to   = x.a\n}\n',
    'json.tf.json': '{"removed": [{"from": "x.injson"}], "moved": {"from": "x.j", "to": "x.two"}}',
  };

  test.each([
    ['module.gone[0].module.x.x.y', 'removed main.tf:4-6'],
    ['x.spaced', 'removed main.tf:7-9'],
    ['x.injson[1]', 'removed json.tf.json:1-1'],
    ['module.kept["now"].x.b', 'removed kept/main.tf:3-5'],
    ['x.one["k.1"]', 'declared main.tf:26-27'],
    ['x.one["k.2"]', undefined],
    ['x.j', 'declared main.tf:26-27'],
    ['module.before.x.a', 'declared kept/main.tf:1-2'],
    ['module.before.x.c[3]', 'declared kept/main.tf:1-2'],
    ['module.before.x.b', 'removed kept/main.tf:3-5'],
    ['x.loop', undefined],
  ])('%s', (address, expected) => {
    expect(placed(madeRepository(FILES), address)).toBe(expected);
  });
});

test('provider configurations', () => {
  const root = madeRepository({
    'main.tf':
      'provider "aws" {\n  alias = "west"\n}\nprovider "aws" {\n  region = "eu-west-1"\n}\nmodule "m" {\n  source = "./m"\n}\n',
    'm/main.tf': 'provider "aws" {\n}\n',
  });
  const configuration = openConfiguration(root, root);
  expect(
    ['aws', 'aws.west', 'aws.east', 'module.m:aws', 'module.n:aws', 'google'].map((name) =>
      shown(configuration.locateProvider(name)),
    ),
  ).toEqual([
    'provider main.tf:4-6',
    'provider main.tf:1-3',
    undefined,
    'provider m/main.tf:1-2',
    undefined,
    undefined,
  ]);
});
