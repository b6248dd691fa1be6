/** The report for people in a terminal: findings by resource, worst first, then the summary. */
import type { Report } from '../finding/report.ts';
import type { RenderOptions } from './reporter.ts';
import { findingLines } from './table/finding-lines.ts';
import { groupFindings } from './table/group-findings.ts';
import { inputHeading, resourceHeading } from './table/heading-lines.ts';
import type { Page } from './table/layout.ts';
import { paintOf } from './table/paint.ts';
import { summaryLines } from './table/summary-lines.ts';

/** All text that comes from the report is made visible; lines fill `options.width` columns (links may be longer). */
export function table(report: Report, options: RenderOptions): string {
  const page: Page = { paint: paintOf(options.colour), options };
  const lines: string[] = inputHeading(page, report);
  const groups = groupFindings(report.findings);
  for (const group of groups) {
    for (const line of resourceHeading(page, group)) lines.push(line);
    for (const finding of group.findings) for (const line of findingLines(page, finding)) lines.push(line);
    lines.push('');
  }
  const worst = groups[0]?.findings[0];
  const first = worst?.verdict === 'fail' || worst?.verdict === 'unknown' ? worst.policy : undefined;
  lines.push(...summaryLines(page, report, first));
  return `${lines.join('\n')}\n`;
}
