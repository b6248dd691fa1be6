/** The report as SARIF 2.1.0: one run, a rule for each policy that has findings, a result for each finding. */
import type { Finding } from '../finding/finding.ts';
import type { Report } from '../finding/report.ts';
import { findingTexts, helpOf } from './finding-texts.ts';
import { fileOf, isLocated } from './input-file.ts';
import { jsonText } from './json.ts';
import { occurrences } from './occurrences.ts';
import type { RenderOptions } from './reporter.ts';
import { artifactUri } from './sarif/artifact-uri.ts';
import { NOTIFICATIONS, sarifInvocation } from './sarif/sarif-invocation.ts';
import { sarifResult } from './sarif/sarif-result.ts';
import { type RuleTable, sarifRules } from './sarif/sarif-rules.ts';
import { sourceWords } from './table/heading-lines.ts';

/** Characters of a name in a message. */
const LONGEST_NAME = 1_000;

function artifacts({ input }: Report) {
  return input.map(({ name, sha256 }) => ({
    location: { uri: artifactUri(name) },
    roles: ['analysisTarget'],
    ...(sha256 === undefined ? {} : { hashes: { 'sha-256': sha256 } }),
  }));
}

function results(report: Report, options: RenderOptions, { rules, indices }: RuleTable) {
  const source = sourceWords(report.input);
  const times = occurrences();
  const places = new Map(report.input.map(({ name }, index) => [name, index]));
  return report.findings.map((finding: Finding) => {
    const help = helpOf(options.policies, finding.policy);
    const texts = findingTexts(finding, help, source, LONGEST_NAME);
    const index = indices.get(finding.policy) ?? -1;
    const name = fileOf(finding, report);
    return sarifResult(
      finding,
      texts,
      {
        rule: { id: rules[index]?.id ?? texts.policy, index },
        file: { name, index: isLocated(finding) ? undefined : places.get(name) },
        times: times(finding.fingerprints[0] ?? ''),
      },
      options.exit?.unknownFails === true,
    );
  });
}

/** Results keep the report's order: the most severe first. */
export function sarif(report: Report, options: RenderOptions): string {
  const table = sarifRules(report.findings, options.policies);
  const { name, version } = report.tool;
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
            rules: table.rules,
            notifications: NOTIFICATIONS,
          },
        },
        invocations: [sarifInvocation(report, options)],
        artifacts: artifacts(report),
        results: results(report, options, table),
        columnKind: 'utf16CodeUnits',
      },
    ],
  });
}
