import { expect, test } from 'vitest';
import { linkedAddress } from '../../../src/evaluate/linked-address.ts';
import type { Path } from '../../../src/resource/resource.ts';

const INPUT = {
  address: 'aws_s3_bucket.a',
  values: { refs: { role: [{ address: 'not.linked' }] } },
  refs: {
    account: [
      {
        scope: {},
        values: {},
        referrers: { aws_block: { account: [{ address: 'aws_block.b', values: { x: 1 } }] } },
      },
    ],
  },
  referrers: { aws_acl: { bucket: [{ values: {} }, { address: 'aws_acl.c', values: { acl: 'private' } }] } },
};

test.each<[Path, string | undefined]>([
  [['values', 'acl'], undefined],
  [['values', 'refs', 'role', 0, 'x'], undefined],
  [['referrers', 'aws_acl', 'bucket'], undefined],
  [['referrers', 'aws_acl', 'bucket', 0, 'values', 'acl'], undefined],
  [['referrers', 'aws_acl', 'bucket', 1, 'values', 'acl'], 'aws_acl.c'],
  [['referrers', 'aws_acl', 'bucket', 1], 'aws_acl.c'],
  [['referrers', 'aws_acl', 'bucket', 2, 'values', 'acl'], undefined],
  [['referrers', 'aws_acl', 'constructor', 0, 'values'], undefined],
  [['refs', 'account', 0, 'values', 'x'], undefined],
  [['refs', 'account', 0, 'referrers', 'aws_block', 'account', 0, 'values', 'x'], 'aws_block.b'],
  [['refs', 'account', 0, 'referrers', 'aws_block', 'account'], undefined],
  [['refs', 'account', 0, 'referrers', 'aws_block', 'account', 1, 'values'], undefined],
  [[], undefined],
])('%j', (path, address) => {
  expect(linkedAddress(INPUT, path)).toBe(address);
});
