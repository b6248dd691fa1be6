/** The options `baseline` and `introduced` of the library, as the flags of these names have them. */
import type { ScanOptions } from '../commands/scan.ts';
import { givenBaseline, readBaseline } from '../commands/settled-baseline.ts';
import type { EarlierReport } from '../finding/earlier-report.ts';
import { invalid, switchOf } from './check-options.ts';

/** What a report goes by that has no file. */
const NAME = 'baseline';
const HINT = 'baseline: await scan("tfplan.json"), or the name of a file that holds such a report';

/** Throws DriftlockError: `usage` for what neither may be, and as reading the report does. */
export async function comparingOf(
  { baseline, introduced }: { readonly baseline?: unknown; readonly introduced?: unknown },
  inputs: readonly string[],
  notice: (line: string) => void,
): Promise<Pick<ScanOptions, 'comparing'>> {
  const isAsked = switchOf('introduced', introduced, false);
  const earlier = baseline === undefined ? undefined : await earlierOf(baseline, inputs, notice);
  if (earlier === undefined && !isAsked) return {};
  return {
    comparing: {
      ...(earlier === undefined ? {} : { baseline: earlier }),
      ...(isAsked ? { introduced: { by: 'introduced', ofAll: true } } : {}),
    },
  };
}

async function earlierOf(
  baseline: unknown,
  inputs: readonly string[],
  notice: (line: string) => void,
): Promise<EarlierReport> {
  if (baseline === '') throw invalid('baseline', 'names no file', HINT);
  if (typeof baseline === 'string') return await readBaseline({ value: baseline }, inputs, notice);
  if (typeof baseline !== 'object' || baseline === null || Array.isArray(baseline))
    throw invalid('baseline', 'is neither a report nor the name of one', HINT);
  return await givenBaseline(baseline, { name: NAME, hint: HINT }, notice);
}
