/** GitLab's Code Quality JSON. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Finding } from '../../../src/finding/finding.ts';
import { gitlab } from '../../../src/report/gitlab.ts';
import { optionsOf, reportOf, SAMPLE_REPORT } from './sample-report.ts';

const SAMPLE = fileURLToPath(new URL('./samples/gitlab.json', import.meta.url));
const [FIRST] = SAMPLE_REPORT.findings as [Finding];

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

function issuesOf(findings: readonly Finding[], options = optionsOf()): Issue[] {
  return JSON.parse(gitlab(reportOf(findings), options)) as Issue[];
}

test('the sample', async () => {
  await expect(gitlab(SAMPLE_REPORT, optionsOf())).toMatchFileSnapshot(SAMPLE);
});

test('a report without findings is an empty list', () => {
  expect(gitlab(reportOf([]), optionsOf())).toBe('[]\n');
});

test('issues of one fingerprint are told apart, in the same way each time', () => {
  const issues = issuesOf([FIRST, FIRST, FIRST]).map(({ fingerprint }) => fingerprint);
  expect(issues[0]).toBe('a'.repeat(32));
  expect(new Set(issues).size).toBe(3);
  expect(issuesOf([FIRST, FIRST, FIRST]).map(({ fingerprint }) => fingerprint)).toEqual(issues);
});

test.each([
  ['fail', {}, 'blocker'],
  ['error', {}, 'blocker'],
  ['unknown', {}, 'info'],
  ['unknown', { exit: { code: 1, failOn: 'low', unknownFails: true } }, 'blocker'],
] as const)('a critical %s with %j is %s', (verdict, more, severity) => {
  expect(issuesOf([{ ...FIRST, verdict }], optionsOf(more)).map((one) => one.severity)).toEqual([severity]);
});

test('what passes, does not apply or is accepted is no issue', () => {
  const waiver = { id: 'a', kind: 'file', reason: 'b', file: 'c.yaml' } as const;
  expect(
    issuesOf([
      { ...FIRST, verdict: 'pass' },
      { ...FIRST, verdict: 'not-applicable' },
      { ...FIRST, verdict: 'waived', waiver },
      { ...FIRST, verdict: 'waived' },
      { ...FIRST, verdict: 'unknown', waiver },
    ]),
  ).toEqual([]);
});

test.each([
  ['tfplan.json', 'tfplan.json'],
  ['./a//b/./tfplan.json', 'a/b/tfplan.json'],
  ['-', 'stdin'],
  ['snapshot/', 'snapshot'],
])('the file %s is %s', (file, path) => {
  expect(issuesOf([{ ...FIRST, location: { file } }])[0]?.location).toEqual({ path, lines: { begin: 1 } });
});
