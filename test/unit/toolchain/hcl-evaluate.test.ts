// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of HCL.
/** What a configuration comes to: variables, modules, repetition, what is not known and why, and what is wrong with it. */
import { describe, expect, it } from 'vitest';
import { HclError, loadHcl } from '../../../src/toolchain/hcl.ts';
import type { Evaluated, EvaluateRequest, VariableSource } from '../../../src/toolchain/hcl-types.ts';

const hcl = await loadHcl();

function evaluate(files: Record<string, string>, more: Partial<EvaluateRequest> = {}): Evaluated {
  const none = { modules: {}, contents: {}, listings: {}, variables: [], schemas: {} };
  return hcl.evaluate({ files, root: '.', workspace: 'default', ...none, ...more });
}

/** `input` of the terraform_data blocks by address: value, what is unknown of it, why. */
function inputs({ changes }: Evaluated): Record<string, unknown> {
  return Object.fromEntries(
    changes.map(({ change: element, reasons }) => {
      const change = element.change as Record<string, Record<string, unknown>>;
      const open = change.after_unknown?.input;
      const why = (reasons as Record<string, unknown> | undefined)?.input;
      const known = change.after?.input;
      return [element.address, open === undefined ? known : { known, open, why }];
    }),
  );
}

function data(name: string, expression: string, more = ''): string {
  return `resource "terraform_data" "${name}" {\n  ${more}\n  input = ${expression}\n}\n`;
}

function errorsOf(files: Record<string, string>, variables: readonly VariableSource[] = []): string[] {
  try {
    evaluate(files, { variables });
  } catch (cause) {
    if (cause instanceof HclError)
      return cause.problems.map(({ file, row, col, message }) => `${file}:${row}:${col} ${message}`);
    throw cause;
  }
  return [];
}

describe('what is not known', () => {
  const files = {
    'main.tf': [
      'variable "none" {}',
      'module "far" {\n  source = "terraform-aws-modules/vpc/aws"\n}',
      'data "aws_ami" "a" {}',
      data('variable', '"x-${var.none}"'),
      data('data', '{ id = data.aws_ami.a.id, beside = 1 }'),
      data('module', '[module.far.id, "known"]'),
      data('function', 'bcrypt("x")'),
      data('missing', 'file("nowhere.txt")'),
      data('apply', 'terraform_data.data.id'),
      data('later', 'timestamp()'),
      data('wrong', '1 + "x"'),
      data('length', 'length([var.none, 2])'),
    ].join('\n'),
  };

  it('has its reason, and leaves what stands beside it known', () => {
    const evaluated = evaluate(files, { contents: { 'nowhere.txt': null } });
    expect(inputs(evaluated)).toEqual({
      'terraform_data.variable': { open: true, why: 'variable' },
      'terraform_data.data': { known: { beside: 1 }, open: { id: true }, why: { id: 'data-source' } },
      'terraform_data.module': {
        known: [null, 'known'],
        open: [true, false],
        why: ['module-missing', false],
      },
      'terraform_data.function': { open: true, why: 'unsupported' },
      'terraform_data.missing': { open: true, why: 'unsupported' },
      'terraform_data.apply': { open: true },
      'terraform_data.later': { open: true },
      'terraform_data.wrong': { open: true, why: 'malformed' },
      'terraform_data.length': 2,
    });
    expect(evaluated.gaps).toEqual([
      { file: 'main.tf', row: 2, col: 1, call: 'module.far', source: 'terraform-aws-modules/vpc/aws' },
    ]);
    expect(evaluated.notices.map(({ file, row, col }) => `${file}:${row}:${col}`)).toEqual(['main.tf:43:15']);
  });

  it('asks for files and reads what it is given', () => {
    const source = { 'main.tf': data('a', 'file("x.txt")') };
    expect(evaluate(source).needs).toEqual({ files: ['x.txt'], folders: [] });
    const contents = { 'x.txt': Buffer.from('hé').toString('base64') };
    expect(inputs(evaluate(source, { contents }))).toEqual({ 'terraform_data.a': 'hé' });
  });

  it('is an attribute that no schema has and something refers to; names of resources are none', () => {
    const things = ['one', 'two'].map((name) => `resource "x_thing" "${name}" {\n  size = 1\n}\n`);
    const text = [...things, data('names', 'keys(x_thing.one)'), data('colour', 'x_thing.two.colour')];
    expect(inputs(evaluate({ 'main.tf': text.join('\n') }))).toMatchObject({
      'terraform_data.names': ['colour', 'size'],
      'terraform_data.colour': { open: true },
    });
  });

  it('stands for instances of which nobody knows how many there are', () => {
    const source = { 'main.tf': `variable "n" {}\n${data('a', 'each.key', 'for_each = var.n')}` };
    const [change, ...others] = evaluate(source).changes;
    expect(others).toEqual([]);
    expect(change).toMatchObject({ open: true, change: { address: 'terraform_data.a[*]' } });
  });

  it('is told of documents leaf by leaf', () => {
    const policy =
      'jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = terraform_data.a.id }] })';
    const source = {
      'main.tf': `${data('a', '1')}\nlocals {\n  p = ${policy}\n}\nresource "x_y" "z" {\n  policy = local.p\n  other = "\${local.p}!"\n}`,
    };
    const change = evaluate(source).changes.find(({ documents }) => documents !== undefined);
    expect(change?.documents).toEqual({
      policy: {
        value: { Statement: [{ Action: 's3:*', Effect: 'Allow' }] },
        unknown: { Statement: [{ Resource: true }] },
        reasons: null,
        sensitive: null,
      },
    });
  });
});

describe('variables', () => {
  const files = { 'main.tf': `variable "v" {\n  default = "default"\n}\n${data('a', 'var.v')}` };

  it.each([
    [[], 'default'],
    [[{ name: 'v', text: 'environment' }], 'environment'],
    [
      [
        { name: 'v', text: 'environment' },
        { file: 'terraform.tfvars', text: 'v = "file"' },
      ],
      'file',
    ],
    [
      [
        { file: 'a.tfvars.json', text: '{"v": "json"}' },
        { name: 'v', text: 'flag', asked: true },
      ],
      'flag',
    ],
    [[{ name: 'other', text: 'x' }], 'default'],
  ] as [VariableSource[], string][])('%#: what comes last counts', (variables, value) => {
    expect(inputs(evaluate(files, { variables }))).toEqual({ 'terraform_data.a': value });
  });

  it('of a type that is no text are read as expressions', () => {
    const typed = { 'main.tf': `variable "v" {\n  type = list(number)\n}\n${data('a', 'var.v')}` };
    const variables = [{ name: 'v', text: '[1, "2"]' }];
    expect(inputs(evaluate(typed, { variables }))).toEqual({ 'terraform_data.a': [1, 2] });
    expect(errorsOf(typed, [{ name: 'v', text: '[1,' }])).not.toEqual([]);
    expect(errorsOf(typed, [{ name: 'v', text: '"x"' }])).toEqual([expect.stringContaining('main.tf:1:1')]);
  });

  it('that there are not are an error where the user names them', () => {
    expect(errorsOf(files, [{ name: 'vv', text: 'x', asked: true }])).toEqual([
      'undefined:undefined:undefined --var vv: there is no variable of that name',
    ]);
  });

  it('that are sensitive make what holds them so', () => {
    const secret = {
      'main.tf': `variable "s" {\n  sensitive = true\n  default = "x"\n}\n${data('a', '{ a = "u:${var.s}", b = 1 }')}`,
    };
    const [change] = evaluate(secret).changes;
    expect(change?.change.change).toMatchObject({
      after: { input: { a: 'u:x', b: 1 } },
      after_sensitive: { input: { a: true } },
    });
  });
});

describe('what is wrong', () => {
  it.each([
    ['a cycle of locals', 'locals {\n  a = local.b\n  b = local.a\n}', ['main.tf:3:7']],
    [
      'a cycle of resources',
      `${data('a', 'terraform_data.b.id')}${data('b', 'terraform_data.a.id')}`,
      ['main.tf:7:11'],
    ],
    ['a name that there is not', data('a', 'local.nowhere'), ['main.tf:3:11']],
    ['an unknown function', data('a', 'jsonencoded({})'), ['main.tf:3:11']],
    ['a block that is there twice', `${data('a', '1')}${data('a', '2')}`, ['main.tf:5:1']],
    ['what cannot be parsed', 'locals {\n  é = ', ['main.tf:2:7']],
    ['too many instances', data('a', '1', 'count = 1000000'), ['main.tf:2:11']],
    ['a module in itself', 'module "m" {\n  source = "."\n}', ['main.tf:1:1']],
  ])('%s', (_name, text, places) => {
    const found = errorsOf({ 'main.tf': text }).map((line) => line.slice(0, line.indexOf(' ')));
    expect([...new Set(found)].slice(0, 1)).toEqual(places);
  });

  it('is told in the same order in every run', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const members = names.map((name) => `${name} = local.${name}_not`).join('\n');
    const text = `locals {\n${members}\n}\n${data('r', 'local.a', members)}`;
    const told = Array.from({ length: 10 }, () => errorsOf({ 'main.tf': text }));
    expect(told).toEqual(Array.from({ length: 10 }, () => told[0]));
    expect(new Set(told[0]).size).toBe(10);
  });

  it('is wrong in whatever depth', () => {
    const locals = Array.from({ length: 2000 }, (_, at) => `  l${at} = local.l${at + 1}`).join('\n');
    expect(errorsOf({ 'main.tf': `locals {\n${locals}\n  l2000 = 1\n}` })[0]).toContain('more than 400 deep');
  });
});

it('override files replace what they say, and only that', () => {
  const files = {
    'main.tf': `${data('a', '1')}${data('b', '1')}`,
    'main_override.tf': data('a', '2'),
  };
  expect(inputs(evaluate(files))).toEqual({ 'terraform_data.a': 2, 'terraform_data.b': 1 });
});

it('modules that terraform init has fetched are found by their key', () => {
  const files = {
    'main.tf': `module "vpc" {\n  source = "r/vpc/aws"\n}\n${data('a', 'module.vpc.out')}`,
    '.terraform/modules/vpc/main.tf':
      'module "inner" {\n  source = "./inner"\n}\noutput "out" {\n  value = module.inner.path\n}',
    '.terraform/modules/vpc/inner/main.tf': 'output "path" {\n  value = path.module\n}',
  };
  const evaluated = evaluate(files, { modules: { vpc: '.terraform/modules/vpc' } });
  expect(evaluated.gaps).toEqual([]);
  expect(inputs(evaluated)).toEqual({ 'terraform_data.a': '.terraform/modules/vpc/inner' });
});
