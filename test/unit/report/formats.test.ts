/** Every format there is says the same of the recorded lab plan, in time that grows with the findings. */
import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Finding, VERDICTS } from '../../../src/finding/finding.ts';
import type { Report } from '../../../src/finding/report.ts';
import { REPORTERS } from '../../../src/report/index.ts';
import { CLI, ROOT } from '../../cli/run-cli.ts';
import { hasPython } from './read-back.ts';
import { optionsOf, reportOf, SAMPLE_REPORT } from './sample-report.ts';
import { TOLD } from './told.ts';

const FORMATS = Object.keys(REPORTERS) as (keyof typeof REPORTERS)[];
/** Gitlab has no word for these. */
const NO_ISSUES: readonly string[] = ['pass', 'not-applicable'];

function lines(told: readonly (readonly string[])[]): string[] {
  return told.map((one) => one.join(' | ')).sort();
}

describe.runIf(hasPython)('the recorded lab plan', () => {
  let report: Report;
  beforeAll(() => {
    const args = ['scan', 'test/fixtures/lab/create.plan.json', '-f', 'json', '--show', 'all', '--no-config'];
    const { stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { cwd: ROOT, encoding: 'utf8' });
    expect(stderr).toBe('');
    report = JSON.parse(stdout) as Report;
  });

  test.each(FORMATS)('%s tells the subjects, policies and verdicts that JSON does', async (format) => {
    const expected = TOLD.json(JSON.stringify(report)).filter(
      ([, , verdict]) => format !== 'gitlab' || !NO_ISSUES.includes(verdict),
    );
    expect(expected.length).toBeGreaterThan(3);
    const options = optionsOf({ width: 100_000, show: new Set(VERDICTS), policies: {} });
    // The table tells the policy beside its title, and says it once where there is none.
    const policies = Object.fromEntries(
      report.findings.map(({ policy }) => [policy, { title: 'A title', relatedResources: [] }]),
    );
    const text = (await REPORTERS[format]())(report, { ...options, policies });
    expect(lines(TOLD[format](text))).toEqual(lines(expected));
  });
});

describe('thirty thousand findings', () => {
  function many(count: number): Report {
    const findings = Array.from({ length: count }, (_, index): Finding => {
      const finding = SAMPLE_REPORT.findings[index % SAMPLE_REPORT.findings.length] as Finding;
      const resource = { ...finding.resource, address: `aws_x.y[${index}]` };
      return { ...finding, fingerprints: [index.toString(16).padStart(32, '0')], resource };
    });
    return reportOf(findings);
  }

  test.each(FORMATS)('%s takes time in proportion', async (format) => {
    const reporter = await REPORTERS[format]();
    const time = (report: Report) => {
      const from = performance.now();
      reporter(report, optionsOf());
      return performance.now() - from;
    };
    time(many(1_000));
    const few = time(many(1_000));
    const long = time(many(30_000));
    expect(long).toBeLessThan(Math.max(90 * few, 5_000));
  });
});
