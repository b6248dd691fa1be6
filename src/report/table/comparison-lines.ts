/** Lines of the table about a baseline and about what a plan does. */
import type { Finding } from '../../finding/finding.ts';
import type { Report } from '../../finding/report.ts';
import { comparisonTexts, pastLists, pastText } from '../comparison-texts.ts';
import type { Page } from './layout.ts';
import { counted } from './words.ts';
import { wrap } from './wrap.ts';

/** Of each list; the JSON report has all. */
const MOST_PAST = 20;

/** What does not fail any more, above the summary. */
export function pastLines({ paint, options }: Page, report: Report): string[] {
  return pastLists(report).flatMap((list) => {
    const left = list.findings.length - MOST_PAST;
    const shown = list.findings.slice(0, left === 1 ? MOST_PAST + 1 : MOST_PAST);
    return [
      paint.strong(list.title),
      ...shown.flatMap((past) =>
        wrap(pastText(past, list), options.width - 4).map((line, at) =>
          at === 0 ? `  · ${line}` : `    ${line}`,
        ),
      ),
      ...(left > 1 ? [paint.quiet(`    and ${counted(left, 'more', 'more')}`)] : []),
      '',
    ];
  });
}

/** The counts, in the summary. */
export function comparisonLines({ options }: Page, report: Report): string[] {
  return comparisonTexts(report).flatMap((text) => wrap(text, options.width));
}

export function foldedOldLines({ paint, options }: Page, old: readonly Finding[]): string[] {
  if (old.length === 0) return [];
  const what = `${counted(old.length, 'old finding is', 'old findings are')} not listed (--show all lists ${old.length === 1 ? 'it' : 'them'})`;
  return wrap(what, options.width).map(paint.quiet);
}
