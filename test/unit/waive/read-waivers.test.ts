/** The waiver file: what it may say, and every mistake with its place. */
import { describe, expect, test } from 'vitest';
import { DriftlockError } from '../../../src/errors.ts';
import { readWaivers } from '../../../src/waive/read-waivers.ts';
import { NOW, readingAt, rulesOf } from './waiver-file.ts';

const WHOLE = `waivers:
  - id: legacy
    policy: [aws.s3.*, aws.kms.key_rotation]
    resource: aws_s3_bucket.logs
    reason: moved away by March
    owner: platform
    approver: ciso
    ticket: SEC-12
    granted: 2026-11-01
    expires: 2027-03-31
    tags: {env: [dev, 'test*']}
    scope: {account: '123456789012', region: eu-*}
    verdicts: [fail, unknown]
    broad: true
gaps:
  - id: g
    type: aws_s3_*
    action: s3:GetBucketPolicy
    causes: [denied, partial]
    reason: r
    owner: o
    expires: 2027-01-31
`;

test('a whole file', () => {
  const { waivers, gaps } = rulesOf(WHOLE);
  const [waiver] = waivers;
  expect(waiver).toMatchObject({
    told: {
      id: 'legacy',
      kind: 'file',
      reason: 'moved away by March',
      owner: 'platform',
      approver: 'ciso',
      ticket: 'SEC-12',
      expires: '2027-03-31',
      file: 'w.yaml',
      line: 2,
    },
    granted: '2026-11-01',
    policies: new Set(['aws.s3.bucket_logging', 'aws.s3.bucket_versioning', 'aws.kms.key_rotation']),
    acceptsFail: true,
    acceptsUnknown: true,
    broad: true,
  });
  expect(waiver?.resources.map(({ text }) => text)).toEqual(['aws_s3_bucket.logs']);
  expect(
    ['dev', 'tested', 'prod'].map((value) => waiver?.tags.env?.some((glob) => glob.test(value))),
  ).toEqual([true, true, false]);
  expect(gaps).toMatchObject([
    {
      told: { id: 'g', reason: 'r', owner: 'o', expires: '2027-01-31', file: 'w.yaml', line: 16 },
      causes: new Set(['denied', 'partial']),
    },
  ]);
});

/** One entry of a line each, so that places are those of its keys. */
function entry(lines: string): string {
  return `waivers:\n  - id: a\n    policy: aws.kms.key_rotation\n    resource: r\n    reason: x\n    owner: o\n${lines}`;
}

describe('refused with its place', () => {
  test.each([
    [
      'an unknown key',
      entry('    expires: 2027-01-31\n    until: x'),
      ':8:5',
      'unknown key "until" in waivers[0]',
    ],
    ['at the top', 'waiver: []', ':1:1', 'unknown key "waiver"'],
    ['a missing field', entry(''), ':2:5', 'waivers[0] lacks "expires"'],
    [
      'an empty reason',
      'waivers: [{id: a, reason: " "}]',
      ':1:27',
      /reason must be a text that is not empty/,
    ],
    ['an id of several words', 'waivers: [{id: "a b"}]', ':1:16', /id must be a name such as legacy-buckets/],
    ['no day', entry('    expires: tomorrow'), ':7:14', /expires must be a day such as 2027-01-31/],
    ['a day that is not', entry('    expires: 2027-02-30'), ':7:14', 'expires: there is no day 2027-02-30'],
    ['a time', entry('    expires: 2027-02-03T00:00:00Z'), ':7:14', /must be a day/],
    [
      'too long',
      entry('    expires: 2027-11-23'),
      ':7:14',
      'it holds for 366 days from today, and 365 are allowed',
    ],
    [
      'too long since it was granted',
      entry('    granted: 2026-01-01\n    expires: 2027-01-02'),
      ':8:14',
      'it holds for 366 days from 2026-01-01, and 365 are allowed',
    ],
    [
      'the wrong way round',
      entry('    granted: 2027-01-02\n    expires: 2027-01-01'),
      ':8:14',
      'it expires before it is granted (2027-01-02)',
    ],
    ['no resource', 'waivers: [{resource: []}]', ':1:22', /resource must be .*, not an empty list/],
    ['a verdict that is none', 'waivers: [{verdicts: [pass]}]', ':1:23', /must be one of fail, unknown/],
    ['a list for a gap', 'gaps: {}', ':1:7', /gaps must be a list, each a mapping/],
    ['a cause that is none', 'gaps: [{causes: [after-apply]}]', ':1:18', /must be one of denied/],
    ['two documents', 'waivers: []\n---\nwaivers: []', ':2:1', /more than one document/],
    ['nothing', '', '', 'the waiver file says nothing'],
    ['a tag of its own', 'waivers: !x []', ':1:10', /the waiver file is not YAML/],
  ])('%s', (_, text, where, message) => {
    const refused = () => readWaivers(text, 'dir/w.yaml', readingAt(NOW));
    expect(refused).toThrow(DriftlockError);
    try {
      refused();
    } catch (error) {
      const { where: place, message: said, code } = error as DriftlockError;
      expect([code, place]).toEqual(['config', `dir/w.yaml${where}`]);
      if (typeof message === 'string') expect(said).toBe(message);
      else expect(said).toMatch(message);
    }
  });

  test('an unknown policy', () => {
    const text = entry('    expires: 2027-01-31').replace('aws.kms.key_rotation', 'aws.kms.rotation');
    expect(() => readWaivers(text, 'w.yaml', readingAt(NOW))).toThrow('unknown policy "aws.kms.rotation"');
  });
});

test('a term that is as long as may be, and one that has ended', () => {
  for (const expires of ['2027-11-22', '2000-01-01', '2026-11-22'])
    expect(rulesOf(entry(`    expires: ${expires}`)).waivers[0]?.told.expires).toBe(expires);
});
