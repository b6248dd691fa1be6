/** The report as a comment on a pull or merge request: Markdown that fits into one, the most severe first. */
import { SEVERITIES } from '../finding/finding.ts';
import type { Report } from '../finding/report.ts';
import { commentSections } from './comment/comment-sections.ts';
import { commentText } from './comment/comment-text.ts';
import { fittedSections, sizeOf } from './comment/fitted-sections.ts';
import { comparisonTexts, pastLists, pastText } from './comparison-texts.ts';
import { markdownCode } from './markdown.ts';
import { isOld } from './old-findings.ts';
import type { RenderOptions } from './reporter.ts';
import { safe } from './table/layout.ts';
import { exitTexts, leftOutTexts } from './table/summary-lines.ts';
import { counted, countText, listed } from './table/words.ts';
import { waiverTexts } from './waiver-texts.ts';

/** Where a program finds the comment that it wrote before; it is not seen. */
export const MARKER = '<!-- driftlock:report -->';
/** GitHub takes 65,536 characters; bytes are never fewer than these. A marker may be made longer by a name. */
const LARGEST = 65_300;
/** Kept for the line that counts what is left out. */
const LAST_LINE = 200;
const MOST_INPUTS = 5;
const MOST_GAPS = 10;
/** Characters of one reason. */
const LONGEST_REASON = 500;

/** Of what fails, what counts is said first. */
function failedText({ findings, summary: { verdicts, baseline, plan } }: Report): string {
  if (baseline === undefined && plan === undefined) return `${countText(verdicts.fail)} failed`;
  const old = findings.filter((finding) => finding.verdict === 'fail' && isOld(finding)).length;
  return `${countText(verdicts.fail - old)} new and ${countText(old)} old failed`;
}

function heading(report: Report): string {
  const { verdicts, resources } = report.summary;
  if (resources === 0) return '## Driftlock: nothing to judge';
  const open = [
    ...(verdicts.fail > 0 ? [failedText(report)] : []),
    ...(verdicts.error > 0 ? [`${countText(verdicts.error)} could not be evaluated`] : []),
    ...(verdicts.unknown > 0 ? [`${countText(verdicts.unknown)} not known`] : []),
  ];
  return `## Driftlock: ${open.length === 0 ? 'nothing failed' : open.join(', ')}`;
}

function countsLine({ summary: { verdicts, failures } }: Report): string {
  const bySeverity = SEVERITIES.filter((severity) => failures[severity] > 0);
  const severities = bySeverity.map((severity) => `${countText(failures[severity])} ${severity}`);
  const others = [
    `${countText(verdicts.pass)} passed`,
    ...(verdicts.waived > 0 ? [`${countText(verdicts.waived)} waived`] : []),
    `${countText(verdicts['not-applicable'])} not applicable`,
  ];
  const failed = severities.length === 0 ? [] : [`Failed: ${severities.join(', ')}`];
  return [...failed, ...others].join(' · ');
}

function inputLine({ input, summary }: Report): string {
  const names = input.map(({ name }) => (name === '-' ? 'standard input' : markdownCode(safe(name, 200))));
  const facts = [counted(summary.resources, 'resource'), counted(summary.policies, 'policy', 'policies')];
  return [...(names.length === 0 ? [] : [`In ${listed(names, MOST_INPUTS)}`]), ...facts].join(' · ');
}

function reason(text: string): string {
  return `- ${commentText(safe(text, LONGEST_REASON))}`;
}

function incompleteLines({ summary: { incomplete } }: Report): string[] {
  if (incomplete.length === 0) return [];
  const left = incomplete.length - MOST_GAPS;
  const shown = incomplete.slice(0, MOST_GAPS).map(reason);
  return ['', '**Evidence is incomplete:**', '', ...shown, ...(left > 0 ? [`- and ${left} more`] : [])];
}

function foldedLines(summary: string, texts: readonly string[]): string[] {
  if (texts.length === 0) return [];
  return [`<details><summary>${summary}</summary>`, '', ...texts.map(reason), '', '</details>', ''];
}

/** Of each list; the JSON report has all. */
const MOST_PAST = 50;

function pastLines(report: Report): string[] {
  return pastLists(report).flatMap((list) => {
    const left = list.findings.length - MOST_PAST;
    const shown = list.findings.slice(0, MOST_PAST).map((past) => reason(pastText(past, list)));
    const more = left > 0 ? [`- and ${countText(left)} more`] : [];
    const summary = `${list.title}: ${countText(list.findings.length)}`;
    return [`<details><summary>${summary}</summary>`, '', ...shown, ...more, '', '</details>', ''];
  });
}

function noteLines(report: Report, options: RenderOptions): string[] {
  return [
    ...pastLines(report),
    ...foldedLines('Not judged', leftOutTexts(report, options)),
    ...foldedLines('Waivers', waiverTexts(report.summary.waivers)),
  ];
}

/** At most `largest` bytes. No line begins with text of unknown origin: what bots obey stands there (`/approve`, `/close`). */
export function commentOf(report: Report, options: RenderOptions, largest: number): string {
  const head = [
    MARKER,
    heading(report),
    '',
    inputLine(report),
    '',
    countsLine(report),
    ...comparisonTexts(report).flatMap((text) => ['', commentText(text)]),
    ...exitTexts(options, report).flatMap((text) => ['', text]),
    ...incompleteLines(report),
    '',
  ];
  const notes = noteLines(report, options);
  const room = largest - sizeOf(head) - sizeOf(notes) - LAST_LINE;
  const { lines, findings, sections } = fittedSections(commentSections(report, options), room);
  const more = `**${counted(findings, 'more finding')}** of ${counted(sections, 'more group')} had no room here; \`-f json\` has all of them.`;
  const all = [...head, ...lines, ...(findings === 0 ? [] : [more, '']), ...notes];
  return `${all.join('\n').trimEnd()}\n`;
}

export function pullRequestComment(report: Report, options: RenderOptions): string {
  return commentOf(report, options, LARGEST);
}
