/** The registry of formats that `report diff` prints. */
import type { ReportDiff } from '../../finding/report-diff.ts';

export interface DiffRenderOptions {
  readonly colour: boolean;
  readonly width: number;
}

export const DIFF_REPORTERS = {
  table: async (diff: ReportDiff, options: DiffRenderOptions) =>
    (await import('./diff-table.ts')).diffTable(diff, options),
  json: async (diff: ReportDiff) => (await import('../json.ts')).jsonText(diff),
  markdown: async (diff: ReportDiff) => (await import('./diff-markdown.ts')).diffMarkdown(diff),
};

export type DiffFormat = keyof typeof DIFF_REPORTERS;
