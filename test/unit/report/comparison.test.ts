/** What every format says of a baseline and of what a plan does. */
import { describe, expect, test } from 'vitest';
import type { BaselineSummary, PastFinding, PlanSummary } from '../../../src/finding/comparison.ts';
import type { Finding } from '../../../src/finding/finding.ts';
import type { Report } from '../../../src/finding/report.ts';
import { ALL_REPORTERS, type Format, REPORTERS } from '../../../src/report/index.ts';
import { hiddenIn } from './hidden-in.ts';
import { csvRows, xmlNodes } from './read-back.ts';
import { optionsOf, reportOf } from './sample-report.ts';
import { htmlOf } from './told.ts';

function finding(address: string, more: Partial<Finding> = {}): Finding {
  return {
    fingerprints: [`${address}-`.padEnd(32, '0')],
    policy: 'a.b',
    severity: 'high',
    verdict: 'fail',
    resource: { address, type: 't', scope: {} },
    messages: [`said of ${address}`],
    decidedBy: [],
    ...more,
  };
}

function past(address: string, now: PastFinding['now']): PastFinding {
  return { policy: 'a.b', severity: 'high', resource: { address, type: 't', scope: {} }, now };
}

const BASELINE: BaselineSummary = {
  file: 'old.json',
  version: '0.1.0',
  new: 1,
  existing: 2,
  fixed: [past('t.fixed', 'pass')],
  gone: [past('t.gone', 'gone')],
  open: [past('t.lost', 'unknown')],
};
const PLAN: PlanSummary = {
  introduced: 1,
  left: 2,
  unknown: 1,
  fixed: [past('t.mended', 'not-applicable')],
  open: [past('t.kept', 'forgotten')],
};

const OLD = [finding('t.old', { status: 'existing' }), finding('t.older', { status: 'existing' })];
const HELD = reportOf([finding('t.new', { status: 'new' }), ...OLD], { baseline: BASELINE });
const PLANNED = reportOf(
  [
    finding('t.made', { plan: 'introduced' }),
    finding('t.left', { plan: 'left' }),
    finding('t.maybe', { plan: 'unknown' }),
  ],
  { plan: PLAN },
);
const FAILED = { exit: { code: 1, failOn: 'low' } } as const;

async function written(
  format: Format,
  report: Report,
  more: Parameters<typeof optionsOf>[0] = {},
): Promise<string> {
  return (await ALL_REPORTERS[format]())(report, optionsOf({ ...FAILED, width: 120, ...more }));
}

describe('table', () => {
  test('against a baseline: what is new in full, what is old as a number, what ended by name', async () => {
    const [body = '', summary = ''] = (await written('table', HELD)).split(/^─+$/m);
    expect(body).toContain('t.new');
    expect(body).not.toContain('t.old');
    expect(body).toContain('Fixed since the baseline\n  · t.fixed: a.b\n');
    expect(body).toContain('In the baseline, and gone\n  · t.gone: a.b\n');
    expect(body).toContain(
      'In the baseline, and not known to be fixed\n  · t.lost: a.b (is not known any more)\n',
    );
    expect(summary).toContain(
      'Against old.json: 1 new, 2 old, 1 fixed since, 1 gone with its resource, 1 not failing and not known to be fixed\n',
    );
    expect(summary).toContain('2 old findings are not listed (--show all lists them)\n');
    expect(summary).toContain('Exit code 1: new findings at or above low.\n');
  });

  test('--show all lists the old ones too, and says that they are', async () => {
    const show = new Set(['fail', 'unknown', 'error', 'waived', 'pass', 'not-applicable'] as const);
    const text = await written('table', HELD, { show });
    expect(text.match(/note +in the baseline/g)).toHaveLength(2);
    expect(text).toMatch(/^t\.old$/m);
    expect(text).not.toContain('not listed');
  });

  test('of a plan: what it introduces and what nobody can tell in full', async () => {
    const text = await written('table', PLANNED);
    expect(text).toContain('t.made');
    expect(text).toMatch(/t\.maybe[\s\S]*note +how it was before the plan is not known/);
    expect(text).not.toContain('t.left');
    expect(text).toContain('Fixed by the plan\n  · t.mended: a.b (does not apply any more)\n');
    expect(text).toContain('· t.kept: a.b (its resource stays, and Terraform forgets it)\n');
    expect(text.replace(/\s+/g, ' ')).toContain(
      'The plan introduces 1 failure, leaves 2, fixes 1; of 1 more failure nobody can tell how it was before; 1 failure of before is not known to be fixed by it',
    );
    expect(await written('table', PLANNED, { exit: { code: 0, failOn: 'high' } })).toContain(
      'Exit code 0: nothing introduced failed at or above high.\n',
    );
  });
});

test('markdown tells how many are old, and shows these only on a click', async () => {
  const text = await written('markdown', HELD);
  expect(text).toContain('## Driftlock: 1 new and 2 old failed');
  const html = htmlOf(text);
  const folded = html
    .filter(([kind, , rest]) => kind === 'text' && rest.includes('details'))
    .map(([, one]) => one);
  expect(folded).toContain('t.old');
  expect(folded).not.toContain('t.new');
  expect(folded.join('')).toContain('Fixed since the baseline: 1');
  expect(text).toContain('fails for 2 resources; old: it does not make exit code 1.');
});

test('junit fails for what is new alone', async () => {
  const [, , , [, ...suites]] = xmlNodes(await written('junit', HELD));
  const cases = suites.flatMap(([, , , inner]) =>
    inner.map(([, { name }, , [result]]) => [name, result?.[0], result?.[1].type, result?.[1].message]),
  );
  expect(cases).toEqual([
    ['t.new', 'failure', 'high', 'said of t.new'],
    ['t.old', 'skipped', 'old, high', 'said of t.old (in the baseline)'],
    ['t.older', 'skipped', 'old, high', 'said of t.older (in the baseline)'],
  ]);
});

test('gitlab makes no alarm of what is old', async () => {
  const issues = JSON.parse(await written('gitlab', HELD)) as { severity: string; description: string }[];
  expect(issues.map(({ severity, description }) => [severity, description])).toEqual([
    ['critical', 't.new: said of t.new'],
    ['info', 't.old: said of t.old (in the baseline)'],
    ['info', 't.older: said of t.older (in the baseline)'],
  ]);
});

test('sarif says it in its own words', async () => {
  const { runs } = JSON.parse(await written('sarif', HELD)) as {
    runs: {
      results: { baselineState?: string; properties: Record<string, unknown> }[];
      invocations: { exitCodeDescription: string }[];
    }[];
  };
  expect(runs[0]?.results.map(({ baselineState, properties }) => [baselineState, properties.status])).toEqual(
    [
      ['new', 'new'],
      ['unchanged', 'existing'],
      ['unchanged', 'existing'],
    ],
  );
  expect(runs[0]?.invocations[0]?.exitCodeDescription).toMatch(
    /^Against old\.json: 1 new, 2 old, .*\. Exit code 1/,
  );
});

test('csv has a column for each', async () => {
  const last = async (report: Report) => csvRows(await written('csv', report)).map((row) => row.slice(-2));
  expect(await last(HELD)).toEqual([
    ['status', 'plan'],
    ['new', ''],
    ['existing', ''],
    ['existing', ''],
  ]);
  expect(await last(PLANNED)).toEqual([
    ['status', 'plan'],
    ['', 'introduced'],
    ['', 'left'],
    ['', 'unknown'],
  ]);
});

test.each(Object.keys(REPORTERS) as Format[])(
  '%s: nothing of a hostile baseline is obeyed',
  async (format) => {
    const evil = '\u001b[31m\u202e</details>\n::error::x\n/approve <script> `@team` [a](http://b)';
    const resource = { address: evil, type: evil, scope: {} };
    const hostile = { policy: evil, severity: 'high', resource, now: 'pass' } as const;
    const baseline = {
      ...BASELINE,
      file: evil,
      version: evil,
      fixed: [hostile],
      gone: [hostile],
      open: [hostile],
    };
    const plan = { ...PLAN, fixed: [hostile], open: [hostile] };
    const text = await written(format, reportOf([], { baseline, plan }));
    expect(hiddenIn(text)).toEqual([]);
    expect(text).not.toMatch(/^\s*(::|\/approve)/m);
    if (format === 'markdown')
      expect(htmlOf(text).filter(([kind, tag]) => kind === 'tag' && ['script', 'a'].includes(tag))).toEqual(
        [],
      );
  },
);
