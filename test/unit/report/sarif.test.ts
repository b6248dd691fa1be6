/** SARIF, held against the schema of 2.1.0 and, where it is at hand, Microsoft's validator with the rules for GitHub. */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Finding, Verdict } from '../../../src/finding/finding.ts';
import type { RenderOptions } from '../../../src/report/reporter.ts';
import { sarif } from '../../../src/report/sarif.ts';
import { AWKWARD, awkwardReport } from './awkward-report.ts';
import { complaints, hasMultitool, schemaErrors } from './multitool.ts';
import { optionsOf, reportOf, SAMPLE_REPORT } from './sample-report.ts';

const SAMPLE = fileURLToPath(new URL('./samples/report.sarif', import.meta.url));
const [FIRST] = SAMPLE_REPORT.findings as [Finding];
const EXIT: NonNullable<RenderOptions['exit']> = { code: 1, failOn: 'low' };

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly Record<string, unknown>[] } };
  readonly invocations: readonly Record<string, unknown>[];
  readonly results: readonly Record<string, unknown>[];
}

function runOf(
  findings: readonly Finding[],
  more: Partial<RenderOptions> = {},
  incomplete: string[] = [],
): Run {
  const text = sarif(reportOf(findings, { incomplete }), optionsOf({ exit: EXIT, ...more }));
  return (JSON.parse(text) as { runs: [Run] }).runs[0];
}

test('the sample', async () => {
  await expect(sarif(SAMPLE_REPORT, optionsOf({ exit: EXIT }))).toMatchFileSnapshot(SAMPLE);
});

describe('the schema', () => {
  test('takes the sample, a report without findings, and any names', () => {
    expect(schemaErrors(sarif(SAMPLE_REPORT, optionsOf({ exit: EXIT })))).toEqual([]);
    expect(schemaErrors(sarif(reportOf([]), optionsOf()))).toEqual([]);
    const { report, options } = awkwardReport('plain');
    expect(schemaErrors(sarif(report, options))).toEqual([]);
    for (const { what, name } of AWKWARD) {
      const { report, options } = awkwardReport(name, AWKWARD.slice(0, 4));
      expect(schemaErrors(sarif(report, options)), what).toEqual([]);
    }
  });

  test('refuses what is none', () => {
    expect(schemaErrors('{"version": "2.1.0", "runs": [{"tool": {"driver": {}}}]}')).not.toEqual([]);
  });
});

describe.runIf(hasMultitool)("Microsoft's validator", () => {
  test('finds nothing in the sample and in any names', () => {
    expect(complaints(sarif(SAMPLE_REPORT, optionsOf({ exit: EXIT })))).toEqual([]);
    const { report, options } = awkwardReport('plain');
    expect(complaints(sarif(report, options))).toEqual([]);
  });

  test('finds what is wrong', () => {
    const text = sarif(SAMPLE_REPORT, optionsOf()).replaceAll('"uri": "tfplan.json"', '"uri": "arn:aws:x"');
    expect(complaints(text).join('\n')).toMatch(/GH1005/);
  });
});

test.each([
  ['fail', {}, 'fail', 'error'],
  ['unknown', {}, 'open', 'none'],
  ['unknown', { exit: { ...EXIT, unknownFails: true } }, 'fail', 'error'],
  ['error', {}, 'review', 'none'],
  ['waived', {}, 'fail', 'error'],
  ['pass', {}, 'pass', 'none'],
  ['not-applicable', {}, 'notApplicable', 'none'],
] satisfies [Verdict, Partial<RenderOptions>, string, string][])(
  'a critical %s with %j is %s, %s',
  (verdict, more, kind, level) => {
    const [result] = runOf([{ ...FIRST, verdict }], more).results;
    expect(result).toMatchObject({ kind, level, properties: { verdict, severity: 'critical' } });
    const suppressions = verdict === 'waived' ? [{ kind: 'external', status: 'accepted' }] : undefined;
    expect(result?.suppressions).toEqual(suppressions);
  },
);

test('a warning is no error', () => {
  expect(runOf([{ ...FIRST, enforcement: 'warn' }]).results[0]).toMatchObject({ level: 'warning' });
});

test('one fingerprint twice is two results', () => {
  const prints = runOf([FIRST, { ...FIRST }]).results.map(({ partialFingerprints }) => partialFingerprints);
  expect(prints).toEqual([1, 2].map((time) => ({ primaryLocationLineHash: `${'a'.repeat(16)}:${time}` })));
});

test('a message has no link and no placeholder', () => {
  const address = 'aws_s3_bucket.b["x"](1) {0} \\';
  const [result] = runOf([
    { ...FIRST, resource: { type: 'aws_s3_bucket', address, scope: {} }, messages: ['[a](0)'] },
  ]).results;
  expect(result?.message).toEqual({ text: `'aws_s3_bucket.b\\["x"\\](1) {{0}} \\\\': \\[a\\](0).` });
});

test.each([
  [[], { code: 0 }, true, []],
  [['a gap'], { code: 3 }, false, ['error']],
  [['a gap'], { code: 1 }, false, ['error']],
  [['a gap'], { code: 0 }, true, ['warning']],
  [['a gap'], { code: 1, allowIncomplete: true }, true, ['warning']],
] as const)('evidence with %j and %j', (gaps, exit, successful, levels) => {
  const [invocation] = runOf([], { exit: { ...EXIT, ...exit } }, [...gaps]).invocations;
  expect(invocation).toMatchObject({ executionSuccessful: successful, exitCode: exit.code });
  const told = invocation?.toolExecutionNotifications as { level: string }[];
  expect(told.map(({ level }) => level)).toEqual(levels);
});

test.each([
  ['a b/c#d?e%f[g]:h.json', 'a%20b/c%23d%3Fe%25f%5Bg%5D%3Ah.json'],
  ['/abs/tfplan.json', 'file:///abs/tfplan.json'],
  ['git::https://x', 'git%3A%3Ahttps%3A/x'],
  ['-', 'stdin'],
  ['.', '.'],
  ['a\ud800', 'a%5Cu%7Bd800%7D'],
])('the file %j is %s', (file, uri) => {
  const [result = {}] = runOf([{ ...FIRST, location: { file } }]).results;
  const [place] = result.locations as [{ physicalLocation: { artifactLocation: { uri: string } } }];
  expect(place.physicalLocation.artifactLocation.uri).toBe(uri);
});
