/** One finding in lines: what is wrong, why, what it leans on, how to mend it. */
import type { Finding } from '../../finding/finding.ts';
import { findingTexts, helpOf, titleOf } from '../finding-texts.ts';
import { oldText } from '../old-findings.ts';
import type { PolicyHelp } from '../reporter.ts';
import { columnsOf } from './columns.ts';
import { LABEL_COLUMNS, labelled, labelledList, type Page, safe } from './layout.ts';
import { VERDICT_WORDS } from './words.ts';
import { wrap } from './wrap.ts';

/** Mark, severity and title, with the policy's id beside it or below. */
export function headLines(page: Page, finding: Finding, help: PolicyHelp | undefined): string[] {
  const { paint, options } = page;
  const { mark } = VERDICT_WORDS[finding.verdict];
  const id = safe(finding.policy, 200);
  const name =
    (help === undefined ? '' : safe(titleOf(finding, help)).trim()) ||
    id.trim() ||
    '(a policy without a name)';
  const title = wrap(name, options.width - LABEL_COLUMNS);
  const margin = ' '.repeat(LABEL_COLUMNS);
  const severity = paint.severity[finding.severity](finding.severity.padEnd(LABEL_COLUMNS - 4));
  const head = `  ${paint.verdict[finding.verdict](mark)} ${severity}`;
  const lines = title.map((line, index) => (index === 0 ? head : margin) + paint.strong(line));
  if (help === undefined || name === id) return lines;
  const last = columnsOf(title.at(-1) ?? '');
  const beside = LABEL_COLUMNS + last + 2 + columnsOf(id) <= options.width;
  if (!beside) return [...lines, ...labelled(page, '', id, paint.quiet)];
  return [...lines.slice(0, -1), `${lines.at(-1)}  ${paint.quiet(id)}`];
}

/** A remediation that is a sentence is shown; an identifier is for tools. */
export function fixLines(page: Page, finding: Finding, help: PolicyHelp | undefined): string[] {
  if (finding.verdict !== 'fail') return [];
  const told = finding.remediation ?? help?.remediation ?? '';
  const fix = told.includes(' ') ? labelled(page, 'fix', safe(told)) : [];
  const links = (help?.relatedResources ?? []).map((link) => safe(link));
  const margin = ' '.repeat(LABEL_COLUMNS);
  // A link is not wrapped: a broken one cannot be followed.
  const shown = links.slice(0, 2).map((link, index) => {
    const label = `    ${(fix.length > 0 ? 'see' : 'fix').padEnd(LABEL_COLUMNS - 4)}`;
    return (index === 0 ? page.paint.quiet(label) : margin) + page.paint.link(link);
  });
  return [...fix, ...shown];
}

/** The lines of a finding; of a pass or not-applicable one only its head. */
export function findingLines(page: Page, finding: Finding): string[] {
  const { paint, options } = page;
  const help = helpOf(options.policies, finding.policy);
  const head = headLines(page, finding, help);
  if (finding.verdict === 'pass' || finding.verdict === 'not-applicable') return head;
  const texts = findingTexts(finding, help, page.source);
  const { messages } = texts;
  const old = oldText(finding);
  return [
    ...head,
    ...labelledList(page, finding.verdict === 'error' ? 'error' : 'because', messages),
    ...labelledList(page, messages.length === 0 ? 'because' : '', texts.decisions, paint.value, 8),
    ...labelledList(page, 'unknown', texts.unknown),
    ...labelledList(page, 'fails if', texts.failsIf),
    ...labelledList(page, 'to know', texts.toKnow, paint.quiet),
    ...labelledList(page, 'assumes', texts.assumes, paint.quiet),
    ...labelledList(page, finding.verdict === 'waived' ? 'waived' : 'accepted', texts.waived),
    ...fixLines(page, finding, help),
    ...(old === undefined ? [] : labelled(page, 'note', old, paint.quiet)),
    ...(finding.enforcement === 'warn' ? labelled(page, 'note', 'a warning: never makes exit code 1') : []),
  ];
}
