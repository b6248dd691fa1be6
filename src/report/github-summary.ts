/** The report as the summary of a GitHub job: what a comment on a pull request says, and room for more of it. */
import type { Report } from '../finding/report.ts';
import { commentOf } from './pull-request-comment.ts';
import type { RenderOptions } from './reporter.ts';

/** A step's summary may have 1 MiB with what else the step writes; beyond that none is shown (docs.github.com, job summaries). */
const LARGEST = 900 * 1024;

export function githubSummary(report: Report, options: RenderOptions): string {
  return commentOf(report, options, LARGEST);
}
