import { describe, expect, test } from 'vitest';
import { findFingerprint, isFingerprint } from '../../../src/commands/find-fingerprint.ts';
import { fingerprints } from '../../../src/finding/fingerprint.ts';
import type { Policy } from '../../../src/finding/policy.ts';
import type { Resource } from '../../../src/resource/resource.ts';

function policy(id: string, more: Partial<Policy> = {}): Policy {
  return { id, mode: 'managed', onChange: false, resources: ['aws_x'], ...more } as Policy;
}

function resource(address: string, more: Partial<Resource> = {}): Resource {
  return { type: 'aws_x', mode: 'managed', address, ...more } as Resource;
}

function input(name: string, resources: readonly Resource[], configurationRoot = '.') {
  return { name, configurationRoot, resources: () => resources };
}

const ONE = policy('acme.one');
const TWO = policy('acme.two');
const POLICIES = new Map([['aws_x', [ONE, TWO]]]);
const PLAN = input('plan', [
  resource('aws_x.a', { key: 'k' }),
  resource('aws_x.b'),
  resource('aws_x.c', { previousAddress: 'aws_x.old' }),
]);

function found(wanted: string, inputs = [PLAN], policies = POLICIES): string {
  const { policy: of, resource: at, input: from, others } = findFingerprint(inputs, policies, wanted);
  return [of.id, at.address, from.name, ...others.map(({ name }) => name)].join(' ');
}

test.each(['0123abcd', 'ABCDEF0123456789', '0'.repeat(32)])('%s can be one', (text) => {
  expect(isFingerprint(text)).toBe(true);
});

test.each(['0123abc', '0'.repeat(33), 'aws.s3.bucket', 'CKV_AWS_3', '0123abcg', ''])('%s is none', (text) => {
  expect(isFingerprint(text)).toBe(false);
});

describe('a finding', () => {
  const [byKey = '', byAddress = ''] = fingerprints('acme.two', resource('aws_x.a', { key: 'k' }), '.');

  test('by all of its fingerprints, whole or as they begin', () => {
    for (const text of [byKey, byAddress, byKey.slice(0, 8), byAddress.slice(0, 12).toUpperCase()])
      expect(found(text)).toBe('acme.two aws_x.a plan');
    const [, former = ''] = fingerprints(
      'acme.one',
      resource('aws_x.c', { previousAddress: 'aws_x.old' }),
      '.',
    );
    expect(found(former)).toBe('acme.one aws_x.c plan');
  });

  test('of several inputs is that of the first, and the others are told', () => {
    const state = input('state', [resource('aws_x.a', { key: 'k' })]);
    expect(found(byKey, [state, PLAN])).toBe('acme.two aws_x.a state plan');
    const elsewhere = input('elsewhere', [resource('aws_x.a')], 'infra');
    expect(found(byAddress, [elsewhere, PLAN])).toBe('acme.two aws_x.a plan');
  });

  test('that nobody has, or whose policy does not judge the resource, is an error', () => {
    expect(() => found('0'.repeat(32))).toThrow(
      'no finding has the fingerprint 00000000000000000000000000000000',
    );
    const onChange = new Map([['aws_x', [policy('acme.two', { onChange: true })]]]);
    expect(() => found(byKey, [PLAN], onChange)).toThrow(`no finding has the fingerprint ${byKey}`);
    expect(() => found(byKey, [PLAN], new Map())).toThrow(`no finding has the fingerprint ${byKey}`);
  });

  test('is not guessed where several begin like that', () => {
    const same = input('same', [resource('aws_x.a', { key: 'k' }), resource('aws_x.z', { key: 'k' })]);
    let hint: string | undefined;
    try {
      found(byKey.slice(0, 8), [same]);
    } catch (error) {
      hint = (error as { hint?: string }).hint;
    }
    expect(hint).toBe(
      'give more of its digits, or policy and address: acme.two of aws_x.a, acme.two of aws_x.z',
    );
  });
});
