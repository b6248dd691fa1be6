/** What is accepted, in every format: why, until when, by whom, and where that stands. */
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/finding/finding.ts';
import type { FindingWaiver, WaiversSummary } from '../../../src/finding/waiver.ts';
import { ALL_REPORTERS, type Format } from '../../../src/report/index.ts';
import { waiverTexts } from '../../../src/report/waiver-texts.ts';
import { optionsOf, reportOf, SAMPLE_REPORT } from './sample-report.ts';

const WAIVER: FindingWaiver = {
  id: 'legacy',
  kind: 'file',
  reason: 'moved away by March',
  owner: 'platform',
  approver: 'ciso',
  ticket: 'SEC-12',
  expires: '2027-03-31',
  file: 'driftlock.waivers.yaml',
  line: 12,
};
const [FIRST] = SAMPLE_REPORT.findings as [Finding];

async function written(format: Format, waiver: FindingWaiver, verdict: Finding['verdict'] = 'waived') {
  const report = reportOf([{ ...FIRST, verdict, waiver }]);
  return (await ALL_REPORTERS[format]())(report, optionsOf({ width: 200 }));
}

test.each(['table', 'json', 'sarif', 'markdown', 'junit', 'csv'] as const)(
  '%s says why and until when',
  async (format) => {
    const text = await written(format, WAIVER);
    expect(text).toContain('moved away by March');
    expect(text).toContain('2027-03-31');
  },
);

test('GitLab is told nothing of it', async () => {
  expect(await written('gitlab', WAIVER)).toBe('[]\n');
});

test('the table says who accepted it, and where', async () => {
  const text = await written('table', WAIVER);
  expect(text).toContain('    waived    until 2027-03-31: moved away by March\n');
  expect(text).toContain(
    '              legacy by platform, approved by ciso, SEC-12, driftlock.waivers.yaml:12\n',
  );
  expect(await written('table', WAIVER, 'unknown')).toContain('    accepted  until 2027-03-31: moved away');
});

test('JUnit skips it with the reason', async () => {
  expect(await written('junit', WAIVER)).toMatch(
    /<skipped type="waived" message="waived: port 22.*\(waived until 2027-03-31: moved away by March\)">/,
  );
});

describe('SARIF suppresses it', () => {
  async function suppressions(waiver: FindingWaiver) {
    const { runs } = JSON.parse(await written('sarif', waiver)) as {
      runs: { results: { suppressions: unknown }[] }[];
    };
    return runs[0]?.results[0]?.suppressions;
  }

  test('by a file', async () => {
    expect(await suppressions(WAIVER)).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification:
          'until 2027-03-31: moved away by March (legacy by platform, approved by ciso, SEC-12, driftlock.waivers.yaml:12)',
        location: {
          physicalLocation: {
            artifactLocation: { uri: 'driftlock.waivers.yaml' },
            region: { startLine: 12 },
          },
        },
      },
    ]);
  });

  test('by a comment without an end', async () => {
    const comment: FindingWaiver = {
      id: 'checkov:skip=CKV_AWS_20',
      kind: 'inline',
      reason: 'x',
      file: 'infra/a b.tf',
      line: 3,
    };
    expect(await suppressions(comment)).toMatchObject([
      {
        kind: 'inSource',
        justification: 'without an end: x (checkov:skip=CKV_AWS_20, infra/a b.tf:3)',
        location: { physicalLocation: { artifactLocation: { uri: 'infra/a%20b.tf' } } },
      },
    ]);
  });
});

const NONE: WaiversSummary = {
  files: ['w.yaml'],
  applied: [],
  expired: [],
  pending: [],
  refused: [],
  unused: [],
  gaps: [],
};
const USE = { ...WAIVER, findings: 3 };
const { kind: _, ...GRANT } = WAIVER;
const GAP = { ...GRANT, id: 'gap', holds: 'valid', coverage: 2, reads: 0 } as const;

test.each([
  [{}, []],
  [{ applied: [USE] }, []],
  [{ expired: [USE] }, ['1 waiver has expired: legacy (2027-03-31, 3 findings)']],
  [
    { expired: [USE, { ...USE, id: 'b', findings: 0 }] },
    ['2 waivers have expired: legacy (2027-03-31, 3 findings), b (2027-03-31)'],
  ],
  [
    { refused: [{ ...USE, resources: 1200, most: 10 }] },
    ['1 waiver does not hold without `broad: true`: legacy (1,200 resources, more than 10)'],
  ],
  [{ pending: [USE] }, ['1 waiver does not hold yet: legacy']],
  [{ unused: [WAIVER] }, ['1 waiver is about nothing here: legacy']],
  [{ gaps: [GAP] }, ['1 gap in the evidence is accepted: gap until 2027-03-31']],
  [{ gaps: [{ ...GAP, holds: 'expired' }] }, ['1 accepted gap has expired: gap until 2027-03-31']],
  [{ gaps: [{ ...GAP, coverage: 0 }] }, ['1 accepted gap was not met: gap until 2027-03-31']],
  [{ gaps: [{ ...GAP, holds: 'pending' }] }, []],
] satisfies [Partial<WaiversSummary>, string[]][])('%j is told as %j', (told, texts) => {
  expect(waiverTexts({ ...NONE, ...told })).toEqual(texts);
});

test('a run without waivers has nothing to say of them', () => {
  expect(waiverTexts(undefined)).toEqual([]);
});
