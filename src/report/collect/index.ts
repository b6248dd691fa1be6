/** The registry of formats that `collect` reports in. */
import type { Manifest } from '../../finding/manifest.ts';

export interface CollectRenderOptions {
  readonly colour: boolean;
  readonly width: number;
  /** The snapshot's folder as the user named it. */
  readonly folder: string;
}

export const COLLECT_REPORTERS = {
  table: async (manifest: Manifest, options: CollectRenderOptions) =>
    (await import('./collect-table.ts')).collectTable(manifest, options),
  json: async (manifest: Manifest) => (await import('../json.ts')).jsonText(manifest),
};

export type CollectFormat = keyof typeof COLLECT_REPORTERS;
