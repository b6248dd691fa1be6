/** The page of an explanation: width, hostile text, colours. */
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import type { ExplanationDocument, Trace } from '../../../../src/finding/explanation.ts';
import { explainTable } from '../../../../src/report/explain/explain-table.ts';

const HOSTILE = '\u001b[31m\u202e::set-output\n';

function nested(depth: number): Trace {
  const words = `\`values.${'x'.repeat(30)}${HOSTILE}\` is set`;
  const value = { name: HOSTILE, path: ['values', HOSTILE], value: HOSTILE };
  const own = { kind: 'named', answer: 'unknown', words, values: [value, { name: 'b' }] } as const;
  return depth === 0 ? { ...own, more: 3 } : { ...own, below: [nested(depth - 1)] };
}

const DOCUMENT: ExplanationDocument = {
  schema: 'https://driftlock.dev/schemas/explain-1.json',
  tool: { name: 'driftlock', version: '0' },
  input: [{ name: HOSTILE, kind: 'terraform-plan', complete: true, errored: false }],
  finding: {
    fingerprints: ['0'.repeat(32)],
    policy: `acme.${HOSTILE}`,
    severity: 'high',
    enforcement: 'warn',
    verdict: 'unknown',
    resource: { address: `aws_x.${HOSTILE}`, type: 'aws_x', scope: { region: HOSTILE } },
    messages: [HOSTILE],
    decidedBy: [],
    unknown: [
      { path: ['values', HOSTILE], reason: 'after-apply', expression: HOSTILE, condition: HOSTILE },
      { path: ['refs', 'a', 0, 'values', 'b'], reason: 'denied', api: HOSTILE, address: HOSTILE },
    ],
    assumes: [{ kind: 'documented-default', path: ['values', HOSTILE], detail: HOSTILE }],
  },
  policy: { id: `acme.${HOSTILE}`, title: HOSTILE, file: HOSTILE, line: 1 },
  applies: nested(2),
  denies: [
    { answer: 'unknown', line: 3, message: HOSTILE, trace: nested(30) },
    { answer: 'no', trace: nested(0) },
    ...Array.from({ length: 20 }, () => ({ answer: 'untold' as const, trace: nested(0) })),
  ],
  reads: [
    { path: ['values', HOSTILE], value: HOSTILE, address: HOSTILE },
    { path: ['values', 'p'], sensitive: true },
    { path: ['values', HOSTILE], reason: 'unset', assumed: true },
    { path: ['referrers', HOSTILE, 'b', 0], address: HOSTILE, present: true },
    ...Array.from({ length: 100 }, (_, index) => ({ path: ['values', index] })),
  ],
  without: 'unknown',
};

test('no line is wider than asked for, and nothing is obeyed, from 40 to 140 columns', () => {
  for (let width = 40; width <= 140; width += 5) {
    const text = explainTable(DOCUMENT, { colour: false, width, policies: {} });
    expect(text.split('\n').filter((line) => stringWidth(line) > width)).toEqual([]);
    for (const obeyed of ['\u001b', '\u202e', '\n::']) expect(text).not.toContain(obeyed);
  }
});

test('colours change nothing but colours', () => {
  const plain = explainTable(DOCUMENT, { colour: false, width: 80, policies: {} });
  const coloured = explainTable(DOCUMENT, { colour: true, width: 80, policies: {} });
  expect(coloured).not.toBe(plain);
  expect(stripVTControlCharacters(coloured)).toBe(plain);
});

test('long lists end with how many more there are', () => {
  const text = explainTable(DOCUMENT, { colour: false, width: 100, policies: {} });
  expect(text).toContain('and 84 more');
  expect(text).toContain('and 10 more');
  expect(text).toContain('and 3 more');
});
