/** The report for people in a terminal: findings by resource, worst first, then the summary. */
import type { Report } from '../finding/report.ts';
import { foldOld } from './old-findings.ts';
import type { RenderOptions } from './reporter.ts';
import { blocksOf } from './table/blocks.ts';
import { pastLines } from './table/comparison-lines.ts';
import { frameworkLines } from './table/framework-lines.ts';
import { inputHeading, resourceHeading, sourceWords } from './table/heading-lines.ts';
import type { Page } from './table/layout.ts';
import { paintOf } from './table/paint.ts';
import { foldScopes } from './table/scope-findings.ts';
import { summaryLines } from './table/summary-lines.ts';

/** All text that comes from the report is made visible; lines fill `options.width` columns (links may be longer). */
export function table(report: Report, options: RenderOptions): string {
  const page: Page = { paint: paintOf(options.colour), options, source: sourceWords(report.input) };
  const lines: string[] = inputHeading(page, report);
  const { listed: counting, old } = foldOld(report.findings, options);
  const { listed, folded } = foldScopes(counting, options);
  const blocks = blocksOf(page, listed);
  for (const { groups, lines: below } of blocks) {
    for (const group of groups) for (const line of resourceHeading(page, group)) lines.push(line);
    for (const line of below) lines.push(line);
    lines.push('');
  }
  for (const line of pastLines(page, report)) lines.push(line);
  for (const line of frameworkLines(page, report.frameworks)) lines.push(line);
  const shown = blocks.flatMap(({ groups }) => groups.flatMap(({ findings }) => findings));
  // Of raw policies no other verb has more to tell.
  const worst = shown.find(({ raw }) => raw !== true);
  const listing = { worst, folded, old, lines: lines.length };
  for (const line of summaryLines(page, report, listing)) lines.push(line);
  return `${lines.join('\n')}\n`;
}
