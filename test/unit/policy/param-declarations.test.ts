/** `custom.params` of METADATA, and its mistakes with their lines. */
import { describe, expect, test } from 'vitest';
import { DriftlockError } from '../../../src/errors.ts';
import { compilePolicies } from '../../../src/policy/compile-policies.ts';
import { loadBundledPolicies } from '../../../src/policy/load-bundled-policies.ts';
import { paramDeclarations } from '../../../src/policy/param-declarations.ts';
import { readPolicySources } from '../../../src/policy/policy-sources.ts';
import type { JsonObject } from '../../../src/resource/resource.ts';
import { policyText, temporaryFolder } from './temporary-folder.ts';

test('are read, with short forms made long', () => {
  const given: JsonObject = {
    most: { type: 'integer', default: 5, description: ' How many.\n' },
    names: { type: ['array', 'string'], items: 'string', required: true },
    any: { type: ['object', 'boolean'], default: {} },
    message: { type: 'string', default: '' },
    needed: { type: 'number' },
  };
  expect(paramDeclarations(given, ['needed'])).toEqual({
    params: {
      most: { type: ['integer'], default: 5, description: 'How many.' },
      names: { type: ['array', 'string'], items: ['string'], required: true },
      any: { type: ['object', 'boolean'], default: {} },
      message: { type: ['string'], default: '' },
      needed: { type: ['number'], required: true },
    },
  });
});

describe('mistakes', () => {
  test.each<[JsonObject, readonly string[], string | RegExp, string | RegExp | undefined]>([
    [{ a: 5 }, [], 'custom.params.a must be a mapping with its type', /for instance/],
    [{ a: {} }, [], 'custom.params.a has no type', /one of string/],
    [{ a: { typ: 'string' } }, [], 'custom.params.a.typ is not known', /did you mean "type"\?/],
    [
      { a: { type: 'int' } },
      [],
      /custom\.params\.a\.type must be one of/,
      /did you mean "integer"|known: string/,
    ],
    [{ a: { type: [] } }, [], /custom\.params\.a\.type must be one of/, undefined],
    [{ a: { type: 'array', items: 5 } }, [], /custom\.params\.a\.items must be one of/, undefined],
    [
      { a: { type: 'string', items: 'string', default: '' } },
      [],
      'custom.params.a.items goes with the type array',
      undefined,
    ],
    [
      { a: { type: 'string', description: 5, default: '' } },
      [],
      'custom.params.a.description must be a text',
      undefined,
    ],
    [
      { a: { type: 'string', required: 'yes' } },
      [],
      'custom.params.a.required must be true or false',
      undefined,
    ],
    [
      { a: { type: 'string', required: true, default: '' } },
      [],
      'custom.params.a is required and has a default',
      /take one/,
    ],
    [
      { a: { type: 'integer', default: '5' } },
      [],
      'custom.params.a.default must be a whole number',
      undefined,
    ],
    [
      { a: { type: 'array', items: 'string', default: [1] } },
      [],
      'custom.params.a.default must be a list, each a text',
      undefined,
    ],
    [
      { a: { type: 'string' } },
      [],
      'custom.params.a has neither a default nor required: true, and what reads it is silent where a run gives none',
      /^add a default, or required: true/,
    ],
    [
      { a: { type: 'string', default: '' } },
      ['b'],
      'custom.needs names "b", which is not in custom.params',
      'known: a',
    ],
  ])('%j', (given, needs, message, hint) => {
    const read = paramDeclarations(given, needs);
    if (!('problem' in read)) throw new Error('it was read');
    expect({ message: read.problem.message, hint: read.problem.hint }).toEqual({
      message: typeof message === 'string' ? message : expect.stringMatching(message),
      hint: hint instanceof RegExp ? expect.stringMatching(hint) : hint,
    });
  });

  test('stand at their line', async () => {
    const custom = '#   params:\n#     most:\n#       type: integer\n';
    const folder = temporaryFolder({ 'a.rego': policyText('acme.a', custom) });
    const error = await compilePolicies(await readPolicySources(folder), { types: [] }).catch((one) => one);
    expect(error).toBeInstanceOf(DriftlockError);
    expect({ code: error.code, where: error.where, message: error.message }).toEqual({
      code: 'policy-invalid',
      where: `${folder}/a.rego:7:1`,
      message: expect.stringContaining('custom.params.most has neither a default nor required: true'),
    });
  });
});

test('a required one is one that the policy needs', async () => {
  const { catalogue } = await loadBundledPolicies();
  const tags = catalogue.policies.find(({ id }) => id === 'aws.resource.required_tags');
  expect([tags?.needs, tags?.params?.required?.type]).toEqual([['required'], ['array', 'string']]);
});

test('the defaults of bundled policies are those of their rules, for who runs them in OPA alone', async () => {
  const { catalogue, details } = await loadBundledPolicies();
  const { sources } = await details();
  const told = catalogue.policies.flatMap(({ file, params = {} }) =>
    Object.entries(params).flatMap(([name, param]) => {
      // What is not there is false already.
      if (param.default === undefined || param.default === false) return [];
      const text = sources.modules[file] ?? '';
      const rule = new RegExp(`^default _${name} := (.*)$`, 'm').exec(text)?.[1];
      return [[name, JSON.stringify(param.default), rule?.replaceAll(' ', '')]];
    }),
  );
  expect(told.length).toBeGreaterThan(1);
  for (const [, metadata, rule] of told) expect(rule).toBe(metadata?.replaceAll(' ', ''));
});
