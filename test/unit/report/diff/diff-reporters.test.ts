import { describe, expect, test } from 'vitest';
import { diffReports } from '../../../../src/compare/diff-reports.ts';
import type { EarlierReport } from '../../../../src/finding/earlier-report.ts';
import { DIFF_REPORTERS, type DiffFormat } from '../../../../src/report/diff/index.ts';
import { earlier, reported } from '../../compare/made.ts';
import { hiddenIn } from '../hidden-in.ts';
import { htmlOf } from '../told.ts';

const OLDER = reported([
  earlier('open'),
  earlier('fixed', { severity: 'high' }),
  earlier('lost'),
  earlier('waived', { verdict: 'waived' }),
  earlier('elsewhere', { policy: 'b.gone' }),
]);
const NEWER = reported(
  [
    earlier('made', { severity: 'critical', messages: ['it is open to all'] }),
    earlier('open', { severity: 'low' }),
    earlier('lost', { verdict: 'unknown' }),
    earlier('waived'),
  ],
  { file: 'new.json', notices: ['its evidence is incomplete: it may lack findings'], version: '0.2.0' },
);

function written(format: DiffFormat, older: EarlierReport, newer: EarlierReport): Promise<string> {
  return DIFF_REPORTERS[format](diffReports(older, newer, '0.1.0'), { colour: false, width: 80 });
}

test('table', async () => {
  expect(await written('table', OLDER, NEWER)).toBe(`old  old.json  5 findings
new  new.json  4 findings

New (1)
  ✖ critical t.made: a.p
             it is open to all

Reopened: waived before (1)
  ✖ medium   t.waived: a.p

No longer known (1)
  ? medium   t.lost: a.p (fail before, unknown now)

Still open (1)
  · low      t.open: a.p (medium before)

Fixed (1)
  ✔ high     t.fixed: a.p (is not reported any more: it passes, does not apply,
             or its resource is gone)

Not judged any more (1)
  ? medium   t.elsewhere: b.gone (its policy judged nothing)

────────────────────────────────────────────────────────────────────────────────
1 new, 1 reopened, 1 still open, 1 fixed, 1 no longer known, 1 not judged any
more, 1 of another severity
old.json was written by driftlock 0.1.0, new.json by 0.2.0
new.json: its evidence is incomplete: it may lack findings
`);
});

test('markdown', async () => {
  expect(await written('markdown', OLDER, NEWER)).toBe(`<!-- driftlock:report-diff -->
## Driftlock: 1 new, 1 reopened, 1 still open, 1 fixed, 1 no longer known, 1 not judged any more, 1 of another severity

From \`old.json\` to \`new.json\`.

- old.json was written by driftlock 0.1.0, new.json by 0.2.0
- new.json: its evidence is incomplete: it may lack findings

### ✖ New: 1

- critical · \`t.made: a.p\`: it is open to all

### ✖ Reopened: waived before: 1

- medium · \`t.waived: a.p\`

<details><summary>? No longer known: 1</summary>

- medium · \`t.lost: a.p\` (fail before, unknown now)

</details>

<details><summary>· Still open: 1</summary>

- low · \`t.open: a.p\` (medium before)

</details>

<details><summary>✔ Fixed: 1</summary>

- high · \`t.fixed: a.p\` (is not reported any more: it passes, does not apply, or its resource is gone)

</details>

<details><summary>? Not judged any more: 1</summary>

- medium · \`t.elsewhere: b.gone\` (its policy judged nothing)

</details>
`);
});

test('a table names some of each kind, a comment as many as fit', async () => {
  const many = reported(
    Array.from({ length: 3_000 }, (_, index) => earlier(`f${String(index).padStart(4, '0')}`)),
  );
  const table = await written('table', reported([]), many);
  expect(table).toContain('New (3000)');
  expect(table.match(/✖/g)).toHaveLength(50);
  expect(table).toContain('and 2,950 more (-f json has all)');
  const comment = await written('markdown', reported([]), many);
  expect(Buffer.byteLength(comment)).toBeLessThan(65_536);
  expect(comment).toMatch(/- and [\d,]+ more, for which there is no room here/);
});

describe('texts of an edited report', () => {
  const evil = '\u001b]0;x\u0007\u202e</details>\n::error::x\n/approve <script> `@team` [a](http://b) \ud800';
  const resource = { address: evil, type: evil, scope: { account: evil }, path: [evil] };
  const hostile = reported([earlier(evil, { policy: evil, resource, messages: [evil] })], {
    file: evil,
    version: evil,
    inputs: [evil],
    judgedBy: undefined,
    notices: [evil],
  });

  test.each(Object.keys(DIFF_REPORTERS) as DiffFormat[])('%s: nothing of them is obeyed', async (format) => {
    for (const text of [
      await written(format, hostile, reported([])),
      await written(format, reported([]), hostile),
    ]) {
      expect(hiddenIn(text)).toEqual([]);
      expect(text).not.toMatch(/^\s*(::|\/approve)/m);
      if (format === 'table')
        expect(Math.max(...text.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(80);
      if (format === 'markdown')
        expect(htmlOf(text).filter(([kind, tag]) => kind === 'tag' && ['script', 'a'].includes(tag))).toEqual(
          [],
        );
    }
  });
});
