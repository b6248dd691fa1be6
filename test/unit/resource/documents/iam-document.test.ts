/** IAM documents in their one form, and what is refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeDocument, encodeDocument } from '../../../../src/resource/documents/decode-document.ts';
import type { Json } from '../../../../src/resource/resource.ts';

describe('decodeDocument', () => {
  it('makes lists, objects and strings of every short form', () => {
    const text = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Sid: 's',
        Effect: 'Deny',
        Principal: '*',
        NotAction: 's3:*',
        Resource: 'a',
        Condition: { Bool: { 'aws:SecureTransport': false }, NumericLessThan: { 'aws:x': [5, '6'] } },
      },
    });
    expect(decodeDocument('iam', text)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 's',
          Effect: 'Deny',
          Principal: { AWS: ['*'] },
          NotAction: ['s3:*'],
          Resource: ['a'],
          Condition: { Bool: { 'aws:SecureTransport': ['false'] }, NumericLessThan: { 'aws:x': ['5', '6'] } },
        },
      ],
    });
  });

  it.each([
    'not json',
    '',
    '"text"',
    '[]',
    '{}',
    'null',
    '{"statement": []}',
    '{"Statement": [1]}',
    '{"Statement": [], "version": "x"}',
    '{"Statement": {"Effect": "Allow", "action": "*", "Resource": "*"}}',
    '{"Statement": {"effect": "Allow", "Action": "*", "Resource": "*"}}',
    '{"Statement": {"Effect": "allow", "Action": "*", "Resource": "*"}}',
    '{"Statement": {"Effect": "Allow", "Action": {"a": 1}, "Resource": "*"}}',
    '{"Statement": {"Effect": "Allow", "Action": ["*", 1], "Resource": "*"}}',
    '{"Statement": {"Effect": "Allow", "Action": "*", "Principal": "all"}}',
    '{"Statement": {"Effect": "Allow", "Action": "*", "Principal": {"AWS": null}}}',
    '{"Statement": {"Effect": "Allow", "Action": "*", "Condition": {"Bool": true}}}',
  ])('refuses %s', (text) => {
    expect(decodeDocument('iam', text)).toBeUndefined();
  });

  it('takes any JSON where no form is asked for, and keeps what is decoded already', () => {
    expect(decodeDocument('json', '[{"name":"web"}]')).toEqual([{ name: 'web' }]);
    expect(decodeDocument('json', '{')).toBeUndefined();
    const statement = { Effect: 'Allow', Action: ['a'], Resource: ['*'] };
    expect(decodeDocument('iam', { Statement: [statement] })).toEqual({ Statement: [statement] });
  });

  it('is idempotent, also through its string', () => {
    const list = fc.oneof(fc.string(), fc.array(fc.string()));
    const statement = fc.record(
      {
        Effect: fc.constantFrom('Allow', 'Deny'),
        Action: list,
        Resource: list,
        Principal: fc.oneof(fc.constant('*'), fc.dictionary(fc.string(), list)),
        Condition: fc.dictionary(
          fc.string(),
          fc.dictionary(fc.string(), fc.oneof(list, fc.boolean(), fc.integer())),
        ),
      },
      { requiredKeys: ['Effect'] },
    );
    fc.assert(
      fc.property(fc.oneof(statement, fc.array(statement)), (Statement) => {
        const once = decodeDocument('iam', JSON.stringify({ Statement }));
        expect(once).toBeDefined();
        expect(decodeDocument('iam', encodeDocument(once as Json))).toEqual(once);
        expect(decodeDocument('iam', once as Json)).toEqual(once);
      }),
    );
  });
});
