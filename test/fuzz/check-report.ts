/** What holds for the report of any document that was read. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { exitCode } from '../../src/finding/exit-code.ts';
import { SEVERITIES, VERDICTS } from '../../src/finding/finding.ts';
import type { Report } from '../../src/finding/report.ts';
import { json } from '../../src/report/json.ts';
import { table } from '../../src/report/table.ts';
import { expectedResources } from './expected-resources.ts';
import type { Branch } from './json-tree.ts';

const SCHEMA = new URL('../../reports/report-1.schema.json', import.meta.url);
const isReport = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(SCHEMA, 'utf8')) as object,
);
const EXIT_RULES = { failOn: 'low', unknown: 'report', allowIncomplete: false } as const;
/** What a terminal obeys or hides; a newline ends a line. */
const CONTROL = /[^\P{C}\n]|[\p{Zl}\p{Zp}]/u;

/** What is wrong with a report of `document` that shows all verdicts, one line each. */
export function checkReport(document: Branch, report: Report): string[] {
  return [...shape(report), ...sums(report), ...accounts(document, report), ...rendering(report)];
}

function shape(report: Report): string[] {
  const copy = JSON.parse(json(report)) as object;
  if (isReport(copy)) return [];
  return [`not a report: ${new Ajv2020().errorsText(isReport.errors)}`];
}

function sums({ summary, findings, input }: Report): string[] {
  const wrong: string[] = [];
  for (const verdict of VERDICTS) {
    const count = findings.filter((finding) => finding.verdict === verdict).length;
    if (count !== summary.verdicts[verdict])
      wrong.push(`${summary.verdicts[verdict]} verdicts ${verdict}, but ${count} findings`);
  }
  for (const severity of SEVERITIES) {
    const count = findings.filter((one) => one.verdict === 'fail' && one.severity === severity).length;
    if (count !== summary.failures[severity])
      wrong.push(`${summary.failures[severity]} failures ${severity}, but ${count} findings`);
  }
  const counted = input.reduce((sum, { resources }) => sum + resources, 0);
  if (counted !== summary.resources) wrong.push(`inputs hold ${counted}, the summary ${summary.resources}`);
  return wrong;
}

/** No resource is lost: it is judged, or its type is named as one that nothing judges. */
function accounts(document: Branch, report: Report): string[] {
  const { summary, findings } = report;
  const expected = expectedResources(document).filter(({ type }) => !type.startsWith('driftlock_'));
  const named = new Set(expected.map(({ type, address }) => `${type} ${address}`));
  const wrong: string[] = [];
  if (summary.resources < named.size || summary.resources > expected.length)
    wrong.push(`${summary.resources} resources counted of ${expected.length} (${named.size} names)`);
  const judged = new Set(findings.map(({ resource }) => resource.address));
  const unjudged = new Set([...summary.unjudged, ...summary.leaving].map(({ type }) => type));
  for (const { type, address } of expected) {
    if (!judged.has(address) && !unjudged.has(type)) wrong.push(`neither judged nor named: ${type}`);
  }
  for (const { type } of summary.unjudged)
    if (!expected.some((one) => one.type === type && one.remains)) wrong.push(`named but not there: ${type}`);
  const addresses = new Set(expected.map(({ address }) => address));
  for (const { resource } of findings) {
    if (!resource.type.startsWith('driftlock_') && !addresses.has(resource.address ?? ''))
      wrong.push(`a finding on a resource that is not there: ${resource.type}`);
  }
  return wrong;
}

function rendering(report: Report): string[] {
  const code = exitCode(report, EXIT_RULES);
  const wrong: string[] = [];
  for (const width of [40, 120]) {
    const text = table(report, {
      colour: false,
      width,
      show: new Set(VERDICTS),
      policies: {},
      exit: { code, failOn: 'low' },
    });
    const control = CONTROL.exec(text);
    if (control !== null) wrong.push(`the table holds ${JSON.stringify(control[0])}`);
  }
  return wrong;
}
