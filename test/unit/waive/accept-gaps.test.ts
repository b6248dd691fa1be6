/** Accepted gaps: which of what could not be read they are about. */
import { describe, expect, test } from 'vitest';
import type { CoverageEntry } from '../../../src/finding/coverage.ts';
import type { UnknownRead } from '../../../src/finding/finding.ts';
import { acceptGaps } from '../../../src/waive/accept-gaps.ts';
import { fileWith, NOW, rulesOf } from './waiver-file.ts';

const ENTRY: CoverageEntry = {
  source: 'snapshot',
  scope: { account: '123456789012', region: 'eu-west-1' },
  type: 'aws_s3_bucket',
  status: 'denied',
  count: 0,
  api: 's3:ListBuckets',
  error: 'AccessDenied',
};
const READ: UnknownRead = {
  path: ['referrers', 'aws_s3_bucket_policy', 'bucket'],
  reason: 'denied',
  api: 's3:GetBucketPolicy',
};
const RESOURCE = { type: 'aws_s3_bucket', scope: ENTRY.scope };

function accepting(gap: object) {
  return acceptGaps(rulesOf(fileWith([], [gap])).gaps, NOW);
}

describe('a listing', () => {
  test.each([
    [{}, {}, true],
    [{ type: 'aws_*' }, {}, true],
    [{ type: ['aws_vpc', 'aws_s3_bucket'] }, {}, true],
    [{ type: 'aws_vpc' }, {}, false],
    [{ action: 's3:List*' }, {}, true],
    [{ action: 's3:GetBucketPolicy' }, {}, false],
    [{ action: '*' }, { api: undefined }, false],
    [{ scope: { account: '123456789012', region: ['eu-west-1'] } }, {}, true],
    [{ scope: { region: 'us-*' } }, {}, false],
    [{ scope: { region: '*' } }, { scope: { account: '123456789012' } }, false],
    [{}, { status: 'throttled' }, false],
    [{ causes: ['throttled'] }, { status: 'throttled' }, true],
    [{}, { status: 'partial' }, false],
    [{ causes: ['denied', 'partial'] }, { status: 'partial' }, true],
    [{}, { type: '*' }, false],
    [{ type: '*' }, { type: '*' }, true],
    [{}, { status: 'complete' }, false],
    [{}, { status: 'not-asked' }, false],
    [{ expires: '2026-11-21' }, {}, false],
    [{ granted: '2026-11-23' }, {}, false],
  ] as const)('by %j of %j: %s', (gap, more, is) => {
    const { api, ...rest } = { ...ENTRY, ...more };
    const entry = { ...rest, ...(api === undefined ? {} : { api }) } as CoverageEntry;
    const told = accepting(gap).coverage([entry]);
    expect(told).toEqual([is ? { ...entry, accepted: 'g' } : entry]);
  });
});

describe('a value', () => {
  test.each([
    [{}, {}, true],
    [{ type: 'aws_s3_bucket_policy' }, {}, true],
    [{ type: 'aws_vpc' }, {}, false],
    [{ action: 's3:GetBucketPolicy' }, {}, true],
    [{ action: 's3:GetBucketAcl' }, {}, false],
    [{}, { reason: 'failed' }, false],
    [{ causes: ['failed'] }, { reason: 'failed' }, true],
    [{ causes: ['stale'] }, { reason: 'stale' }, true],
    // What a plan does not tell is no gap in what was read.
    [{ causes: ['denied', 'throttled', 'failed', 'stale', 'partial'] }, { reason: 'after-apply' }, false],
    [{ type: 'aws_s3_bucket_policy' }, { path: ['values', 'acl'] }, false],
  ] as const)('by %j of %j: %s', (gap, more, is) => {
    expect(accepting(gap).read({ ...READ, ...more } as UnknownRead, RESOURCE)).toBe(is);
  });
});

test('each is told with what it was about, also where it holds no longer', () => {
  const rules = rulesOf(
    fileWith(
      [],
      [
        { id: 'held' },
        { id: 'old', expires: '2026-01-01' },
        { id: 'later', granted: '2026-12-01' },
        { id: 'idle', type: 'x' },
      ],
    ),
  ).gaps;
  const gaps = acceptGaps(rules, NOW);
  gaps.coverage([ENTRY, ENTRY]);
  gaps.read(READ, RESOURCE);
  expect(gaps.used().map(({ id, holds, coverage, reads }) => [id, holds, coverage, reads])).toEqual([
    ['held', 'valid', 2, 1],
    ['old', 'expired', 2, 1],
    ['later', 'pending', 2, 1],
    ['idle', 'valid', 0, 0],
  ]);
});
