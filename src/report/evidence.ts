/** Whether a report's evidence is whole, or the run was told to do without. */
import type { Report } from '../finding/report.ts';
import type { RenderOptions } from './reporter.ts';

/** `accepted`: it is not whole, and the run was told to do without (`--allow-incomplete`). */
export function evidence(
  { summary }: Report,
  { exit }: Pick<RenderOptions, 'exit'>,
): 'whole' | 'accepted' | 'incomplete' {
  if (summary.incomplete.length === 0) return 'whole';
  return exit?.code === 0 || exit?.allowIncomplete === true ? 'accepted' : 'incomplete';
}
