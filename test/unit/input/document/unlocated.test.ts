import { describe, expect, it } from 'vitest';
import { createUnlocated } from '../../../../src/input/document/unlocated.ts';

const named = (address: string, providerName = 'aws') => ({ address, providerName });
const bytes = (value: object) => Buffer.from(JSON.stringify(value));

describe('where resources that do not tell their account are declared', () => {
  it('each address once, by provider', () => {
    const found = createUnlocated();
    found.add(bytes({ change: { after: { name: 'a' } } }), named('x.a'));
    found.add(bytes({ change: { after: { name: 'a' } } }), named('x.a'));
    found.add(bytes({ change: { after: { name: 'b' } } }), named('x.b', 'google'));
    expect(found.all()).toEqual(
      new Map([
        ['aws', new Set(['x.a'])],
        ['google', new Set(['x.b'])],
      ]),
    );
  });

  it('an ARN inside a document tells nothing of the resource itself', () => {
    const found = createUnlocated();
    const policy = JSON.stringify({ Resource: 'arn:aws:s3:::b', Principal: ['arn:aws:iam::1:root'] });
    found.add(bytes({ change: { after: { policy } } }), named('x.a'));
    expect(found.all()).toEqual(new Map([['aws', new Set(['x.a'])]]));
  });

  it.each([
    ['an ARN', { change: { after: { arn: 'arn:aws:s3:::b' } } }, named('x.a')],
    ['an ARN behind a document', { p: '"arn:aws:x"', arn: 'arn:aws:s3:::b' }, named('x.a')],
    ['an identity', { change: { after_identity: { account_id: '1' } } }, named('x.a')],
    ['no provider', {}, { address: 'x.a', providerName: undefined }],
    ['no address', {}, { address: undefined, providerName: 'aws' }],
  ])('%s: all have to be gone through', (_, element, name) => {
    const found = createUnlocated();
    found.add(bytes({}), named('x.first'));
    found.add(bytes(element), name);
    found.add(bytes({}), named('x.last'));
    expect(found.all()).toBeUndefined();
  });
});
