/** Two reports against each other, for people in a terminal: what changed, the worst first, then the counts. */
import { CHANGES, type Change, type DiffFinding, type ReportDiff } from '../../finding/report-diff.ts';
import { safe } from '../table/layout.ts';
import { type Paint, paintOf } from '../table/paint.ts';
import { counted } from '../table/words.ts';
import { wrap } from '../table/wrap.ts';
import { CHANGE_WORDS, diffCounts, diffFacts, diffLimits, diffName } from './diff-texts.ts';
import type { DiffRenderOptions } from './index.ts';

/** Of each kind; the JSON document has all. */
const MOST = 50;
/** Of what is as it was. */
const FEW = 10;
const SAME: ReadonlySet<Change> = new Set(['open', 'still-unknown']);

/** Columns before the text. */
const MARGIN = 13;

interface Page extends DiffRenderOptions {
  readonly paint: Paint;
}

function colouring({ paint }: Page, change: Change): (text: string) => string {
  const mark = CHANGE_WORDS[change].mark;
  if (mark === '✖') return paint.verdict.fail;
  if (mark === '?') return paint.verdict.unknown;
  return mark === '✔' ? paint.verdict.pass : paint.quiet;
}

function findingLines(page: Page, finding: DiffFinding): string[] {
  const { change, before, after, messages } = finding;
  const severity = (after ?? before)?.severity ?? 'info';
  const facts = diffFacts(finding);
  const text = diffName(finding) + (facts.length === 0 ? '' : ` (${facts.join('; ')})`);
  const mark = colouring(page, change)(CHANGE_WORDS[change].mark);
  const head = `  ${mark} ${page.paint.severity[severity](severity.padEnd(MARGIN - 4))}`;
  const said = change === 'new' || change === 'reopened' ? messages : [];
  return [
    ...wrap(text, page.width - MARGIN).map((line, at) => (at === 0 ? head : ' '.repeat(MARGIN)) + line),
    ...said.flatMap((message) =>
      wrap(safe(message), page.width - MARGIN).map((line) => ' '.repeat(MARGIN) + page.paint.quiet(line)),
    ),
  ];
}

function sectionLines(page: Page, change: Change, findings: readonly DiffFinding[]): string[] {
  if (findings.length === 0) return [];
  const most = SAME.has(change) ? FEW : MOST;
  const shown = findings.length <= most + 1 ? findings : findings.slice(0, most);
  const left = findings.length - shown.length;
  return [
    page.paint.strong(`${CHANGE_WORDS[change].title} (${findings.length})`),
    ...shown.flatMap((finding) => findingLines(page, finding)),
    ...(left > 0 ? [page.paint.quiet(`    and ${counted(left, 'more', 'more')} (-f json has all)`)] : []),
    '',
  ];
}

function headLines({ paint, width }: Page, diff: ReportDiff): string[] {
  return [diff.old, diff.new].flatMap(({ file, findings }, at) => {
    const text = `${at === 0 ? 'old' : 'new'}  ${safe(file, 200)}  ${counted(findings, 'finding')}`;
    return wrap(text, width).map(paint.strong);
  });
}

/** All text of the reports is made visible; lines fill `options.width` columns. */
export function diffTable(diff: ReportDiff, options: DiffRenderOptions): string {
  const page: Page = { ...options, paint: paintOf(options.colour) };
  const lines = [
    ...headLines(page, diff),
    '',
    ...CHANGES.flatMap((change) =>
      sectionLines(
        page,
        change,
        diff.findings.filter((finding) => finding.change === change),
      ),
    ),
    page.paint.quiet('─'.repeat(Math.min(page.width, 100))),
    ...wrap(diffCounts(diff), page.width).map(page.paint.strong),
    ...diffLimits(diff).flatMap((line) => wrap(line, page.width).map(page.paint.alarm)),
  ];
  return `${lines.join('\n')}\n`;
}
