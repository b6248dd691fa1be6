/** Documents of which a part is not known: the form of all others, and the places that are open. */
import { expect, test } from 'vitest';
import { openDocument } from '../../../../src/resource/documents/open-document.ts';

test('elements are null, members are left out, and lists of one may be any list', () => {
  const value = {
    Statement: [{ Effect: 'Allow', Action: ['s3:Get*', null], Principal: { AWS: null } }],
  };
  const unknown = { Statement: [{ Action: [false, true], Resource: true, Principal: { AWS: true } }] };
  expect(openDocument('iam', value, unknown)).toEqual({
    document: { Statement: [{ Effect: 'Allow', Action: ['s3:Get*', null], Principal: {} }] },
    unknown: [
      ['Statement', 0, 'Action', 1],
      ['Statement', 0, 'Principal', 'AWS'],
      ['Statement', 0, 'Resource'],
    ],
  });
});

test.each([
  [{ Statement: [{ Action: '*' }] }, { Statement: [{ Effect: true }] }],
  [{ Statement: [null] }, { Statement: [true] }],
  [{ Version: '2012-10-17' }, { Statement: true }],
  [{ Statement: [{ Effect: 'Allow' }] }, { Statement: [{ Principal: true }] }],
  [{}, true],
])('%#: where the form hangs on what is not known, nothing is known', (value, unknown) => {
  expect(openDocument('iam', value, unknown)).toBeUndefined();
});

test('other documents keep their form', () => {
  expect(openDocument('json', { a: [1], b: { c: null } }, { b: { c: true } })).toEqual({
    document: { a: [1], b: {} },
    unknown: [['b', 'c']],
  });
});
