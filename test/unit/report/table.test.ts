import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { type Finding, SEVERITIES, VERDICTS } from '../../../src/finding/finding.ts';
import type { RenderOptions } from '../../../src/report/reporter.ts';
import { table } from '../../../src/report/table.ts';
import { REASONS } from '../../../src/resource/resource.ts';
import { optionsOf, reportOf, SAMPLE_REPORT } from './sample-report.ts';

function sample(name: string): string {
  return fileURLToPath(new URL(`./samples/${name}`, import.meta.url));
}

const EXIT = { code: 1, failOn: 'low' } as const;

describe('table', () => {
  test.each([60, 80, 120])('at %i columns', async (width) => {
    await expect(table(SAMPLE_REPORT, optionsOf({ width, exit: EXIT }))).toMatchFileSnapshot(
      sample(`table-${width}.txt`),
    );
  });

  test('no line is wider than asked for, from 40 to 200 columns; a link alone is not broken', () => {
    for (let width = 40; width <= 200; width++) {
      const text = table(SAMPLE_REPORT, optionsOf({ width, exit: EXIT }));
      const wide = text.split('\n').filter((line) => stringWidth(line) > width);
      expect(wide.filter((line) => !/^ +(?:fix|see)? +https:\S+$/.test(line))).toEqual([]);
    }
  });

  test('colours change nothing but colours', () => {
    const coloured = table(SAMPLE_REPORT, optionsOf({ colour: true, exit: EXIT }));
    expect(coloured).not.toBe(stripVTControlCharacters(coloured));
    expect(stripVTControlCharacters(coloured)).toBe(table(SAMPLE_REPORT, optionsOf({ exit: EXIT })));
  });

  test('says that there is nothing to judge', () => {
    const text = table(reportOf([]), optionsOf({ exit: { code: 0, failOn: 'low' } }));
    expect(text).toContain('Nothing to judge: the plan holds no resources.\n');
    expect(text).toContain('Exit code 0: nothing failed at or above low.\n');
  });

  test('lists a handful of types without a policy, and all of them on request', () => {
    const unjudged = Array.from({ length: 9 }, (_, index) => ({ type: `aws_t${index}`, resources: 1 }));
    const report = reportOf([], { resources: 9, unjudged });
    const few = table(report, optionsOf({ width: 140 }));
    expect(few).toContain('9 resources of 9 types have no policy: aws_t0 (1),');
    expect(few.replaceAll(/\s+/g, ' ')).toContain('and 3 more (--show all lists them)');
    expect(few).not.toContain('aws_t6');
    expect(table(report, optionsOf({ width: 140, show: new Set(VERDICTS) }))).toContain('aws_t8 (1)\n');
  });

  test.each([
    [[{ type: 'aws_vpc', resources: 1 }], '1 resource has no policy: aws_vpc'],
    [[{ type: 'aws_vpc', resources: 1234 }], '1,234 resources have no policy: aws_vpc'],
    [
      [
        { type: 'aws_vpc', resources: 2 },
        { type: 'aws_eip', resources: 1 },
      ],
      '3 resources of 2 types have no policy: aws_vpc (2), aws_eip (1)',
    ],
  ])('counts %j', (unjudged, line) => {
    const text = table(reportOf([], { resources: 1234, unjudged }), optionsOf());
    expect(text.split('\n')).toContain(line);
  });

  test('a finding that says only that the input is not the whole account is one line of the summary', () => {
    const [folded] = SAMPLE_REPORT.findings.filter(({ resource }) => resource.id === '123456789012');
    const report = reportOf([folded as Finding], { resources: 1 });
    const exit = { code: 0, failOn: 'low' } as const;
    const text = (more: Partial<RenderOptions>) => table(report, optionsOf({ width: 120, ...more }));
    const line =
      '1 unknown is about what the account holds beside this plan: aws.cloudtrail.trail_all_regions (--show all lists it)';
    const heading = 'AWS account 123456789012';
    expect(text({ exit }).split('\n')).toContain(line);
    expect(text({ exit })).not.toContain(heading);
    expect(text({ exit })).toMatch(/Exit code 0: nothing failed at or above low\.\n$/);
    for (const listed of [
      text({ exit, show: new Set(VERDICTS) }),
      text({ exit: { code: 1, failOn: 'low', unknownFails: true } }),
    ]) {
      expect(listed.split('\n')).toContain(heading);
      expect(listed.split('\n')).toContain(
        '    unknown   whether the account has any aws_cloudtrail is not known',
      );
      expect(listed).not.toContain('beside this plan');
    }
  });

  test('an exit code that only unknown verdicts made says so', () => {
    const [unknown] = SAMPLE_REPORT.findings.filter(({ verdict }) => verdict === 'unknown');
    const exit = { code: 1, failOn: 'high', unknownFails: true } as const;
    expect(table(reportOf([unknown as Finding]), optionsOf({ exit }))).toContain(
      'Exit code 1: unknown counts as failed, at or above high.\n',
    );
  });

  test('a list that fits on a screen needs no overview', () => {
    const [first] = SAMPLE_REPORT.findings as [Finding];
    expect(table(reportOf([first]), optionsOf())).not.toContain('Failed, by policy:');
  });

  test('an overview of many policies names the worst', () => {
    const [first] = SAMPLE_REPORT.findings as [Finding];
    const findings = Array.from({ length: 40 }, (_, index): Finding => {
      const policy = `acme.p${index % 20}`;
      const severity = index % 20 === 7 ? 'critical' : 'low';
      return { ...first, policy, severity, resource: { ...first.resource, address: `a.b${index}` } };
    });
    const lines = table(reportOf(findings), optionsOf()).split('\n');
    const from = lines.indexOf('Failed, by policy:');
    expect([lines[from + 1], lines[from + 2], lines[from + 11], lines[from + 12]]).toEqual([
      '    critical  2  acme.p7',
      '    low       2  acme.p0',
      '    and 10 more policies failed',
      expect.stringContaining('Next: '),
    ]);
  });

  test('what to do next is about policies that other verbs know', () => {
    const [first] = SAMPLE_REPORT.findings as [Finding];
    const raw = { ...first, policy: 'main.deny', severity: 'critical', raw: true } as const;
    const of = (findings: readonly Finding[]) => {
      const unjudged = [{ type: 'aws_vpc', resources: 1 }];
      const raw = { policies: 1, unknownValues: 0 };
      return table(reportOf(findings, { resources: 1, unjudged, raw }), optionsOf());
    };
    expect(of([raw, first])).toContain(`Next: driftlock policy show ${first.policy}\n`);
    expect(of([raw])).not.toContain('Next: ');
    expect(of([raw])).toContain('1 resource has no policy but raw ones: aws_vpc\n');
  });

  test('order of findings does not change the text', () => {
    const reversed = { ...SAMPLE_REPORT, findings: [...SAMPLE_REPORT.findings].reverse() };
    expect(table(reversed, optionsOf())).toBe(table(SAMPLE_REPORT, optionsOf()));
  });
});

const HOSTILE = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\u001b[2J',
        '\u009b31m',
        '\n::error::x',
        '\r',
        '\u202e',
        '\u200b',
        '\u2028',
        '\ud800',
        '::set-output name=x',
        '##vso[x]',
        'e\u0301\u0302\u0303\u0304\u0305\u0306',
        '\u{e0041}',
        '漢字'.repeat(40),
        'x'.repeat(700),
      ),
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.join(''));

/** Beside any path those that lead along links, with hostile names in them. */
const LINKS = fc
  .array(
    fc.oneof(
      fc.tuple(fc.constant('refs'), fc.oneof(HOSTILE, fc.constant('account'))),
      fc.tuple(fc.constant('referrers'), HOSTILE, fc.oneof(HOSTILE, fc.constant('account'))),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .chain((lists) =>
    fc.constantFrom(
      lists.flatMap((list) => [...list, 0]),
      [...lists.flatMap((list) => [...list, 1]), 'values', 'x'],
      lists.flatMap((list, index) => (index < lists.length - 1 ? [...list, 0] : list)),
    ),
  );
const PATH = fc.oneof(fc.array(fc.oneof(HOSTILE, fc.nat(20)), { maxLength: 4 }), LINKS);
const TYPE = fc.oneof(HOSTILE, fc.constantFrom('driftlock_aws_account', 'driftlock_aws_region'));
const ID = fc.oneof(
  HOSTILE,
  HOSTILE.map((name) => `provider.${name}:${name}`),
);
const KINDS = [
  'reference-set',
  'documented-default',
  'nothing-elsewhere',
  'instance-key',
  'one-account',
] as const;

const FINDING: fc.Arbitrary<Finding> = fc.record(
  {
    fingerprints: fc.constant(['0']),
    policy: HOSTILE,
    severity: fc.constantFrom(...SEVERITIES),
    verdict: fc.constantFrom(...VERDICTS),
    resource: fc.record(
      { address: HOSTILE, type: TYPE, id: ID, scope: fc.record({ account: HOSTILE }), path: PATH },
      { requiredKeys: ['type', 'scope'] },
    ),
    messages: fc.array(HOSTILE, { maxLength: 3 }),
    decidedBy: fc.array(
      fc.record(
        { path: PATH, address: HOSTILE, value: fc.oneof(HOSTILE, fc.jsonValue()) },
        { requiredKeys: ['path'] },
      ),
      { maxLength: 3 },
    ),
    unknown: fc.array(
      fc.record(
        { path: PATH, address: HOSTILE, reason: fc.constantFrom(...REASONS), condition: HOSTILE },
        { requiredKeys: ['path', 'reason'] },
      ),
      { maxLength: 3 },
    ),
    assumes: fc.array(
      fc.record(
        { kind: fc.constantFrom(...KINDS), path: PATH, detail: HOSTILE },
        { requiredKeys: ['kind', 'path'] },
      ),
      { maxLength: 4 },
    ),
    location: fc.record({ file: HOSTILE }),
    remediation: HOSTILE,
  },
  { requiredKeys: ['fingerprints', 'policy', 'severity', 'verdict', 'resource', 'messages', 'decidedBy'] },
) as fc.Arbitrary<Finding>;

describe('hostile text in a table', () => {
  test('leaves no character that a terminal obeys or hides, no line that a CI system obeys, no line too wide', () => {
    fc.assert(
      fc.property(
        fc.array(FINDING, { maxLength: 3 }),
        HOSTILE,
        fc.integer({ min: 40, max: 200 }),
        (findings, type, width) => {
          const report = reportOf(findings, {
            resources: 5,
            unjudged: [{ type, resources: 2 }],
            leaving: [{ type, resources: 1 }],
            waiting: [{ policy: type, needs: [type] }],
            disabled: [{ policy: type, where: type }],
            outsidePaths: { resources: 2, withoutAddress: 1, policies: [{ policy: type, resources: 2 }] },
            incomplete: [type],
          });
          const text = table(report, optionsOf({ width, policies: {} }));
          expect(text).not.toMatch(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/u);
          for (const line of text.split('\n')) {
            expect(line).not.toMatch(/^\s*(::|##)/);
            expect(stringWidth(line) <= width ? '' : line).toBe('');
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('is no larger for larger values', () => {
    const value = { Statement: Array.from({ length: 10_000 }, () => 'x'.repeat(100)) };
    const [first] = SAMPLE_REPORT.findings as [Finding];
    const finding = {
      ...first,
      messages: ['y'.repeat(10_000_000)],
      decidedBy: [{ path: ['values'], value }],
    };
    expect(table(reportOf([finding]), optionsOf()).length).toBeLessThan(3_000);
  });

  test('takes time in proportion to the findings', () => {
    const many = (count: number) => {
      const findings = Array.from({ length: count }, (_, index): Finding => {
        const finding = SAMPLE_REPORT.findings[index % SAMPLE_REPORT.findings.length] as Finding;
        return { ...finding, resource: { ...finding.resource, address: `aws_x.y[${index}]` } };
      });
      const report = reportOf(findings);
      const from = performance.now();
      table(report, optionsOf());
      return performance.now() - from;
    };
    many(1_000);
    expect(many(20_000)).toBeLessThan(Math.max(60 * many(1_000), 3_000));
  });
});
