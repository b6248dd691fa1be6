import { expect, test } from 'vitest';
import { linkPlace, noneText, placeText } from '../../../../src/report/table/link-place.ts';
import type { Path } from '../../../../src/resource/resource.ts';

const ACCOUNT = ['refs', 'account', 0] as const;
const BLOCK = 'aws_s3_account_public_access_block';

test.each<[Path, string | undefined, string]>([
  [['values', 'a', 0, 'x.y'], undefined, 'values.a[0]["x.y"]'],
  [['refs', 'role', 0, 'values', 'path'], 'aws_iam_role.r', 'aws_iam_role.r › values.path'],
  [['refs', 'role', 0, 'values', 'path'], undefined, 'what role names › values.path'],
  [['referrers', 'aws_x', 'role', 2, 'values', 'path'], undefined, 'a linked aws_x › values.path'],
  [[...ACCOUNT, 'referrers', BLOCK, 'account', 0, 'values', 'x'], `${BLOCK}.b`, `${BLOCK}.b › values.x`],
  [
    ['referrers', 'aws_s3_bucket_versioning', 'bucket', 0, 'values', 'x'],
    'aws_s3_bucket.folded',
    'aws_s3_bucket.folded (aws_s3_bucket_versioning) › values.x',
  ],
  // Names that only look like links.
  [['values', 'refs', 'role', 0], undefined, 'values.refs.role[0]'],
  [['refs'], undefined, 'refs'],
  [['referrers', 'aws_x'], undefined, 'referrers.aws_x'],
  [['refs', 'constructor', 0, 'values'], undefined, 'what constructor names › values'],
])('%j of %s', (path, address, text) => {
  expect(placeText(path, address)).toBe(text);
});

test.each<[Path, string]>([
  [['referrers', 'aws_x', 'role'], 'no aws_x refers to it'],
  [['referrers', 'aws_cloudtrail', 'account'], 'the account has no aws_cloudtrail'],
  [['referrers', 'aws_x', 'region'], 'the region has no aws_x'],
  [['refs', 'role'], 'role names nothing that was read'],
  [['refs', 'role', 0, 'refs', 'policy'], 'policy of what role names names nothing that was read'],
  [['refs', 'role', 0, 'referrers', 'aws_x', 'role'], 'no aws_x refers to what role names'],
  [[...ACCOUNT, 'referrers', BLOCK, 'account'], `the account has no ${BLOCK}`],
])('%j is empty', (path, text) => {
  const { list, owner } = linkPlace(path);
  expect(list && noneText(list, owner)).toBe(text);
});
