/** Held against SHA-256 of the parts as they are written down here. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { fingerprints, rawFingerprint } from '../../../src/finding/fingerprint.ts';
import type { Resource } from '../../../src/resource/resource.ts';

const PLAIN: Resource = {
  type: 'aws_vpc',
  provider: 'registry.terraform.io/hashicorp/aws',
  mode: 'managed',
  schema: { provider: 'registry.terraform.io/hashicorp/aws' },
  scope: {},
  values: {},
  tags: {},
  unknown: [],
  sensitive: [],
  observed: { from: 'plan' },
};

function sum(...parts: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

it('the key comes first, then the address in its root, then the address before', () => {
  const resource = { ...PLAIN, key: 'k', address: 'aws_vpc.b', previousAddress: 'aws_vpc.a' };
  expect(fingerprints('p', resource, 'live')).toEqual([
    sum('p', 'key', 'k'),
    sum('p', 'address', 'live', 'aws_vpc.b', [], '', ''),
    sum('p', 'address', 'live', 'aws_vpc.a', [], '', ''),
  ]);
});

it('equal addresses of two roots differ, and a deposed object from the one that stands', () => {
  const resource = { ...PLAIN, address: 'aws_vpc.a' };
  const all = [
    fingerprints('p', resource, 'live/prod'),
    fingerprints('p', resource, 'live/dev'),
    fingerprints('p', { ...resource, deposed: 'ab12cd34' }, 'live/dev'),
    fingerprints('q', resource, 'live/dev'),
  ];
  expect(new Set(all.flat()).size).toBe(4);
});

it('what has neither key nor address is told apart by root, provider configuration and id', () => {
  const region = { ...PLAIN, type: 'driftlock_aws_region', id: 'eu-west-1', providerConfig: 'aws' };
  const all = [
    fingerprints('p', region, 'a'),
    fingerprints('p', region, 'b'),
    fingerprints('p', { ...region, providerConfig: 'aws.west' }, 'a'),
    fingerprints('p', { ...region, id: 'eu-west-2' }, 'a'),
  ];
  expect(all.map((found) => found.length)).toEqual([1, 1, 1, 1]);
  expect(new Set(all.flat()).size).toBe(4);
});

it('of a raw policy: address, message, and which of several it is', () => {
  expect([
    rawFingerprint('main.deny', 'live', { message: 'm', count: 0 }),
    rawFingerprint('main.deny', 'live', { address: 'a.b', message: 'm', count: 2 }),
  ]).toEqual([sum('main.deny', 'raw', 'live', '', 'm', 0), sum('main.deny', 'raw', 'live', 'a.b', 'm', 2)]);
});
