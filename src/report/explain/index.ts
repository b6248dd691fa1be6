/** The registry of formats that `explain` prints in. */
import type { ExplanationDocument } from '../../finding/explanation.ts';
import type { PolicyHelp } from '../reporter.ts';

export interface ExplainRenderOptions {
  readonly colour: boolean;
  readonly width: number;
  /** By policy id. */
  readonly policies: Readonly<Record<string, PolicyHelp>>;
}

export const EXPLAIN_REPORTERS = {
  table: async (document: ExplanationDocument, options: ExplainRenderOptions) =>
    (await import('./explain-table.ts')).explainTable(document, options),
  json: async (document: ExplanationDocument) => (await import('../json.ts')).jsonText(document),
};

export type ExplainFormat = keyof typeof EXPLAIN_REPORTERS;
