/** What the configuration says of policies, as every verb then sees them. */
import { describe, expect, test } from 'vitest';
import type { Layer, PolicyEntry } from '../../../src/config/file/config.ts';
import type { Policy } from '../../../src/finding/policy.ts';
import { configurePolicies } from '../../../src/policy/configure-policies.ts';
import { paramValues } from '../../../src/policy/param-values.ts';
import { LOADED, layers, policy, refused } from './configured-sets.ts';

function configured(...texts: readonly string[]): Readonly<Record<string, Policy>> {
  const sets = configurePolicies(LOADED, { layers: layers(...texts), bundledProfiles: ['recommended'] });
  return Object.fromEntries(sets.flatMap(({ catalogue }) => catalogue.policies.map((one) => [one.id, one])));
}

/** Severities by id of those that the configuration names. */
function severities(...texts: readonly string[]): Readonly<Record<string, string>> {
  const all = Object.values(configured(...texts));
  return Object.fromEntries(
    all.filter((one) => one.configured !== undefined).map(({ id, severity }) => [id, severity]),
  );
}

test('a policy of which nothing is said is the same', () => {
  expect(configurePolicies(LOADED, { layers: [], bundledProfiles: ['recommended'] })).toEqual(LOADED);
  expect(configured('policies: {aws.s3.a: {severity: low}}')['aws.ec2.c']).toBe(
    LOADED[0]?.catalogue.policies[2],
  );
});

test('all that is said stands in it, with its place', () => {
  const { 'aws.s3.b': found } = configured(
    'policies: {aws.s3.b: {enabled: true, severity: info, enforcement: block, paths: ["!x"]}}',
    'policies: {"aws.s3.b": {enabled: false}}',
  );
  expect(found).toEqual({
    ...policy('aws.s3.b', { profiles: ['recommended', 'tags'], aliases: ['CKV_2', 'ckv_shared'] }),
    severity: 'info',
    enforcement: 'block',
    configured: {
      enabled: { value: false, where: 'driftlock.yaml:1:34', profile: 'p1' },
      severity: { value: 'info', where: 'driftlock.yaml:1:48' },
      enforcement: { value: 'block', where: 'driftlock.yaml:1:67' },
      paths: { value: ['!x'], where: 'driftlock.yaml:1:81' },
    },
  });
});

describe('who wins', () => {
  test.each<[string, readonly string[], Readonly<Record<string, string>>]>([
    [
      'an id over a glob, wherever it stands',
      ['policies: {aws.s3.a: {severity: low}, "*": {severity: info}}'],
      {
        'aws.s3.a': 'low',
        'aws.s3.b': 'info',
        'aws.ec2.c': 'info',
        'acme.free': 'info',
      },
    ],
    [
      'the later glob',
      ['policies: {"aws.s3.*": {severity: low}, "aws.*": {severity: info}}'],
      {
        'aws.s3.a': 'info',
        'aws.s3.b': 'info',
        'aws.ec2.c': 'info',
      },
    ],
    [
      'the later name, alias or id',
      ['policies: {aws.s3.a: {severity: low}, ckv_1: {severity: info}}'],
      { 'aws.s3.a': 'info' },
    ],
    [
      'a profile over an id of the file',
      ['policies: {aws.s3.a: {severity: low}}', 'policies: {"*.a": {severity: info}}'],
      {
        'aws.s3.a': 'info',
      },
    ],
    [
      'each key by itself',
      ['policies: {aws.s3.a: {severity: low}}', 'policies: {"aws.s3.a": {enforcement: warn}}'],
      {
        'aws.s3.a': 'low',
      },
    ],
    [
      'an alias of several means all of them',
      ['policies: {CKV_SHARED: {severity: low}}'],
      {
        'aws.s3.a': 'low',
        'aws.s3.b': 'low',
      },
    ],
    [
      'a glob of aliases, where no id fits',
      ['policies: {"CKV_*": {severity: low}}'],
      {
        'aws.s3.a': 'low',
        'aws.s3.b': 'low',
      },
    ],
    ['letter case counts not in names', ['policies: {AWS.S3.A: {severity: low}}'], { 'aws.s3.a': 'low' }],
  ])('%s', (_, texts, expected) => {
    expect(severities(...texts)).toEqual(expected);
  });
});

describe('refused', () => {
  test.each([
    ['an id', 'aws.s3.aa', 'unknown policy "aws.s3.aa"', /^did you mean "aws\.s3\.a"\?/],
    ['an alias', 'CKV_3', 'unknown policy "CKV_3"', /^did you mean "CKV_1"\?/],
    ['a glob', 'aws.s4.*', 'no policy\'s id or alias fits "aws.s4.*"', /^did you mean "aws\.s3\./],
  ])('%s that names none', (_, pattern, message, hint) => {
    expect(refused(() => configured(`policies: {"${pattern}": {enabled: false}}`))).toEqual({
      code: 'policy-unknown',
      where: 'driftlock.yaml:1:12',
      message,
      hint: expect.stringMatching(hint),
    });
  });

  test.each([
    [
      'aws.s3.a',
      'mots: 5',
      '"mots"',
      'aws.s3.a has no parameter "mots"',
      'did you mean "most"? known: most, names',
    ],
    ['aws.ec2.c', 'x: 5', '', 'aws.ec2.c has no parameter "x"', 'aws.ec2.c takes no parameters'],
    ['aws.s3.*', 'x: 5', '', 'aws.s3.a has no parameter "x"', 'known: most, names'],
    [
      'aws.s3.a',
      'most: 5.5',
      '',
      'the parameter "most" of aws.s3.a must be a whole number, not 5.5',
      'driftlock policy show aws.s3.a tells the form',
    ],
    [
      'aws.s3.*',
      'names: [a, 1]',
      '',
      'the parameter "names" of aws.s3.a must be a list, each a text, or a text, not ["a",1]',
      'driftlock policy show aws.s3.a tells the form',
    ],
  ])('the parameters of %s: %s', (pattern, params, _, message, hint) => {
    expect(refused(() => configured(`policies: {"${pattern}": {params: {${params}}}}`))).toEqual({
      code: 'config',
      where: `driftlock.yaml:1:${`policies: {"${pattern}": {params: {`.length + 1}`,
      message,
      hint,
    });
  });
});

describe('parameters', () => {
  const sets = (...texts: readonly string[]) =>
    configurePolicies(LOADED, { layers: layers(...texts), bundledProfiles: ['recommended'] });

  test('what METADATA gives, under the file, under the profile, under --params, name by name', () => {
    const given = { 'aws.s3.a': { names: 'flag' }, 'acme.free': {} };
    const texts = [
      'policies: {aws.s3.a: {params: {most: 6, names: [file]}}, acme.free: {params: {any: {a: [1]}}}}',
      'policies: {aws.s3.a: {params: {most: 7}}}',
    ];
    expect([
      paramValues(sets(), {}, undefined),
      paramValues(sets(...texts.slice(0, 1)), {}, undefined),
      paramValues(sets(...texts), {}, undefined),
      paramValues(sets(...texts), given, 'p.json'),
    ]).toEqual([
      { 'aws.s3.a': { most: 5 } },
      { 'aws.s3.a': { most: 6, names: ['file'] }, 'acme.free': { any: { a: [1] } } },
      { 'aws.s3.a': { most: 7, names: ['file'] }, 'acme.free': { any: { a: [1] } } },
      { 'aws.s3.a': { most: 7, names: 'flag' }, 'acme.free': { any: { a: [1] } } },
    ]);
  });

  test('a glob gives one to those that take it', () => {
    expect(paramValues(sets('policies: {"*": {params: {most: 8}}}'), {}, undefined)).toEqual({
      'aws.s3.a': { most: 8 },
      'acme.free': { most: 8 },
    });
  });

  test('those of --params are held to their types, at the file', () => {
    expect(refused(() => paramValues(sets(), { 'aws.s3.a': { most: '5' } }, 'p.json'))).toEqual({
      code: 'config',
      where: 'p.json',
      message: 'the parameter "most" of aws.s3.a must be a whole number, not "5"',
      hint: 'driftlock policy show aws.s3.a tells the form',
    });
  });
});

test('an entry of nothing says nothing', () => {
  const entry: PolicyEntry = { pattern: 'aws.s3.a', where: 'x:1:1' };
  const layer: Layer = { settings: {}, policies: [entry], policyFolders: [] };
  expect(
    configurePolicies(LOADED, { layers: [layer], bundledProfiles: ['recommended'] }).map(
      ({ catalogue }) => catalogue.policies,
    ),
  ).toEqual(LOADED.map(({ catalogue }) => catalogue.policies));
});
