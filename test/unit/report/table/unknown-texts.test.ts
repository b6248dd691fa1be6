import { expect, test } from 'vitest';
import type { UnknownRead } from '../../../../src/finding/finding.ts';
import { settlingTexts, unknownTexts } from '../../../../src/report/table/unknown-texts.ts';
import { type Path, REASONS, type Reason } from '../../../../src/resource/resource.ts';

function read(reason: Reason, path: Path, address?: string): UnknownRead {
  return { path, reason, ...(address === undefined ? {} : { address }) };
}

const TRAIL = ['referrers', 'aws_cloudtrail', 'account'] as const;

test.each<[string, readonly UnknownRead[], readonly string[]]>([
  [
    'own attributes, and the link of one of them',
    [
      read('unset', ['values', 'a']),
      read('unset', ['values', 'b', 0, 'c']),
      read('unset', ['refs', 'a']),
      read('after-apply', ['values', 'd']),
    ],
    [
      'values.a, values.b[0].c: not set here, and its default is not known',
      'values.d: known only after apply',
    ],
  ],
  [
    'a link alone, not known for another reason than being open',
    [read('unset', ['refs', 'a'])],
    ['what a names is not known yet (not set here, and its default is not known)'],
  ],
  [
    'open links',
    [
      read('link-open', ['referrers', 'aws_a', 'bucket']),
      read('link-open', ['referrers', 'aws_b', 'bucket']),
      read('link-open', ['referrers', 'aws_b', 'bucket']),
      read('link-open', TRAIL),
      read('link-open', ['refs', 'role']),
      read('link-open', ['refs', 'role', 0, 'refs', 'policy']),
    ],
    [
      'whether any of these refers to this resource is not known yet: aws_a, aws_b',
      'whether the account has any aws_cloudtrail is not known',
      'what role names is not known yet',
      'what policy of what role names names is not known yet',
    ],
  ],
  [
    'contradictions, in words of their own',
    [
      read('contradiction', ['referrers', 'aws_a', 'bucket']),
      read('contradiction', ['referrers', 'aws_b', 'bucket']),
      read('contradiction', TRAIL),
      read('contradiction', ['refs', 'role', 0, 'referrers', 'aws_a', 'role']),
      read('link-open', ['referrers', 'aws_c', 'bucket']),
    ],
    [
      'several aws_a, aws_b of this resource say different things, and only one can hold',
      'several aws_cloudtrail of the account say different things, and only one can hold',
      'several aws_a of what role names say different things, and only one can hold',
      'whether any aws_c refers to this resource is not known yet',
    ],
  ],
  [
    'attributes of linked resources, the same ones together',
    [
      read('unset', [...TRAIL, 0, 'values', 'a'], 'aws_cloudtrail.t'),
      read('unset', [...TRAIL, 0, 'values', 'b'], 'aws_cloudtrail.t'),
      read('unset', [...TRAIL, 1, 'values', 'a'], 'aws_cloudtrail.u'),
      read('unset', [...TRAIL, 1, 'values', 'b'], 'aws_cloudtrail.u'),
      read('unset', [...TRAIL, 2, 'values', 'b']),
      read('unset', [...TRAIL, 3, 'values', 'b']),
    ],
    [
      'values.a, values.b of aws_cloudtrail.t, aws_cloudtrail.u: not set here, and its default is not known',
      'values.b of a linked aws_cloudtrail, a linked aws_cloudtrail: not set here, and its default is not known',
    ],
  ],
  [
    'a list that may go on, beside places of its records',
    [read('link-open', [...TRAIL, 2]), read('unset', [...TRAIL, 0, 'values', 'a'], 'aws_cloudtrail.t')],
    [
      'whether the account has more aws_cloudtrail in regions that were not read is not known',
      'values.a of aws_cloudtrail.t: not set here, and its default is not known',
    ],
  ],
  [
    'lists of linked records that may go on',
    [
      read('link-open', ['refs', 'account', 0, ...TRAIL, 1]),
      read('link-open', ['refs', 'account', 0, 'referrers', 'aws_flow_log', 'account', 3]),
    ],
    ['whether the account has more aws_cloudtrail, aws_flow_log in regions that were not read is not known'],
  ],
  [
    'many places',
    Array.from({ length: 20 }, (_, index) => read('malformed', ['values', `a${index}`])),
    [
      'values.a0, values.a1, values.a2, values.a3, values.a4, values.a5 and 14 more: is malformed and cannot be read',
    ],
  ],
])('%s', (_, unknown, texts) => {
  expect(unknownTexts(unknown)).toEqual(texts);
});

test('every reason says what would settle it, each advice once', () => {
  for (const reason of REASONS) {
    const reads = [read(reason, ['values', 'a']), read(reason, ['values', 'b'])];
    expect(settlingTexts(reads)).toEqual([expect.stringMatching(/^[a-z].*[a-z]$/)]);
  }
  expect(settlingTexts([read('failed', ['values', 'a']), read('throttled', ['values', 'b'])])).toEqual([
    'read again',
  ]);
});

test('what lies in regions that were not read is settled by reading these', () => {
  expect(settlingTexts([read('link-open', [...TRAIL, 1])])).toEqual(['collect all regions']);
  expect(settlingTexts([read('link-open', [...TRAIL, 1]), read('denied', ['values', 'a'])])).toEqual([
    'permit the identity that reads, and read again',
    'collect all regions',
  ]);
});
