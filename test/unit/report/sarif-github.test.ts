/** SARIF for code scanning: what it would refuse, cut or take for an alert never gets there. */
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Finding, Verdict } from '../../../src/finding/finding.ts';
import type { Report } from '../../../src/finding/report.ts';
import type { RenderOptions } from '../../../src/report/reporter.ts';
import { sarif } from '../../../src/report/sarif.ts';
import { AWKWARD, awkwardReport } from './awkward-report.ts';
import { complaints, hasMultitool, schemaErrors } from './multitool.ts';
import { optionsOf, reportOf, SAMPLE_REPORT } from './sample-report.ts';

const SAMPLE = fileURLToPath(new URL('./samples/github.sarif', import.meta.url));
const [{ location: _, ...FIRST }] = SAMPLE_REPORT.findings as [Finding];
const EXIT: NonNullable<RenderOptions['exit']> = { code: 1, failOn: 'low' };
const GITHUB: Partial<RenderOptions> = {
  sarif: { profile: 'github', category: 'aws/production' },
  exit: EXIT,
};
const ACCEPTED: Partial<RenderOptions> = { ...GITHUB, exit: { ...EXIT, allowIncomplete: true } };

interface Result {
  readonly ruleId: string;
  readonly level: string;
  readonly kind?: string;
  readonly suppressions?: unknown;
  readonly locations: readonly [
    { physicalLocation: { artifactLocation: { uri: string }; region: Record<string, number> } },
  ];
  readonly partialFingerprints: { readonly primaryLocationLineHash: string };
}

interface Notification {
  readonly level: string;
  readonly message: { readonly text: string };
}

interface Run {
  readonly automationDetails?: { readonly id: string };
  readonly tool: { readonly driver: { readonly rules: readonly Record<string, unknown>[] } };
  readonly invocations: readonly [
    {
      executionSuccessful: boolean;
      toolExecutionNotifications: Notification[];
      toolConfigurationNotifications: Notification[];
    },
  ];
  readonly results: readonly Result[];
}

function textOf(report: Report, more: Partial<RenderOptions> = {}): string {
  return sarif(report, optionsOf({ ...GITHUB, ...more }));
}

function runOf(report: Report, more: Partial<RenderOptions> = {}): Run {
  return (JSON.parse(textOf(report, more)) as { runs: [Run] }).runs[0];
}

function many(count: number, message: (index: number) => string = () => 'said'): Report {
  const findings = Array.from({ length: count }, (_, index): Finding => {
    const finding = SAMPLE_REPORT.findings[index % SAMPLE_REPORT.findings.length] as Finding;
    const resource = { ...finding.resource, address: `aws_x.y[${index}]` };
    const fingerprints = [index.toString(16).padStart(32, '0')];
    return { ...finding, fingerprints, resource, messages: [message(index)] };
  });
  return reportOf(findings);
}

test('the sample', async () => {
  await expect(textOf(SAMPLE_REPORT, ACCEPTED)).toMatchFileSnapshot(SAMPLE);
});

test.each([
  ['fail', {}, 'aws.ec2.security_group_open_to_world', 'error'],
  ['unknown', {}, 'aws.ec2.security_group_open_to_world/unknown', 'note'],
  ['unknown', { unknownFails: true }, 'aws.ec2.security_group_open_to_world', 'error'],
  ['error', {}, 'aws.ec2.security_group_open_to_world/unknown', 'note'],
] as const)('%s with %j is an alert of %s: %s', (verdict, more, ruleId, level) => {
  const { results, tool } = runOf(reportOf([{ ...FIRST, verdict }]), { exit: { ...EXIT, ...more } });
  expect(results.map((one) => [one.ruleId, one.level, one.kind])).toEqual([[ruleId, level, undefined]]);
  const [rule] = tool.driver.rules as [{ id: string; properties: Record<string, unknown> }];
  expect(rule.id).toBe(ruleId);
  // It is what decides whether a pull request may be merged.
  expect(rule.properties['security-severity']).toBe(level === 'error' ? '9.5' : undefined);
});

test.each(['waived', 'pass', 'not-applicable'] satisfies Verdict[])('%s is none', (verdict) => {
  const { results, invocations } = runOf(reportOf([{ ...FIRST, verdict }, FIRST]));
  expect(results.map(({ level }) => level)).toEqual(['error']);
  expect(invocations[0].toolConfigurationNotifications.map(({ message }) => message.text)).toEqual(
    verdict === 'waived' ? ['1 waived result left out: code scanning would open an alert for each.'] : [],
  );
});

test('a failure and an unknown of one policy are two rules, and each result names its own', () => {
  const { tool, results } = runOf(reportOf([{ ...FIRST, verdict: 'unknown' }, FIRST]));
  expect(tool.driver.rules.map(({ id }) => id)).toEqual([FIRST.policy, `${FIRST.policy}/unknown`]);
  expect(results.map(({ ruleId }) => ruleId)).toEqual([FIRST.policy, `${FIRST.policy}/unknown`]);
});

test('a result that is left out changes no fingerprint of those of its name', () => {
  const { results } = runOf(reportOf([{ ...FIRST, verdict: 'waived' }, FIRST]));
  expect(
    results.map(({ partialFingerprints: { primaryLocationLineHash } }) => primaryLocationLineHash),
  ).toEqual([`${'a'.repeat(16)}:2`]);
});

test('the category is what stands before the last slash', () => {
  expect(runOf(SAMPLE_REPORT).automationDetails).toEqual({ id: 'aws/production/' });
  expect(runOf(SAMPLE_REPORT, { sarif: { profile: 'github' } }).automationDetails).toBe(undefined);
});

describe('places', () => {
  const inRepository = (name: string) => (name.startsWith('in/') ? `infra/${name}` : undefined);

  function placed(finding: Finding, kind: Report['input'][number]['kind'] = 'terraform-plan') {
    const report = reportOf([finding]);
    const [input] = report.input;
    const name = finding.location?.file ?? 'tfplan.json';
    const inputs = input === undefined ? [] : [{ ...input, name, kind }];
    const [result] = runOf({ ...report, input: inputs }, { inRepository }).results;
    const { artifactLocation, region } = result?.locations[0].physicalLocation ?? {};
    return [artifactLocation?.uri, region];
  }

  test.each([
    ['in/a b/tfplan.json', 'infra/in/a%20b/tfplan.json'],
    ['in/x:y[z]#?%.json', 'infra/in/x%3Ay%5Bz%5D%23%3F%25.json'],
    ['/tmp/run-1/tfplan.json', 'driftlock/tfplan.json'],
    ['../../..', 'driftlock/_'],
    ['-', 'driftlock/stdin'],
    ['/tmp/arn:aws:s3:::x', 'driftlock/arn_aws_s3_x'],
  ])('the file %j is %s', (file, uri) => {
    expect(placed({ ...FIRST, location: { file } })).toEqual([uri, { startLine: 1 }]);
  });

  test.each([
    [
      { type: 'aws_s3_bucket', id: 'arn:aws:s3:::a/../b', scope: { account: '1', region: 'eu-west-1' } },
      'live/aws/1/eu-west-1/aws_s3_bucket/arn_aws_s3_a_.._b',
    ],
    [
      { type: 'driftlock_aws_account', id: '..', scope: {} },
      'live/aws/no-account/no-region/driftlock_aws_account/_',
    ],
    [
      { type: 'aws_x', id: 'x'.repeat(300), scope: {} },
      `live/aws/no-account/no-region/aws_x/${'x'.repeat(100)}`,
    ],
    [{ type: 'aws_x', address: 'aws_x.y["k"]', scope: {} }, 'live/aws/no-account/no-region/aws_x/aws_x.y_k_'],
  ])('%j of a snapshot is %s', (resource, uri) => {
    expect(placed({ ...FIRST, resource }, 'snapshot')).toEqual([uri, { startLine: 1 }]);
  });

  test('lines of a block are told as they are', () => {
    const lines = { startLine: 7, startColumn: 3, endLine: 9, endColumn: 4 };
    const location = { file: 'modules/a/main.tf', ...lines };
    expect(placed({ ...FIRST, location })).toEqual(['modules/a/main.tf', lines]);
    const open = { file: 'main.tf', startLine: 7, endColumn: 4 };
    expect(placed({ ...FIRST, location: open })).toEqual(['main.tf', { startLine: 7 }]);
  });
});

describe('limits', () => {
  test('of 30,000 results the 5,000 most severe are kept, and the run and its user are told', () => {
    const told: string[] = [];
    const report = many(30_000);
    const { results, invocations } = runOf(report, { tell: (line) => told.push(line) });
    const failures = report.findings.filter(({ verdict }) => verdict === 'fail');
    const critical = failures.filter(({ severity }) => severity === 'critical').length;
    expect(results.length).toBe(5_000);
    expect(critical).toBeGreaterThan(5_000);
    expect(new Set(results.map(({ level }) => level))).toEqual(new Set(['error']));
    expect(new Set(results.map(({ ruleId }) => ruleId)).size).toBe(2);
    const text =
      /^25,000 of 30,000 results are left out, the least severe \([\d,]+ critical, [\d,]+ high, [\d,]+ medium, [\d,]+ low, [\d,]+ info\): code scanning takes no more/;
    expect(told.map((line) => line.replace(/^sarif: /, ''))).toEqual([expect.stringMatching(text)]);
    expect(invocations[0].toolExecutionNotifications).toEqual([
      expect.objectContaining({ level: 'warning', message: { text: expect.stringMatching(text) } }),
    ]);
  });

  test('texts that no gzip makes small leave room for fewer results', () => {
    const noise = (): string => randomBytes(440).toString('base64');
    const findings = many(5_000).findings.map(
      (finding): Finding => ({ ...finding, messages: Array.from({ length: 12 }, noise) }),
    );
    const told: string[] = [];
    const text = textOf(reportOf(findings), { tell: (line) => told.push(line) });
    const { results } = (JSON.parse(text) as { runs: [Run] }).runs[0];
    expect(gzipSync(text).length).toBeLessThan(9_500_000);
    expect(results.length).toBeGreaterThan(500);
    expect(results.length).toBeLessThan(5_000);
    expect(told.length).toBe(1);
  });
});

/** Reports that are all unlike each other, by name. */
const REPORTS: readonly (readonly [string, () => string])[] = [
  ['the sample', () => textOf(SAMPLE_REPORT, ACCEPTED)],
  ['an empty one', () => textOf(reportOf([]))],
  [
    'one that is incomplete, and accepted',
    () => textOf(reportOf([FIRST], { incomplete: ['a gap'] }), ACCEPTED),
  ],
  ['30,000 findings', () => textOf(many(30_000))],
  [
    'awkward names',
    () => {
      const { report, options } = awkwardReport('plain');
      return sarif(report, { ...options, ...ACCEPTED });
    },
  ],
  [
    'awkward names of files of a repository',
    () => {
      const { report, options } = awkwardReport('plain');
      return sarif(report, { ...options, ...ACCEPTED, inRepository: (name) => `infra/${name}/x.json` });
    },
  ],
  [
    'awkward names of what lives',
    () => {
      const { report, options } = awkwardReport('plain');
      const input = report.findings.flatMap(({ location }) =>
        report.input.map((one) => ({ ...one, name: location?.file ?? '', kind: 'snapshot' as const })),
      );
      return sarif({ ...report, input }, { ...options, ...ACCEPTED });
    },
  ],
];

describe('validators find nothing in', () => {
  test.each(REPORTS)('%s', { timeout: 300_000 }, (_, text) => {
    const written = text();
    expect(schemaErrors(written)).toEqual([]);
    if (hasMultitool) expect(complaints(written)).toEqual([]);
  });

  test('a report whose policies and summary have awkward names', () => {
    for (const { what, name } of AWKWARD) {
      const { report, options } = awkwardReport(name, AWKWARD.slice(0, 4));
      expect(schemaErrors(sarif(report, { ...options, ...ACCEPTED })), what).toEqual([]);
    }
  });
});

test.each(AWKWARD)('no uri is absolute, leads upward or has a scheme: $what', ({ name }) => {
  const { report, options } = awkwardReport('plain', [{ what: '', name }]);
  for (const inRepository of [() => undefined, (file: string) => file]) {
    const { runs } = JSON.parse(sarif(report, { ...options, ...ACCEPTED, inRepository })) as { runs: [Run] };
    for (const { locations } of runs[0].results) {
      const { uri } = locations[0].physicalLocation.artifactLocation;
      const url = new URL(uri, 'https://example.com/base/');
      expect(`${url.origin}${url.pathname}`).toMatch(/^https:\/\/example\.com\/base\/./);
      expect([url.search, url.hash]).toEqual(['', '']);
    }
  }
});
