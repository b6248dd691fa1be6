/** The comment: what stands in it, and that it fits; what is hostile stands in awkward-names.test.ts. */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/finding/finding.ts';
import { pullRequestComment } from '../../../src/report/pull-request-comment.ts';
import { optionsOf, reportOf, SAMPLE_REPORT } from './sample-report.ts';

const SAMPLE = fileURLToPath(new URL('./samples/comment.md', import.meta.url));
const [FIRST] = SAMPLE_REPORT.findings as [Finding];
const EXIT = { code: 1, failOn: 'low' } as const;
const LARGEST = 65_536;

test('the sample', async () => {
  await expect(pullRequestComment(SAMPLE_REPORT, optionsOf({ exit: EXIT }))).toMatchFileSnapshot(SAMPLE);
});

test('nothing to judge and nothing failed are told', () => {
  expect(pullRequestComment(reportOf([]), optionsOf())).toContain('\n## Driftlock: nothing to judge\n');
  const text = pullRequestComment(reportOf([{ ...FIRST, verdict: 'pass' }]), optionsOf());
  expect(text).toContain('\n## Driftlock: nothing failed\n');
});

function many(count: number, of: (index: number) => Partial<Finding>): Finding[] {
  return Array.from({ length: count }, (_, index) => ({
    ...FIRST,
    resource: { type: 'aws_x', address: `aws_x.y[${index}]`, scope: {} },
    ...of(index),
  }));
}

/** Items, and what is said of those that are none. */
function counts(text: string): number {
  const items = [...text.matchAll(/^- `aws_x\.y\[\d+\]`(?: in `[^`]+`)?(?:: .*)?$/gm)].length;
  const left = [
    ...text.matchAll(/^… and ([\d,]+) more, for which/gm),
    ...text.matchAll(/^\*\*([\d,]+) more finding/gm),
  ];
  return left.reduce((sum, [, number = '']) => sum + Number(number.replaceAll(',', '')), items);
}

describe('it fits, whole in each line, and counts what it leaves out', () => {
  const emoji = '👩‍👩‍👧‍👦漢字'.repeat(100);
  test.each([
    ['one policy', many(30_000, () => ({}))],
    ['many policies', many(30_000, (index) => ({ policy: `acme.p${index % 4_000}` }))],
    ['long messages', many(3_000, () => ({ messages: ['word '.repeat(1_000)] }))],
    [
      'wide characters',
      many(3_000, (index) => ({ policy: `acme.${emoji}${index % 200}`, messages: [emoji] })),
    ],
    ['few', many(3, () => ({}))],
  ])('%s', (_, findings) => {
    const text = pullRequestComment(reportOf(findings, { incomplete: [emoji] }), optionsOf({ exit: EXIT }));
    const size = Buffer.byteLength(text);
    expect(size).toBeLessThanOrEqual(LARGEST);
    expect(size > LARGEST * 0.7 || findings.length < 10).toBe(true);
    expect(counts(text)).toBe(findings.length);
    expect(text.split('<details>').length).toBe(text.split('</details>').length);
  });
});

test('the most severe stand first, and a policy with thousands hides no other', () => {
  const findings = [
    ...many(20_000, () => ({ severity: 'critical', policy: 'acme.loud' })),
    ...many(1, () => ({ severity: 'low', policy: 'acme.quiet' })),
    ...many(1, () => ({ severity: 'critical', policy: 'acme.unknown', verdict: 'unknown' })),
  ];
  const text = pullRequestComment(reportOf(findings), optionsOf());
  const order = [...text.matchAll(/^`(acme\.\w+)` /gm)].map(([, policy]) => policy);
  expect(order).toEqual(['acme.loud', 'acme.quiet', 'acme.unknown']);
});
