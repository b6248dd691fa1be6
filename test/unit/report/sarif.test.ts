/** SARIF, held against the schema of 2.1.0 and, where it is at hand, Microsoft's validator with the rules for GitHub. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { Finding, Verdict } from '../../../src/finding/finding.ts';
import type { RenderOptions } from '../../../src/report/reporter.ts';
import { sarif } from '../../../src/report/sarif.ts';
import { AWKWARD, awkwardReport } from './awkward-report.ts';
import { optionsOf, reportOf, SAMPLE_REPORT } from './sample-report.ts';

const SAMPLE = fileURLToPath(new URL('./samples/report.sarif', import.meta.url));
const FIXTURES = fileURLToPath(new URL('../../fixtures/sarif', import.meta.url));
const [FIRST] = SAMPLE_REPORT.findings as [Finding];
const EXIT: NonNullable<RenderOptions['exit']> = { code: 1, failOn: 'low' };
const schema = JSON.parse(readFileSync(path.join(FIXTURES, 'sarif-2.1.0.schema.json'), 'utf8')) as object;
const isSarif = new Ajv2020({ allErrors: true, strict: false, validateFormats: false }).compile(schema);

/** `Sarif.Multitool` of the npm package @microsoft/sarif-multitool-linux, 140 MB, by DRIFTLOCK_SARIF_MULTITOOL. */
const MULTITOOL = process.env.DRIFTLOCK_SARIF_MULTITOOL ?? '';
if (MULTITOOL === '') console.warn('SKIPPED: validating SARIF needs DRIFTLOCK_SARIF_MULTITOOL');

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

function errorsOf(text: string) {
  isSarif(JSON.parse(text));
  return isSarif.errors ?? [];
}

test('the sample', async () => {
  await expect(sarif(SAMPLE_REPORT, optionsOf({ exit: EXIT }))).toMatchFileSnapshot(SAMPLE);
});

describe('the schema', () => {
  test('takes the sample, a report without findings, and any names', () => {
    expect(errorsOf(sarif(SAMPLE_REPORT, optionsOf({ exit: EXIT })))).toEqual([]);
    expect(errorsOf(sarif(reportOf([]), optionsOf()))).toEqual([]);
    const { report, options } = awkwardReport('plain');
    expect(errorsOf(sarif(report, options))).toEqual([]);
    for (const { what, name } of AWKWARD) {
      const { report, options } = awkwardReport(name, AWKWARD.slice(0, 4));
      expect(errorsOf(sarif(report, options)), what).toEqual([]);
    }
  });

  test('refuses what is none', () => {
    expect(errorsOf('{"version": "2.1.0", "runs": [{"tool": {"driver": {}}}]}')).not.toEqual([]);
  });
});

describe.runIf(MULTITOOL !== '')("Microsoft's validator", () => {
  /** It ends with 0 whatever it finds. */
  function complaints(text: string): string[] {
    const folder = mkdtempSync(path.join(tmpdir(), 'driftlock-sarif-'));
    try {
      const [file, out] = [path.join(folder, 'a.sarif'), path.join(folder, 'out.sarif')];
      writeFileSync(file, text);
      const rules = [
        '--rule-kind',
        'Sarif;Ghas',
        '--level',
        'Error;Warning',
        '-c',
        path.join(FIXTURES, 'rules.xml'),
      ];
      spawnSync(MULTITOOL, ['validate', file, ...rules, '-o', out, '--log', 'ForceOverwrite', '-q', 'true']);
      const log = JSON.parse(readFileSync(out, 'utf8').replace(/^\ufeff/, '')) as {
        runs: { results?: { ruleId: string; message: { id: string; arguments?: string[] } }[] }[];
      };
      return log.runs.flatMap(({ results = [] }) =>
        results.map(({ ruleId, message }) => `${ruleId} ${message.id} ${message.arguments?.join(' ')}`),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

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
  const prints = runOf([FIRST, FIRST]).results.map(({ partialFingerprints }) => partialFingerprints);
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
] as const)('evidence with %j and %j', (gaps, { code }, successful, levels) => {
  const [invocation] = runOf([], { exit: { ...EXIT, code } }, [...gaps]).invocations;
  expect(invocation).toMatchObject({ executionSuccessful: successful, exitCode: code });
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
