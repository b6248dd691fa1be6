/** Which policies a run uses: by names, by the configuration file, by profiles of the package. */
import { describe, expect, test } from 'vitest';
import type { BundledProfile } from '../../../src/config/bundled-profiles.ts';
import { choosePolicies, outsideProfiles } from '../../../src/policy/choose-policies.ts';
import { configurePolicies } from '../../../src/policy/configure-policies.ts';
import { LOADED, layers, refused } from './configured-sets.ts';

describe('a disabled policy', () => {
  const catalogues = configurePolicies(LOADED, {
    layers: layers('policies: {"aws.s3.*": {enabled: false}, aws.s3.b: {enabled: true}}'),
    bundledProfiles: ['recommended'],
  }).map(({ catalogue }) => catalogue);

  test.each([
    [[], ['aws.s3.b', 'aws.ec2.c', 'acme.free']],
    [['aws.*'], ['aws.s3.b', 'aws.ec2.c']],
  ])('is not chosen by %j', (select, expected) => {
    expect([...choosePolicies(catalogues, select)]).toEqual(expected);
  });

  test('cannot be asked for', () => {
    expect(refused(() => choosePolicies(catalogues, ['acme.free', 'aws.s3.a']))).toEqual({
      code: 'usage',
      where: 'driftlock.yaml:1:34',
      message: 'the policy aws.s3.a is disabled by the configuration',
      hint: 'take `enabled: false` out there, or go without the configuration: --no-config',
    });
  });
});

describe('profiles of the package', () => {
  const sets = (profiles: readonly BundledProfile[], text = '{}') =>
    configurePolicies(LOADED, { layers: layers(text), bundledProfiles: profiles }).map(
      ({ catalogue }) => catalogue,
    );

  test.each<[readonly BundledProfile[], string, string[], string[]]>([
    [['recommended'], '{}', ['aws.s3.a', 'aws.s3.b', 'aws.ec2.c', 'acme.free'], []],
    [['tags'], '{}', ['aws.s3.b', 'acme.free'], ['aws.ec2.c', 'aws.s3.a']],
    [['tags', 'recommended'], '{}', ['aws.s3.a', 'aws.s3.b', 'aws.ec2.c', 'acme.free'], []],
    [['change-safety'], '{}', ['acme.free'], ['aws.ec2.c', 'aws.s3.a', 'aws.s3.b']],
    [
      ['change-safety'],
      'policies: {"aws.s3.*": {enabled: true}, "aws.s3.b": {enabled: false}}',
      ['aws.s3.a', 'acme.free'],
      ['aws.ec2.c'],
    ],
  ])('%j with %s', (profiles, text, chosen, left) => {
    const catalogues = sets(profiles, text);
    expect([...choosePolicies(catalogues, [])]).toEqual(chosen);
    expect(outsideProfiles(catalogues, [])).toEqual(
      left.length === 0 ? undefined : { profiles, policies: left },
    );
  });

  test('what is named is judged whatever the profile', () => {
    const catalogues = sets(['change-safety']);
    expect([...choosePolicies(catalogues, ['aws.s3.*'])]).toEqual(['aws.s3.a', 'aws.s3.b']);
    expect(outsideProfiles(catalogues, ['aws.s3.*'])).toBeUndefined();
  });
});
