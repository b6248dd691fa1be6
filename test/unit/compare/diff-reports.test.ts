import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffReports } from '../../../src/compare/diff-reports.ts';
import type { EarlierReport } from '../../../src/finding/earlier-report.ts';
import { SEVERITIES, VERDICTS, type Verdict } from '../../../src/finding/finding.ts';
import type { Change } from '../../../src/finding/report-diff.ts';
import { earlier, reported } from './made.ts';

function changes(older: EarlierReport, newer: EarlierReport): (readonly [Change, string])[] {
  return diffReports(older, newer, '0.1.0').findings.map(
    ({ change, fingerprint }) => [change, fingerprint] as const,
  );
}

function one(verdict: Verdict | 'none'): EarlierReport {
  return reported(verdict === 'none' ? [] : [earlier('f', { verdict })]);
}

describe('a finding of two reports', () => {
  test.each<[Verdict | 'none', Verdict | 'none', Change | undefined]>([
    ['none', 'fail', 'new'],
    ['pass', 'fail', 'new'],
    ['not-applicable', 'fail', 'new'],
    ['unknown', 'fail', 'new'],
    ['error', 'fail', 'new'],
    ['waived', 'fail', 'reopened'],
    ['fail', 'fail', 'open'],
    ['fail', 'unknown', 'no-longer-known'],
    ['fail', 'error', 'no-longer-known'],
    ['waived', 'unknown', 'no-longer-known'],
    ['pass', 'unknown', 'no-longer-known'],
    ['none', 'unknown', 'newly-unknown'],
    ['unknown', 'unknown', 'still-unknown'],
    ['fail', 'pass', 'fixed'],
    ['fail', 'not-applicable', 'fixed'],
    ['fail', 'none', 'fixed'],
    ['waived', 'none', 'fixed'],
    ['fail', 'waived', 'waived'],
    ['none', 'waived', 'waived'],
    ['waived', 'waived', undefined],
    ['unknown', 'pass', 'now-known'],
    ['unknown', 'none', 'now-known'],
    ['pass', 'none', undefined],
    ['pass', 'pass', undefined],
  ])('%s, then %s: %s', (before, now, change) => {
    expect(changes(one(before), one(now))).toEqual(change === undefined ? [] : [[change, 'f']]);
  });

  test.each<[string, Partial<EarlierReport>, Change, string]>([
    ['its policy did not run', { judgedBy: new Set(['a.q']) }, 'not-judged', 'not-run'],
    ['which policies ran is not said', { judgedBy: undefined }, 'not-judged', 'not-run'],
    ['paths left out some of what it judges', { outside: new Set(['a.p']) }, 'not-judged', 'left-out'],
    ['only changes were judged', { onlyChanged: true }, 'not-judged', 'left-out'],
    [
      'its type could not be read',
      { coverage: [{ source: 's', scope: {}, type: 't', status: 'denied', count: 0 }] },
      'not-judged',
      'unread',
    ],
    ['everything is listed, and it is not', { tellsAll: true }, 'gone', 'gone'],
  ])('that the newer one lacks: %s', (_, more, change, why) => {
    const { findings, summary } = diffReports(one('fail'), reported([], more), '0.1.0');
    expect(findings).toEqual([
      {
        change,
        fingerprint: 'f',
        policy: 'a.p',
        resource: { address: 't.f', type: 't', scope: {} },
        messages: [],
        before: { verdict: 'fail', severity: 'medium' },
        why,
      },
    ]);
    expect(summary).toMatchObject({ fixed: 0, [change]: 1 });
  });

  test('that is new since its policy judged nothing before', () => {
    const older = reported([], { judgedBy: new Set() });
    expect(diffReports(older, one('fail'), '0.1.0').findings).toMatchObject([
      { change: 'new', why: 'not-run' },
    ]);
  });

  test('of another severity', () => {
    const newer = reported([earlier('f', { severity: 'critical' })]);
    const { findings, summary } = diffReports(one('fail'), newer, '0.1.0');
    expect(summary.severityChanged).toBe(1);
    expect(findings).toMatchObject([
      { change: 'open', before: { severity: 'medium' }, after: { severity: 'critical' } },
    ]);
  });

  test('that was moved is known by its alias', () => {
    const older = reported([earlier('old')]);
    const newer = reported([earlier('x', { fingerprints: ['new', 'old'] })]);
    expect(changes(older, newer)).toEqual([['open', 'new']]);
    expect(changes(newer, older)).toEqual([['open', 'old']]);
  });

  test('in order: by change, then the most severe', () => {
    const newer = reported([
      earlier('low', { severity: 'low' }),
      earlier('open'),
      earlier('critical', { severity: 'critical' }),
    ]);
    expect(changes(reported([earlier('open'), earlier('gone')]), newer)).toEqual([
      ['new', 'critical'],
      ['new', 'low'],
      ['open', 'open'],
      ['fixed', 'gone'],
    ]);
  });
});

describe('any reports', () => {
  const finding = fc
    .record({
      // Few, so that some are the same and some are there twice.
      fingerprints: fc.uniqueArray(fc.integer({ min: 0, max: 12 }).map(String), {
        minLength: 1,
        maxLength: 3,
      }),
      policy: fc.constantFrom('a.p', 'a.q'),
      severity: fc.constantFrom(...SEVERITIES),
      verdict: fc.constantFrom(...VERDICTS),
    })
    .map((one) => earlier('x', one));
  const report = (verdicts: readonly Verdict[] = VERDICTS) =>
    fc
      .array(finding, { maxLength: 12 })
      .map((findings) => reported(findings.filter(({ verdict }) => verdicts.includes(verdict))));

  test('against itself: nothing but what is still as it was', () => {
    fc.assert(
      fc.property(report(['fail']), (one) => {
        expect(changes(one, one).map(([change]) => change)).toEqual(one.findings.map(() => 'open'));
      }),
    );
    fc.assert(
      fc.property(report(['fail', 'waived', 'unknown', 'pass']), (one) => {
        // Of two that share a fingerprint and say different things, the worse counts: such a report contradicts itself.
        const seen = one.findings.flatMap(({ fingerprints }) => fingerprints);
        fc.pre(new Set(seen).size === seen.length);
        const still = new Set<Change>(['open', 'still-unknown']);
        expect(changes(one, one).filter(([change]) => !still.has(change))).toEqual([]);
      }),
    );
  });

  test('what is new in one direction is fixed in the other, where nothing is unknown', () => {
    fc.assert(
      fc.property(
        report(['fail', 'pass', 'not-applicable']),
        report(['fail', 'pass', 'not-applicable']),
        (a, b) => {
          const own = [...a.findings, ...b.findings].map(({ fingerprints: [first] }) => first);
          fc.pre(new Set(a.findings.map(({ fingerprints: [first] }) => first)).size === a.findings.length);
          fc.pre(new Set(b.findings.map(({ fingerprints: [first] }) => first)).size === b.findings.length);
          fc.pre(own.length > 0);
          const alone = ({ findings, ...rest }: EarlierReport) => ({
            ...rest,
            findings: findings.map((one) => ({ ...one, fingerprints: one.fingerprints.slice(0, 1) })),
          });
          const there = changes(alone(a), alone(b));
          const back = changes(alone(b), alone(a));
          const of = (list: typeof there, change: Change) =>
            list.flatMap(([kind, fingerprint]) => (kind === change ? [fingerprint] : [])).sort();
          expect(of(there, 'new')).toEqual(of(back, 'fixed'));
          expect(of(there, 'fixed')).toEqual(of(back, 'new'));
          expect(of(there, 'open')).toEqual(of(back, 'open'));
        },
      ),
    );
  });

  test('every failure of either is told, and no failure that is not known any more is fixed', () => {
    fc.assert(
      fc.property(report(), report(), (a, b) => {
        const { findings } = diffReports(a, b, '0.1.0');
        const told = new Set(findings.map(({ fingerprint }) => fingerprint));
        for (const { verdict, fingerprints } of b.findings)
          if (verdict === 'fail') expect(told).toContain(fingerprints[0]);
        for (const { change, after } of findings)
          if (change === 'fixed') expect(['pass', 'not-applicable', undefined]).toContain(after?.verdict);
      }),
    );
  });
});
