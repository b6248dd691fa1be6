// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of HCL.
/** A configuration with its plan: names stand for what the plan says of them, and only what is asked for is worked out. */
import { describe, expect, it } from 'vitest';
import { loadHcl } from '../../../src/toolchain/hcl.ts';
import type { Evaluated, PlannedValue } from '../../../src/toolchain/hcl-types.ts';

const hcl = await loadHcl();

function evaluated(
  text: string,
  planned: Readonly<Record<string, PlannedValue>>,
  asked: readonly string[],
): Evaluated {
  const none = { modules: {}, contents: {}, listings: {}, variables: [], schemas: {}, workspace: '' };
  return hcl.evaluate({ files: { 'main.tf': text }, root: '.', ...none, planned, asked });
}

/** What the asked instances show, with what is unknown and sensitive of it. */
function shown({ changes }: Evaluated): Record<string, unknown> {
  return Object.fromEntries(
    changes.map(({ change: element, documents }) => {
      const { after, after_unknown, after_sensitive } = element.change as Record<string, unknown>;
      return [element.address, { after, after_unknown, after_sensitive, ...(documents && { documents }) }];
    }),
  );
}

const BOTH = `
resource "terraform_data" "a" { input = "as written" }
resource "terraform_data" "b" {
  input = { one = terraform_data.a.output, two = terraform_data.a.input, three = terraform_data.a.id }
}
`;

it('a resource is what the plan says of it, with what is open and sensitive there', () => {
  const planned = {
    'terraform_data.a': {
      after: { input: 'as planned', output: [{ known: 1 }] },
      unknown: { id: true, output: [{ open: true }] },
      sensitive: { input: true },
    },
  };
  expect(shown(evaluated(BOTH, planned, ['terraform_data.b']))).toEqual({
    'terraform_data.b': {
      after: { input: { one: [{ known: 1 }], two: 'as planned' } },
      after_unknown: { id: true, input: { one: [{ open: true }], three: true }, output: true },
      after_sensitive: { input: { two: true } },
    },
  });
});

it('only the instances that are asked for are given', () => {
  const text = 'resource "terraform_data" "many" {\n  for_each = toset(["x.y", "z"])\n  input = each.key\n}';
  const all = evaluated(`${BOTH}${text}`, {}, ['terraform_data.many["x.y"]']);
  expect(all.changes.map(({ change }) => change.address)).toEqual(['terraform_data.many["x.y"]']);
});

it('what the plan does not have is as the configuration has it', () => {
  expect(shown(evaluated(BOTH, {}, ['terraform_data.b']))).toEqual({
    'terraform_data.b': {
      after: { input: { two: 'as written' } },
      after_unknown: { id: true, input: { one: true, three: true }, output: true },
      after_sensitive: {},
    },
  });
});

it('a data source is what was read, and a document with something open in it is known but for that', () => {
  const text = `
data "aws_caller_identity" "me" {}
data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["s3:GetObject"]
    resources = [terraform_data.a.id, data.aws_caller_identity.me.account_id]
  }
}
resource "terraform_data" "a" {}
resource "terraform_data" "b" { input = data.aws_iam_policy_document.d.json }
`;
  const planned = {
    'data.aws_caller_identity.me': { after: { account_id: '123456789012' } },
    'data.aws_iam_policy_document.d': { after: { version: null }, unknown: { json: true } },
    'terraform_data.a': { after: {}, unknown: { id: true } },
  };
  const { documents } = shown(evaluated(text, planned, ['terraform_data.b']))['terraform_data.b'] as {
    documents: { input: { value: unknown; unknown: unknown } };
  };
  expect(documents.input.value).toEqual({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: [null, '123456789012'] }],
  });
  expect(documents.input.unknown).toEqual({ Statement: [{ Resource: [true, false] }] });
});

it('the workspace is not known: a plan does not say it', () => {
  const text = 'resource "terraform_data" "a" { input = terraform.workspace }';
  expect(shown(evaluated(text, {}, ['terraform_data.a']))['terraform_data.a']).toMatchObject({
    after_unknown: { input: true },
  });
});

describe('the configuration shows what a plan does not', () => {
  function expressionOf(expression: string): unknown {
    const text = `locals { l = terraform_data.a.id }\n${BOTH}resource "terraform_data" "c" { input = ${expression} }`;
    const root = evaluated(text, {}, []).configuration.root_module as Record<string, unknown>;
    const found = (root.resources as Record<string, Record<string, unknown>>[]).find(
      ({ address }) => String(address) === 'terraform_data.c',
    );
    return found?.expressions?.input;
  }

  it('local values', () => {
    const { root_module } = evaluated(`locals { l = terraform_data.a.id }\n${BOTH}`, {}, []).configuration;
    expect((root_module as Record<string, unknown>).locals).toEqual({
      l: { references: ['terraform_data.a.id', 'terraform_data.a'] },
    });
  });

  it.each([
    ['terraform_data.a.id', false],
    ['"${terraform_data.a.id}"', false],
    ['(terraform_data.a.id)', false],
    ['[terraform_data.a.id, terraform_data.b.id]', false],
    ['toset([terraform_data.a.id])', false],
    ['local.l', false],
    ['"${terraform_data.a.id}-logs"', 'text'],
    ['("${terraform_data.a.id}-logs")', 'text'],
    ['"${terraform_data.a.id}${terraform_data.b.id}"', true],
    ['terraform_data.a.id == "x" ? null : terraform_data.a.id', true],
    ['try(terraform_data.a.id, null)', true],
    ['["${terraform_data.a.id}/*"]', true],
    ['terraform_data.a.id + 1', true],
    ['toset(["x-${terraform_data.a.id}"])', true],
    ['{ a = upper(terraform_data.a.id) }', true],
  ])('whether %s is what it refers to', (expression, compound) => {
    const found = expressionOf(expression) as Record<string, unknown>;
    expect(found.compound).toBe(compound === false ? undefined : compound);
    expect(found.references).toBeDefined();
  });
});

it.each([
  ['input', ['input']],
  ['input["x"], tags.owner', ['input', 'tags']],
  [undefined, undefined],
])('what the lifecycle takes out of the configuration: %s', (names, ignored) => {
  const changes = names === undefined ? '' : `lifecycle {\n  ignore_changes = [${names}]\n}`;
  const text = `resource "terraform_data" "a" {\n  input = 1\n  ${changes}\n}`;
  expect(evaluated(text, {}, ['terraform_data.a']).changes[0]?.ignored).toEqual(ignored);
});

it('all of it', () => {
  const text = 'resource "terraform_data" "a" {\n  lifecycle {\n    ignore_changes = all\n  }\n}';
  expect(evaluated(text, {}, ['terraform_data.a']).changes[0]?.ignored).toEqual(['*']);
});
