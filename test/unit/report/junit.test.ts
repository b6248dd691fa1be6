/** JUnit XML of a scan, read back by Python's XML parser. */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Finding, Verdict } from '../../../src/finding/finding.ts';
import { junit } from '../../../src/report/junit.ts';
import type { RenderOptions } from '../../../src/report/reporter.ts';
import { hasPython, type Node, xmlNodes } from './read-back.ts';
import { optionsOf, reportOf, SAMPLE_REPORT } from './sample-report.ts';

const SAMPLE = fileURLToPath(new URL('./samples/report.junit.xml', import.meta.url));
const [FIRST] = SAMPLE_REPORT.findings as [Finding];
const EXIT: NonNullable<RenderOptions['exit']> = { code: 1, failOn: 'low' };

test('the sample', async () => {
  await expect(junit(SAMPLE_REPORT, optionsOf({ exit: EXIT }))).toMatchFileSnapshot(SAMPLE);
});

describe.runIf(hasPython)('read back', () => {
  function suitesOf(
    findings: readonly Finding[],
    more: Partial<RenderOptions> = {},
    incomplete: string[] = [],
  ) {
    return xmlNodes(junit(reportOf(findings, { incomplete }), optionsOf({ exit: EXIT, ...more })));
  }

  function inner([, , , cases]: Node): (string | undefined)[] {
    return cases.map(([, , , [below]]) => below?.[0]);
  }

  test.each([
    ['fail', undefined, 'failure'],
    ['error', undefined, 'error'],
    ['unknown', undefined, 'skipped'],
    ['unknown', true, 'failure'],
    ['waived', undefined, 'skipped'],
    ['not-applicable', undefined, 'skipped'],
    ['pass', undefined, undefined],
  ] satisfies [Verdict, true | undefined, string | undefined][])(
    '%s, unknown fails: %s, is %s',
    (verdict, unknownFails, tag) => {
      const exit = { ...EXIT, ...(unknownFails === undefined ? {} : { unknownFails }) };
      const [, counts, , [, suite]] = suitesOf([{ ...FIRST, verdict }], { exit });
      expect(inner(suite as Node)).toEqual([tag]);
      const failures = tag === 'failure' ? '1' : '0';
      const errors = tag === 'error' ? '1' : '0';
      expect(counts).toEqual({ name: 'driftlock scan', tests: '2', failures, errors });
      const skipped = tag === 'skipped' ? '1' : '0';
      expect(suite?.[1]).toEqual({ name: FIRST.policy, tests: '1', failures, errors, skipped });
    },
  );

  test.each([
    [[], 0, undefined],
    [['a gap'], 3, 'error'],
    [['a gap'], 1, 'error'],
    [['a gap'], 0, 'skipped'],
  ] as const)('evidence with %j and exit code %i is %s', (gaps, code, tag) => {
    const [, , , [suite]] = suitesOf([], { exit: { ...EXIT, code } }, [...gaps]);
    expect(inner(suite as Node)).toEqual([tag]);
  });

  test('cases of one name are told apart, a warning is one that failed', () => {
    const warning: Finding = { ...FIRST, enforcement: 'warn' };
    const [, , , [, suite]] = suitesOf([FIRST, warning]);
    const name = 'module.network["eu.west"].aws_security_group.web › ingress[0]';
    expect(suite?.[3].map(([, one]) => one.name)).toEqual([name, `${name} #2`]);
    expect(suite?.[3].map(([, , , [below]]) => below?.[1].type)).toEqual(['critical', 'warning, critical']);
  });

  test('raw findings on a plan are told apart by what they say', () => {
    const resource = { type: 'driftlock_plan', scope: {} };
    const raw = ['one', 'two'].map(
      (message): Finding => ({ ...FIRST, resource, raw: true, messages: [message] }),
    );
    const [, , , [, suite]] = suitesOf(raw);
    expect(suite?.[3].map(([, one]) => one.name)).toEqual([
      'the plan as a whole: one',
      'the plan as a whole: two',
    ]);
  });
});
