/** What counts as one resource. */
import { expect, test } from 'vitest';
import { resourceCounter } from '../../../src/evaluate/resource-counter.ts';
import { emptyTally } from '../../../src/evaluate/tally.ts';
import type { Policy } from '../../../src/finding/policy.ts';
import type { Resource } from '../../../src/resource/resource.ts';

const provider = 'registry.terraform.io/hashicorp/aws';

function record(type: string, more: Partial<Resource> = {}): Resource {
  return {
    type,
    provider,
    mode: 'managed',
    schema: { provider },
    scope: {},
    values: {},
    tags: {},
    unknown: [],
    sensitive: [],
    observed: { from: 'live' },
    ...more,
  } as Resource;
}

function keptTo(id: string, paths: readonly string[]): Policy {
  return { id, configured: { paths: { value: paths, where: 'driftlock.yaml:1:1' } } } as unknown as Policy;
}

function counted(add: (counter: ReturnType<typeof resourceCounter>) => void) {
  const tally = emptyTally();
  const counter = resourceCounter(tally);
  add(counter);
  counter.end();
  const { resources, unjudged, outside } = tally;
  return { resources, unjudged: [...unjudged], outside: { ...outside, policies: [...outside.policies] } };
}

const NONE = { policies: [], resources: 0, withoutAddress: 0 };

test('each record of a snapshot is one resource, with what is folded out of it', () => {
  const declared = { type: 'aws_security_group', path: ['ingress', 0], as: 'inline' } as const;
  const found = counted(({ add }) => {
    for (const key of ['a', 'b']) {
      add(record('aws_security_group', { key }), false, []);
      add(record('aws_vpc_security_group_ingress_rule', { key: `${key}1`, declared }), false, []);
    }
    add(record('aws_s3_bucket', { key: 'c' }), true, []);
    add(record('aws_s3_bucket', { key: 'd' }), false, []);
  });
  expect(found).toEqual({
    resources: 4,
    unjudged: [
      ['aws_security_group', 2],
      ['aws_s3_bucket', 1],
    ],
    outside: NONE,
  });
});

test('records of one address are one resource, outside of paths once for each policy', () => {
  const address = 'aws_security_group.web';
  const declared = { type: 'aws_security_group', path: ['ingress', 0], as: 'inline' } as const;
  const [one, other] = [keptTo('acme.a', ['module.a']), keptTo('acme.b', ['module.b'])];
  const found = counted(({ add }) => {
    add(record('aws_security_group', { address }), false, [one]);
    add(record('aws_vpc_security_group_ingress_rule', { address, declared }), false, [one, other]);
    add(record('aws_vpc_security_group_ingress_rule', { address, declared }), true, [other]);
  });
  expect(found).toEqual({
    resources: 1,
    unjudged: [],
    outside: {
      policies: [
        ['acme.a', 1],
        ['acme.b', 1],
      ],
      resources: 1,
      withoutAddress: 0,
    },
  });
});

test('what nobody counts as a resource is told where paths leave it out', () => {
  const account = record('driftlock_aws_account', { key: 'a', id: '1' });
  const found = counted(({ add }) => {
    add(account, false, []);
    add(account, false, [keptTo('acme.a', ['module.a'])]);
    add(record('aws_ami', { mode: 'data', address: 'data.aws_ami.a' }), false, [
      keptTo('acme.b', ['!data.*']),
    ]);
  });
  expect(found).toEqual({
    resources: 0,
    unjudged: [],
    outside: {
      policies: [
        ['acme.a', 1],
        ['acme.b', 1],
      ],
      resources: 2,
      withoutAddress: 1,
    },
  });
});
