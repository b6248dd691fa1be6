/** The lines that a finding is about, where its configuration is at hand. */
import type { Finding } from '../finding/finding.ts';

/** 1-based; columns in UTF-16 code units, ends exclusive. */
export interface Region {
  readonly startLine: number;
  readonly startColumn?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** Undefined where only the file is known that was read. */
export function findingRegion({ location }: Finding): Region | undefined {
  const { startLine, startColumn, endLine, endColumn } = location ?? {};
  if (startLine === undefined) return undefined;
  return {
    startLine,
    ...(startColumn === undefined ? {} : { startColumn }),
    ...(endLine === undefined ? {} : { endLine }),
    ...(endLine === undefined || endColumn === undefined ? {} : { endColumn }),
  };
}
