import { describe, expect, test } from 'vitest';
import { exitCode } from '../../../src/finding/exit-code.ts';
import { type Finding, SEVERITIES, VERDICTS } from '../../../src/finding/finding.ts';
import { reportOf } from '../report/sample-report.ts';

const RULES = { failOn: 'low', unknown: 'report', allowIncomplete: false } as const;

function finding(more: Partial<Finding>): Finding {
  return {
    fingerprints: ['0'.repeat(32)],
    policy: 'a.b',
    severity: 'medium',
    verdict: 'fail',
    resource: { type: 't', scope: {} },
    messages: [],
    decidedBy: [],
    ...more,
  };
}

describe('exitCode', () => {
  test('no findings, complete evidence: 0', () => {
    expect(exitCode(reportOf([]), RULES)).toBe(0);
  });

  test('the threshold counts itself, in order of severity', () => {
    const codes = SEVERITIES.map((severity) =>
      SEVERITIES.map((failOn) => exitCode(reportOf([finding({ severity })]), { ...RULES, failOn })),
    );
    expect(codes).toEqual([
      [1, 1, 1, 1, 1],
      [0, 1, 1, 1, 1],
      [0, 0, 1, 1, 1],
      [0, 0, 0, 1, 1],
      [0, 0, 0, 0, 1],
    ]);
  });

  test('of the verdicts only fail makes 1, and unknown where it counts as one', () => {
    const codes = (unknown: 'report' | 'fail') =>
      VERDICTS.map((verdict) => [verdict, exitCode(reportOf([finding({ verdict })]), { ...RULES, unknown })]);
    const none = { fail: 1, unknown: 0, error: 0, waived: 0, pass: 0, 'not-applicable': 0 };
    expect(Object.fromEntries(codes('report'))).toEqual(none);
    expect(Object.fromEntries(codes('fail'))).toEqual({ ...none, unknown: 1 });
  });

  test('a warning never makes 1', () => {
    const report = reportOf([finding({ enforcement: 'warn', severity: 'critical' })]);
    expect(exitCode(report, { ...RULES, unknown: 'fail' })).toBe(0);
  });

  test('what is accepted never makes 1', () => {
    const waiver = { id: 'a', kind: 'file', reason: 'b', file: 'w.yaml' } as const;
    const accepted = (['unknown', 'waived'] as const).map((verdict) => finding({ verdict, waiver }));
    expect(exitCode(reportOf(accepted), { ...RULES, unknown: 'fail' })).toBe(0);
  });

  test('incomplete evidence makes 3, unless allowed; 1 wins over 3', () => {
    const incomplete = { incomplete: ['the plan ended with an error'] };
    expect(exitCode(reportOf([], incomplete), RULES)).toBe(3);
    expect(exitCode(reportOf([], incomplete), { ...RULES, allowIncomplete: true })).toBe(0);
    expect(exitCode(reportOf([finding({})], incomplete), RULES)).toBe(1);
    expect(exitCode(reportOf([finding({ severity: 'info' })], incomplete), RULES)).toBe(3);
  });
});
