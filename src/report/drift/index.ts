/** The registry of formats that `drift` reports in. */
import type { DriftReport } from '../../finding/drift.ts';

export interface DriftRenderOptions {
  readonly colour: boolean;
  readonly width: number;
}

export const DRIFT_REPORTERS = {
  table: async (report: DriftReport, options: DriftRenderOptions) =>
    (await import('./drift-table.ts')).driftTable(report, options),
  json: async (report: DriftReport) => (await import('../json.ts')).jsonText(report),
};

export type DriftFormat = keyof typeof DRIFT_REPORTERS;
