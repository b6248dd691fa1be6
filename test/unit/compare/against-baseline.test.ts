import { describe, expect, test } from 'vitest';
import { againstBaseline } from '../../../src/compare/against-baseline.ts';
import type { EarlierFinding } from '../../../src/finding/earlier-report.ts';
import { exitCode } from '../../../src/finding/exit-code.ts';
import type { Finding, Verdict } from '../../../src/finding/finding.ts';
import type { Summary } from '../../../src/finding/report.ts';
import { reportOf } from '../report/sample-report.ts';
import { earlier, reported } from './made.ts';

function finding(
  fingerprints: readonly string[],
  verdict: Verdict = 'fail',
  more: Partial<Finding> = {},
): Finding {
  return { ...earlier('x', { fingerprints, verdict }), decidedBy: [], ...more };
}

function settled(
  baseline: readonly EarlierFinding[],
  findings: readonly Finding[],
  summary: Partial<Summary> = {},
  mended: readonly (readonly [readonly string[], 'pass' | 'not-applicable'])[] = [],
) {
  const run = againstBaseline(reported(baseline));
  for (const [fingerprints, verdict] of mended) run.mended(fingerprints, verdict);
  return run.settled(reportOf(findings, { judgedBy: ['a.p', 'a.q'], ...summary }));
}

const RULES = { failOn: 'low', unknown: 'fail', allowIncomplete: false } as const;

describe('a finding', () => {
  test.each<[Verdict | 'none', Verdict, 'new' | 'existing' | undefined]>([
    ['none', 'fail', 'new'],
    ['fail', 'fail', 'existing'],
    ['waived', 'fail', 'existing'],
    ['unknown', 'fail', 'new'],
    ['error', 'fail', 'new'],
    ['pass', 'fail', 'new'],
    ['not-applicable', 'fail', 'new'],
    ['fail', 'unknown', 'existing'],
    ['unknown', 'unknown', 'existing'],
    ['none', 'unknown', 'new'],
    ['pass', 'unknown', 'new'],
    ['none', 'waived', 'new'],
    ['fail', 'pass', undefined],
    ['none', 'not-applicable', undefined],
  ])('%s in the baseline, %s now: %s', (before, now, status) => {
    const baseline = before === 'none' ? [] : [earlier('f', { verdict: before })];
    const { findings } = settled(baseline, [finding(['f'], now)]);
    expect(findings.map((one) => one.status)).toEqual([status]);
    const counts = status === 'new' && (now === 'fail' || now === 'unknown');
    expect(exitCode(reportOf(findings), RULES)).toBe(counts ? 1 : 0);
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ['an alias of the baseline', ['key', 'address'], ['address']],
    ['an alias now: it was moved', ['old-address'], ['new-address', 'old-address']],
  ])('is known by %s', (_, before, now) => {
    const { findings, summary } = settled([earlier('x', { fingerprints: before })], [finding(now)]);
    expect(findings.map((one) => one.status)).toEqual(['existing']);
    expect(summary.baseline).toMatchObject({ new: 0, existing: 1, fixed: [], gone: [], open: [] });
  });

  test('of two in the baseline that share a fingerprint, a failure counts', () => {
    const twice = [earlier('f', { verdict: 'unknown' }), earlier('f')];
    expect(settled(twice, [finding(['f'])]).summary.baseline).toMatchObject({ new: 0, existing: 1 });
  });
});

describe('what fails no more', () => {
  function ends(
    more: Parameters<typeof settled>[2] = {},
    findings: readonly Finding[] = [],
    mended: Parameters<typeof settled>[3] = [],
  ) {
    const {
      fixed = [],
      gone = [],
      open = [],
    } = settled([earlier('f')], findings, more, mended).summary.baseline ?? {};
    const now = (list: typeof fixed) => list.map((one) => one.now);
    return { fixed: now(fixed), gone: now(gone), open: now(open) };
  }
  const NOTHING = { fixed: [], gone: [], open: [] };
  const OUTSIDE = { resources: 1, withoutAddress: 0, policies: [{ policy: 'a.p', resources: 1 }] };

  test('passes: fixed', () => {
    expect(ends({}, [], [[['f'], 'pass']])).toEqual({ ...NOTHING, fixed: ['pass'] });
  });
  test('does not apply any more: fixed', () => {
    expect(ends({}, [], [[['f'], 'not-applicable']])).toEqual({ ...NOTHING, fixed: ['not-applicable'] });
  });
  test('nothing was said of it, and all was read: its resource is gone', () => {
    expect(ends()).toEqual({ ...NOTHING, gone: ['gone'] });
  });
  test.each<[string, Verdict]>([
    ['not known', 'unknown'],
    ['not evaluated', 'error'],
    ['accepted', 'waived'],
  ])('%s: not fixed', (_, verdict) => {
    expect(ends({}, [finding(['f'], verdict)])).toEqual({ ...NOTHING, open: [verdict] });
  });
  test('the policy did not run: not fixed', () => {
    expect(ends({ judgedBy: ['a.q'] })).toEqual({ ...NOTHING, open: ['not-run'] });
  });
  test('resources were left out by paths, or since they do not change: not fixed', () => {
    expect(ends({ outsidePaths: OUTSIDE })).toEqual({ ...NOTHING, open: ['left-out'] });
    expect(ends({ onlyChanged: true })).toEqual({ ...NOTHING, open: ['left-out'] });
  });
  test('fails still under one of two fingerprints, passes under the other: not fixed', () => {
    expect(ends({}, [finding(['f'])], [[['f'], 'pass']])).toEqual(NOTHING);
  });

  test.each([
    ['of all types', '*', {}, 'open'],
    ['of its type', 't', {}, 'open'],
    ['of its type in its region', 't', { region: 'eu-west-1' }, 'open'],
    ['of its type in another region', 't', { region: 'us-east-1' }, 'gone'],
    ['of another type', 'u', {}, 'gone'],
  ] as const)('a gap %s', (_, type, scope, end) => {
    const old = earlier('f', { resource: { type: 't', address: 't.a', scope: { region: 'eu-west-1' } } });
    const run = againstBaseline(reported([old]));
    const coverage = [{ source: 'x', scope, type, status: 'denied' as const, count: 0 }];
    const { baseline } = run.settled({ ...reportOf([], { judgedBy: ['a.p'] }), coverage }).summary;
    expect(baseline?.[end]).toHaveLength(1);
  });

  test('what a raw policy does not say any more is not so any more', () => {
    const run = againstBaseline(reported([earlier('f', { raw: true })]));
    expect(run.settled(reportOf([], { judgedBy: ['a.p'] })).summary.baseline?.fixed).toHaveLength(1);
  });
});
