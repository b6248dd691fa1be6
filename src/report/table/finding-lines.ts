/** One finding in lines: what is wrong, why, what it leans on, how to mend it. */
import type { Decision, Finding, UnknownRead } from '../../finding/finding.ts';
import type { PolicyHelp } from '../reporter.ts';
import { assumptionTexts } from './assumption-texts.ts';
import { columnsOf } from './columns.ts';
import { LABEL_COLUMNS, labelled, labelledList, type Page, safe } from './layout.ts';
import { linkPlace, noneText, placeText } from './link-place.ts';
import { rawUnknownTexts, settlingTexts, unknownTexts } from './unknown-texts.ts';
import { compactValue } from './value-text.ts';
import { VERDICT_WORDS } from './words.ts';
import { wrap } from './wrap.ts';

/** Characters of a value: about two lines of a usual terminal. */
const LONGEST_VALUE = 120;
/** Characters of a list of places or types. */
const LONGEST_LIST = 900;

export function decisionText({ path, address, value, sensitive }: Decision): string {
  const place = safe(placeText(path, address), 300);
  if (sensitive) return `${place} (sensitive)`;
  if (value === undefined || (Array.isArray(value) && value.length === 0)) {
    const { list, owner } = linkPlace(path);
    if (list !== undefined) return safe(noneText(list, owner), 300);
  }
  if (value === undefined) return `${place} is not set`;
  return `${place} = ${safe(compactValue(value, LONGEST_VALUE), 3 * LONGEST_VALUE)}`;
}

export function conditionText({ condition }: UnknownRead): string[] {
  return condition === undefined ? [] : [safe(condition.replace(/^fails if /, ''))];
}

/** A raw policy is mostly known by what it says alone. */
function titleOf({ raw, policy, verdict, messages: [message] }: Finding, { title }: PolicyHelp): string {
  const isTold = raw === true && title === policy && (verdict === 'fail' || verdict === 'waived');
  return isTold ? (message ?? title) : title;
}

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
  const help = Object.hasOwn(options.policies, finding.policy) ? options.policies[finding.policy] : undefined;
  const head = headLines(page, finding, help);
  if (finding.verdict === 'pass' || finding.verdict === 'not-applicable') return head;
  const title = help === undefined ? undefined : titleOf(finding, help);
  const messages = finding.messages.filter((message) => message !== title).map((one) => safe(one));
  const unknown = finding.unknown ?? [];
  return [
    ...head,
    ...labelledList(page, finding.verdict === 'error' ? 'error' : 'because', messages),
    ...labelledList(
      page,
      messages.length === 0 ? 'because' : '',
      finding.decidedBy.map(decisionText),
      paint.value,
      8,
    ),
    ...labelledList(
      page,
      'unknown',
      (finding.raw === true ? rawUnknownTexts(unknown) : unknownTexts(unknown)).map((text) =>
        safe(text, LONGEST_LIST),
      ),
    ),
    ...labelledList(page, 'fails if', [...new Set(unknown.flatMap(conditionText))]),
    // No raw policy judges a state.
    ...labelledList(page, 'to know', finding.raw === true ? [] : settlingTexts(unknown), paint.quiet),
    ...labelledList(
      page,
      'assumes',
      assumptionTexts(finding.assumes ?? [], page.source).map((text) => safe(text, LONGEST_LIST)),
      paint.quiet,
    ),
    ...fixLines(page, finding, help),
    ...(finding.enforcement === 'warn' ? labelled(page, 'note', 'a warning: never makes exit code 1') : []),
  ];
}
