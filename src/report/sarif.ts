/** The report as SARIF 2.1.0: one run, a rule for each policy that has findings, a result for each finding. */
import { gzipSync } from 'node:zlib';
import type { Finding } from '../finding/finding.ts';
import type { Report } from '../finding/report.ts';
import { codePlace } from './code-place.ts';
import { findingRegion } from './finding-region.ts';
import { findingTexts, helpOf } from './finding-texts.ts';
import { fileOf, isLocated } from './input-file.ts';
import { jsonText } from './json.ts';
import { occurrences } from './occurrences.ts';
import type { RenderOptions } from './reporter.ts';
import { artifactUri } from './sarif/artifact-uri.ts';
import { githubResults, MOST_RESULTS } from './sarif/github-results.ts';
import { type LeftOut, NOTIFICATIONS, sarifInvocation } from './sarif/sarif-invocation.ts';
import { isOpen, type ResultPlaces, sarifResult } from './sarif/sarif-result.ts';
import { type RuleTable, sarifRules } from './sarif/sarif-rules.ts';
import { sourceWords } from './table/heading-lines.ts';

/** Characters of a name in a message. */
const LONGEST_NAME = 1_000;
/** Code scanning takes 10 MB of gzip; upload-sarif writes a little more into a file before it sends it. */
const LARGEST_UPLOAD = 9_500_000;

/** What one profile makes of a report. */
interface Contents {
  readonly findings: readonly Finding[];
  readonly left: LeftOut;
  readonly rules: RuleTable;
  readonly asAlert: boolean;
  readonly fileOf: (finding: Finding) => ResultPlaces['file'];
}

function artifacts({ input }: Report) {
  return input.map(({ name, sha256 }) => ({
    location: { uri: artifactUri(name) },
    roles: ['analysisTarget'],
    ...(sha256 === undefined ? {} : { hashes: { 'sha-256': sha256 } }),
  }));
}

/** Fingerprints that several findings have are counted over all of them, so that one that is left out changes no other. */
function timesOf({ findings }: Report): ReadonlyMap<Finding, number> {
  const times = occurrences();
  return new Map(findings.map((finding) => [finding, times(finding.fingerprints[0] ?? '')]));
}

function results(report: Report, options: RenderOptions, { findings, rules, asAlert, fileOf }: Contents) {
  const source = sourceWords(report.input);
  const times = timesOf(report);
  const words = { unknownFails: options.exit?.unknownFails === true, asAlert };
  return findings.map((finding) => {
    const help = helpOf(options.policies, finding.policy);
    const texts = findingTexts(finding, help, source, LONGEST_NAME);
    const index = rules.indexOf(finding);
    const rule = { id: rules.rules[index]?.id ?? texts.policy, index };
    return sarifResult(
      finding,
      texts,
      { rule, file: fileOf(finding), times: times.get(finding) ?? 0 },
      words,
    );
  });
}

function oasisContents(report: Report, options: RenderOptions): Contents {
  const places = new Map(report.input.map(({ name }, index) => [name, index]));
  return {
    findings: report.findings,
    left: { cut: [], none: [] },
    rules: sarifRules(report.findings, options.policies, () => false),
    asAlert: false,
    fileOf: (finding) => {
      const name = fileOf(finding, report);
      const region = findingRegion(finding) ?? { startLine: 1 };
      return { uri: artifactUri(name), index: isLocated(finding) ? undefined : places.get(name), region };
    },
  };
}

function githubContents(report: Report, options: RenderOptions, most: number): Contents {
  const isUnsettled = (finding: Finding) => isOpen(finding, options.exit?.unknownFails === true);
  const { kept, ...left } = githubResults(report.findings, isUnsettled, most);
  return {
    findings: kept,
    left,
    rules: sarifRules(kept, options.policies, isUnsettled),
    asAlert: true,
    fileOf: (finding) => {
      const { path, region } = codePlace(finding, report, options);
      return { uri: artifactUri(path), index: undefined, region };
    },
  };
}

function sarifText(report: Report, options: RenderOptions, contents: Contents): string {
  const { name, version } = report.tool;
  const category = options.sarif?.category;
  return jsonText({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name,
            semanticVersion: version,
            version,
            informationUri: 'https://driftlock.dev',
            rules: contents.rules.rules,
            notifications: NOTIFICATIONS,
          },
        },
        ...(category === undefined ? {} : { automationDetails: { id: `${category}/` } }),
        invocations: [sarifInvocation(report, options, contents.left)],
        // Code scanning reads none of them, and an absolute name has no place there.
        ...(contents.asAlert ? {} : { artifacts: artifacts(report) }),
        results: results(report, options, contents),
        columnKind: 'utf16CodeUnits',
      },
    ],
  });
}

/** As many results as an upload may have, by number and by bytes. */
function githubText(report: Report, options: RenderOptions): string {
  for (let most = MOST_RESULTS; ; ) {
    const contents = githubContents(report, options, most);
    const text = sarifText(report, options, contents);
    const bytes = text.length < LARGEST_UPLOAD / 4 ? 0 : gzipSync(text).length;
    if (bytes <= LARGEST_UPLOAD || most === 0) {
      for (const line of contents.left.cut) options.tell?.(`sarif: ${line}`);
      return text;
    }
    const count = Math.min(most, contents.findings.length);
    most = Math.floor(count * Math.min(0.9, (0.95 * LARGEST_UPLOAD) / bytes));
  }
}

/** Results keep the report's order: the most severe first. */
export function sarif(report: Report, options: RenderOptions): string {
  if (options.sarif?.profile === 'github') return githubText(report, options);
  return sarifText(report, options, oasisContents(report, options));
}
