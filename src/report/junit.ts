/** The report as JUnit XML, which CI systems show: a suite for each policy, a case for each resource that it judged. */
import { compareText } from '../finding/compare-text.ts';
import type { Finding, Verdict } from '../finding/finding.ts';
import type { Report } from '../finding/report.ts';
import { evidence } from './evidence.ts';
import { type FindingTexts, findingTexts, helpOf, outcomeText } from './finding-texts.ts';
import { inputOf, placeOf } from './input-file.ts';
import { occurrences } from './occurrences.ts';
import { isOld, oldText } from './old-findings.ts';
import type { RenderOptions } from './reporter.ts';
import { sourceWords } from './table/heading-lines.ts';
import { safe } from './table/layout.ts';
import { defused } from './table/wrap.ts';
import { xmlDocument, xmlTag, xmlText } from './xml.ts';

/** Jenkins and GitLab know a case again by the names of its class and its own: both tell the same in every run. */
const LONGEST_NAME = 1_000;

type Kind = 'failures' | 'errors' | 'skipped' | 'passed';

interface Case {
  readonly kind: Kind;
  readonly tag: string;
}

/** Nothing that is not a pass is shown as one. */
const KINDS = {
  fail: 'failures',
  unknown: 'skipped',
  error: 'errors',
  waived: 'skipped',
  pass: 'passed',
  'not-applicable': 'skipped',
} satisfies Record<Verdict, Kind>;

const TAGS = { failures: 'failure', errors: 'error', skipped: 'skipped' } as const;

/** What was found, as lines: all that the message leaves out. */
function bodyLines(texts: FindingTexts, place: string): string[] {
  return [
    ...texts.messages,
    ...texts.decisions.map((text) => `because ${text}`),
    ...texts.unknown.map((text) => `unknown: ${text}`),
    ...texts.failsIf.map((text) => `fails if ${text}`),
    ...texts.toKnow.map((text) => `to know: ${text}`),
    ...texts.assumes.map((text) => `assumes: ${text}`),
    ...(texts.fix === undefined ? [] : [`fix: ${texts.fix}`]),
    ...texts.links.map((link) => `see ${link}`),
    ...texts.waived.map((text) => `accepted ${text}`),
    `in ${safe(place, LONGEST_NAME)}`,
  ].map(defused);
}

/** What several raw findings on one plan are told apart by is what they say. */
function caseName({ raw, messages }: Finding, { subject }: FindingTexts): string {
  return raw === true && messages[0] !== undefined ? `${subject}: ${safe(messages[0])}` : subject;
}

function caseOf(finding: Finding, name: string, texts: FindingTexts, kind: Kind, place: string): Case {
  const about = { classname: texts.policy, name };
  if (kind === 'passed') return { kind, tag: xmlTag('testcase', about, '') };
  const marks = [
    ...(isOld(finding) ? ['old, '] : []),
    ...(finding.enforcement === 'warn' ? ['warning, '] : []),
  ];
  const warning = marks.join('');
  const old = oldText(finding);
  const said = outcomeText(finding, texts);
  const type = `${warning}${finding.verdict === 'fail' ? finding.severity : finding.verdict}`;
  const body = xmlText(bodyLines(texts, place).join('\n'));
  const inner = xmlTag(TAGS[kind], { type, message: old === undefined ? said : `${said} (${old})` }, body);
  return { kind, tag: xmlTag('testcase', about, inner) };
}

function countsOf(cases: readonly Case[]): { tests: number; failures: number; errors: number } {
  const count = (kind: Kind) => cases.filter((one) => one.kind === kind).length;
  return { tests: cases.length, failures: count('failures'), errors: count('errors') };
}

function suite(name: string, cases: readonly Case[]): string {
  const skipped = cases.filter(({ kind }) => kind === 'skipped').length;
  const lines = cases.map(({ tag }) => `    ${tag}\n`);
  return `  ${xmlTag('testsuite', { name, ...countsOf(cases), skipped }, `\n${lines.join('')}  `)}\n`;
}

/** Always there: a file without a case is an error to Jenkins, and a run that could not see all must not look whole. */
function evidenceCase(report: Report, options: RenderOptions): Case {
  const state = evidence(report, options);
  const about = { classname: 'driftlock', name: 'evidence is complete' };
  if (state === 'whole') return { kind: 'passed', tag: xmlTag('testcase', about, '') };
  const kind = state === 'accepted' ? 'skipped' : 'errors';
  const lines = report.summary.incomplete.map((line) => defused(safe(line)));
  const message = `evidence is incomplete: ${lines.join('; ')}`;
  const inner = xmlTag(TAGS[kind], { type: 'incomplete', message: safe(message) }, xmlText(lines.join('\n')));
  return { kind, tag: xmlTag('testcase', about, inner) };
}

/** Suites in the order of their names, cases in that of the report; tags and attributes are those that Jenkins' schema knows. */
export function junit(report: Report, options: RenderOptions): string {
  const source = sourceWords(report.input);
  const times = occurrences();
  const suites = new Map<string, Case[]>();
  const all = [evidenceCase(report, options)];
  for (const finding of report.findings) {
    const texts = findingTexts(finding, helpOf(options.policies, finding.policy), source, LONGEST_NAME);
    const file = inputOf(finding, report);
    const name = caseName(finding, texts) + (report.input.length > 1 ? ` (${safe(file, 200)})` : '');
    const before = times(JSON.stringify([texts.policy, name]));
    const isFailure = finding.verdict === 'unknown' && options.exit?.unknownFails === true;
    const judged = isFailure ? 'failures' : KINDS[finding.verdict];
    // What does not count fails no build.
    const kind = judged === 'failures' && isOld(finding) ? 'skipped' : judged;
    const place = placeOf(finding, report);
    const one = caseOf(finding, before === 0 ? name : `${name} #${before + 1}`, texts, kind, place);
    all.push(one);
    const own = suites.get(texts.policy);
    if (own === undefined) suites.set(texts.policy, [one]);
    else own.push(one);
  }
  const tags = [...suites].sort(([a], [b]) => compareText(a, b)).map(([name, cases]) => suite(name, cases));
  const inner = `\n${suite('driftlock', all.slice(0, 1))}${tags.join('')}`;
  return xmlDocument(xmlTag('testsuites', { name: 'driftlock scan', ...countsOf(all) }, inner));
}
