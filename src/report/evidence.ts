/** Whether a report's evidence is whole, or the run was told to do without. */
import type { Report } from '../finding/report.ts';
import type { RenderOptions } from './reporter.ts';

/** `accepted`: it is not whole, and the run ends with 0 all the same (`--allow-incomplete`). */
export function evidence({ summary }: Report, { exit }: RenderOptions): 'whole' | 'accepted' | 'incomplete' {
  if (summary.incomplete.length === 0) return 'whole';
  return exit?.code === 0 ? 'accepted' : 'incomplete';
}
