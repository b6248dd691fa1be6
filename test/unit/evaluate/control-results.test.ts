/** What is said of a control: the worst of its policies, and unknown where something was not judged or not read. */
import { describe, expect, test } from 'vitest';
import { type ControlEvidence, controlResults } from '../../../src/evaluate/control-results.ts';
import type { CoverageEntry } from '../../../src/finding/coverage.ts';
import { VERDICTS, type Verdict } from '../../../src/finding/finding.ts';
import type { Control } from '../../../src/finding/framework.ts';

const COVERED: CoverageEntry = {
  source: 'snapshot',
  scope: { account: '1', region: 'eu-west-1' },
  type: 'aws_s3_bucket',
  status: 'complete',
  count: 3,
};

function counts(some: Partial<Record<Verdict, number>>): Record<Verdict, number> {
  return Object.fromEntries(VERDICTS.map((verdict) => [verdict, some[verdict] ?? 0])) as Record<
    Verdict,
    number
  >;
}

function evidence(
  verdicts: Readonly<Record<string, Partial<Record<Verdict, number>>>>,
  more: Partial<ControlEvidence> = {},
): ControlEvidence {
  const byPolicy = new Map(Object.entries(verdicts).map(([policy, some]) => [policy, counts(some)]));
  const types = new Map([
    ['a', new Set(['aws_s3_bucket'])],
    ['b', new Set(['aws_sqs_queue'])],
  ]);
  return { tally: { byPolicy }, types, coverage: [], left: new Map(), ...more };
}

function statusOf(policies: readonly string[], given: ControlEvidence, more: Partial<Control> = {}) {
  const control = { id: '1.10', title: 'x', policies, ...more };
  const [framework] = controlResults([{ id: 'f', title: 'F', controls: [control] }], given);
  const { status, because } = framework?.controls[0] ?? {};
  return { status, because, partial: framework?.partial };
}

describe('verdicts of its policies', () => {
  test.each<[Parameters<typeof evidence>[0], string]>([
    [{ a: { fail: 1, pass: 9, unknown: 1, error: 1 } }, 'fail'],
    [{ a: { pass: 9 }, b: { fail: 1 } }, 'fail'],
    [{ a: { pass: 9, unknown: 1 } }, 'unknown'],
    [{ a: { pass: 9 }, b: { error: 1 } }, 'unknown'],
    [{ a: { pass: 9, waived: 1 } }, 'fail'],
    [{ a: { pass: 1, 'not-applicable': 4 } }, 'pass'],
    [{ a: { 'not-applicable': 4 } }, 'not-applicable'],
    [{}, 'not-applicable'],
  ])('%j', (verdicts, status) => {
    expect(statusOf(['a', 'b'], evidence(verdicts))).toEqual({ status, because: undefined, partial: false });
  });
});

describe('what was not judged or read is no pass', () => {
  const pass = { a: { pass: 3 } };
  test.each<[string, Partial<ControlEvidence>, string, readonly string[] | undefined]>([
    ['all was read', { coverage: [COVERED] }, 'pass', undefined],
    [
      'its type was denied',
      { coverage: [{ ...COVERED, status: 'denied' }] },
      'unknown',
      ['snapshot: not every aws_s3_bucket was read (denied)'],
    ],
    [
      'a whole region was not read',
      { coverage: [{ ...COVERED, type: '*', status: 'failed' }] },
      'unknown',
      ['snapshot: not everything was read (failed)'],
    ],
    [
      'another type was denied',
      { coverage: [{ ...COVERED, type: 'aws_vpc', status: 'denied' }] },
      'pass',
      undefined,
    ],
    [
      'only details were denied',
      { coverage: [{ ...COVERED, status: 'partial', listed: true }] },
      'pass',
      undefined,
    ],
    ['it waits', { left: new Map([['a', 'waits for required']]) }, 'unknown', ['a waits for required']],
  ])('%s', (_, more, status, because) => {
    expect(statusOf(['a'], evidence(pass, more))).toEqual({ status, because, partial: false });
  });

  test('a failure is one whatever was not read', () => {
    const coverage = [{ ...COVERED, status: 'denied' as const }];
    expect(statusOf(['a'], evidence({ a: { fail: 1 } }, { coverage })).status).toBe('fail');
  });
});

test('controls without policies, and those of which something is left', () => {
  expect(statusOf([], evidence({}))).toEqual({ status: 'not-covered', because: undefined, partial: true });
  expect(statusOf([], evidence({}), { manual: true })).toEqual({
    status: 'manual',
    because: undefined,
    partial: false,
  });
  expect(statusOf(['a'], evidence({ a: { pass: 1 } }), { leaves: 'clusters' })).toEqual({
    status: 'pass',
    because: undefined,
    partial: true,
  });
});
