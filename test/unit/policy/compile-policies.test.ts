/** A folder of policies to a catalogue and a module; every mistake with its place. */
import path from 'node:path';
import * as sdk from '@open-policy-agent/opa-wasm';
import { describe, expect, it } from 'vitest';
import { DriftlockError } from '../../../src/errors.ts';
import { compilePolicies } from '../../../src/policy/compile-policies.ts';
import { readPolicySources } from '../../../src/policy/policy-sources.ts';
import { policyText, temporaryFolder } from './temporary-folder.ts';

const { loadPolicySync } = (sdk as unknown as { default: typeof sdk }).default;
const types = [
  { type: 't_a', attributes: ['id', 'tags'] },
  { type: 't_b', attributes: ['id', 'tags'] },
  { type: 't_c', attributes: ['id'] },
];

async function compile(files: Readonly<Record<string, string | Uint8Array>>, bundled = false) {
  return compilePolicies(await readPolicySources(temporaryFolder(files)), { types, bundled });
}

async function failure(files: Readonly<Record<string, string | Uint8Array>>, bundled = false) {
  const folder = temporaryFolder(files);
  try {
    await compilePolicies(await readPolicySources(folder), { types, bundled });
  } catch (thrown) {
    if (!(thrown instanceof DriftlockError)) throw thrown;
    const where = thrown.where === undefined ? undefined : path.relative(folder, thrown.where);
    return { code: thrown.code, message: thrown.message, where, hint: thrown.hint };
  }
  return undefined;
}

describe('compilePolicies', () => {
  it('makes a catalogue of what stands in the sources', async () => {
    const full = `# METADATA
# title: T
# description: D
# related_resources: [https://a.example/b]
# custom:
#   severity: low
#   resources: ['t_*', driftlock_aws_account, other_thing]
#   having: [tags]
#   mode: data
#   on: change
#   related: [refs.x]
#   needs: [limit]
#   aliases: [CKV_1]
#   remediation: fix.it
#   enforcement: warn
package policies.s3.full

import data.lib.shared

applies if input.type != "x"

deny contains $"is {shared.name}" if input.values.a
`;
    const { catalogue, wasm } = await compile({
      's3/full.rego': full,
      'simple.rego': policyText('acme.simple'),
      'lib/shared.rego': 'package lib.shared\n\nname := input.values.name\n',
      'simple_test.rego': 'package broken {',
      'node_modules/x/y.rego': 'broken',
      '.hidden/y.rego': 'broken',
    });
    const empty = { having: [], related: [], needs: [], aliases: [], relatedResources: [] };
    expect(catalogue).toEqual({
      format: 1,
      compiler: expect.stringMatching(/^opa \d/),
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      groups: { g1: ['s3.full'], g2: ['acme.simple', 's3.full'] },
      types: { driftlock_aws_account: 'g1', other_thing: 'g1', t_a: 'g2', t_b: 'g1' },
      policies: [
        {
          ...empty,
          id: 'acme.simple',
          title: 'Title of acme.simple',
          description: '',
          severity: 'high',
          enforcement: 'block',
          resources: ['t_a'],
          mode: 'managed',
          onChange: false,
          file: 'simple.rego',
          line: 6,
          reads: { applies: [], denies: [[['values', 'a']]], all: [['values', 'a']] },
        },
        {
          id: 's3.full',
          title: 'T',
          description: 'D',
          severity: 'low',
          enforcement: 'warn',
          resources: ['t_*', 'driftlock_aws_account', 'other_thing'],
          having: ['tags'],
          mode: 'data',
          onChange: true,
          related: ['refs.x'],
          needs: ['limit'],
          aliases: ['CKV_1'],
          relatedResources: ['https://a.example/b'],
          remediation: 'fix.it',
          file: 's3/full.rego',
          line: 16,
          reads: {
            applies: [['type']],
            denies: [[['values', 'a']]],
            all: [['type'], ['values', 'a'], ['values', 'name']],
          },
        },
      ],
    });
    const policy = loadPolicySync(new WebAssembly.Module(wasm), { initial: 64 }, {}) as unknown as {
      evaluate(input: object, entrypoint: string): { result: unknown }[];
    };
    expect(
      policy.evaluate({ canary: 1, type: 't_a', values: { a: 1, name: 'n' } }, 'driftlock/group/g2')[0]
        ?.result,
    ).toEqual({
      canary: 1,
      policies: {
        'acme.simple': { applies: true, denies: [0], deny: ['a is 1'] },
        's3.full': { applies: true, denies: [0], deny: ['is n'] },
      },
    });
  });

  it('takes one file, a byte order mark and carriage returns', async () => {
    const text = `\ufeff${policyText('acme.one').replaceAll('\n', '\r\n')}`;
    const folder = temporaryFolder({ 'one.rego': text });
    const { catalogue } = await compilePolicies(await readPolicySources(path.join(folder, 'one.rego')), {
      types,
    });
    expect(catalogue.policies.map(({ id, file }) => [id, file])).toEqual([['acme.one', 'one.rego']]);
  });

  it('says where a syntax error is, and how many more there are', async () => {
    expect(
      await failure({ 'a.rego': policyText('a'), 'x/b.rego': 'package x.b\n\ndeny contains if {' }),
    ).toMatchObject({
      code: 'policy-invalid',
      where: 'x/b.rego:3:15',
    });
    const call = `${policyText('a')}deny contains "x" if time.now_ns() > 1\n`;
    expect(await failure({ 'a.rego': call })).toMatchObject({
      message: 'the built-in time.now_ns is not available in compiled policies',
      where: 'a.rego:11:22',
    });
  });

  it('refuses two policies of one id', async () => {
    expect(
      await failure({
        'acme/a.rego': policyText('policies.acme.a'),
        'other/acme/a.rego': policyText('acme.a'),
      }),
    ).toMatchObject({
      code: 'policy-duplicate',
      message: 'two policies have the id acme.a',
      where: 'other/acme/a.rego:6:1',
      hint: expect.stringMatching(/^the other one is .*acme\/a\.rego:6; give one of them another package$/),
    });
    expect(
      await failure({ 'acme/a.rego': policyText('acme.a'), 'acme/a/b.rego': policyText('acme.a.b') }),
    ).toMatchObject({
      code: 'policy-invalid',
      message: 'the id acme.a.b lies below that of the policy acme.a',
    });
  });

  it('holds the package against the file', async () => {
    expect(await failure({ 's3/a.rego': policyText('s3.b') })).toMatchObject({
      where: 's3/a.rego:6:1',
      hint: 'package s3.a would',
    });
    expect(await failure({ 's3/a.rego': policyText('acme.s3.a') })).toBeUndefined();
    expect(await failure({ 'deep/policies/s3/a-b.rego': policyText('policies.s3.a_b') })).toBeUndefined();
    expect(await failure({ 's3/a.rego': policyText('s3.a') }, true)).toMatchObject({
      hint: 'package policies.s3.a would',
    });
    expect(await failure({ 's3/a.rego': policyText('policies.s3.a') }, true)).toBeUndefined();
    expect(await failure({ 'group.rego': policyText('driftlock.group') })).toMatchObject({
      code: 'policy-invalid',
    });
  });

  it.each([
    [
      'no METADATA',
      'package a\n\ndeny contains "x" if input.a',
      'a policy has a METADATA block above its package',
      1,
    ],
    [
      'warn instead of deny',
      'package a\n\nwarn contains "x" if input.a',
      'a policy has a METADATA block above its package',
      1,
    ],
    ['no title', policyText('a').replace('title', 'description'), 'title is missing', 1],
    ['no severity', policyText('a').replace(/.*severity.*\n/, ''), 'custom.severity is missing', 3],
    [
      'a wrong severity',
      policyText('a').replace('high', 'hgih'),
      'custom.severity must be one of critical, high, medium, low, info',
      4,
    ],
    ['no resources', policyText('a', '', '[]'), 'custom.resources must be a list of at least one text', 5],
    [
      'resources of another kind',
      policyText('a', '', 't_a'),
      'custom.resources must be a list of at least one text',
      5,
    ],
    ['an unknown type', policyText('a', '', '[t_x]'), 't_x is not a resource type of the provider', 5],
    [
      'a type that is judged as another',
      policyText('a', '', '[aws_default_vpc]'),
      'resources of aws_default_vpc are judged as aws_vpc',
      5,
    ],
    [
      'a type that is judged as several others',
      policyText('a', '', '[aws_security_group_rule]'),
      'resources of aws_security_group_rule are judged as aws_vpc_security_group_ingress_rule and aws_vpc_security_group_egress_rule',
      5,
    ],
    [
      'an empty pattern',
      policyText('a', '', "['t_z*']"),
      "no known resource type fits 't_z*' with what it must have",
      5,
    ],
    ['an unknown field', policyText('a', '#   severty: high\n'), 'custom.severty is not known', 6],
    [
      'an unknown field of a map in one line',
      '# METADATA\n# title: custom of one line\n# description: foo\n# custom: {severity: high, resources: [t_a], foo: 1}\npackage a\ndeny contains "a" if input.values.a\n',
      'custom.foo is not known',
      4,
    ],
    [
      'a misspelt METADATA field',
      policyText('a').replace('title', 'titel'),
      'titel is not a field of METADATA',
      2,
    ],
    [
      'having without a pattern',
      policyText('a', '#   having: [tags]\n'),
      'custom.having goes with a pattern in custom.resources',
      6,
    ],
    ['on of another kind', policyText('a', '#   on: changes\n'), 'custom.on must be one of change', 6],
    ['broken YAML', policyText('a', '#   x: [\n'), expect.stringContaining('yaml'), 6],
  ])('refuses %s', async (_, text, message, line) => {
    expect(await failure({ 'a.rego': text })).toMatchObject({
      code: 'policy-invalid',
      message,
      where: expect.stringMatching(new RegExp(`^a\\.rego:${line}:`)),
    });
  });

  it('lets policies for data sources name any type', async () => {
    const text = policyText('a', '#   mode: data\n', '[aws_default_vpc, aws_alb]');
    expect(await failure({ 'a.rego': text })).toBeUndefined();
  });

  it('names the nearest known field', async () => {
    expect(await failure({ 'a.rego': policyText('a', '#   severty: high\n') })).toMatchObject({
      hint: expect.stringContaining('"severity"'),
    });
  });

  it('refuses folders without policies, and what cannot be read', async () => {
    expect(await failure({ 'x.txt': '' })).toMatchObject({ code: 'policy-invalid' });
    expect(await failure({ 'lib.rego': 'package lib\nx := 1' })).toMatchObject({ code: 'policy-invalid' });
    expect(await failure({ 'a.rego': new Uint8Array([0xff, 0xfe, 0x00]) })).toMatchObject({
      where: 'a.rego',
    });
    await expect(readPolicySources('/nowhere/at/all')).rejects.toMatchObject({ code: 'policy-invalid' });
  });
});
