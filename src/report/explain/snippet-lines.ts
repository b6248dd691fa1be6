/** Configuration of which the policy passes, below the words that say how to mend a failure. */
import type { Finding } from '../../finding/finding.ts';
import type { PolicyHelp } from '../reporter.ts';
import { type Page, safe } from '../table/layout.ts';

/** Each line as it is written: it is to be copied. */
export function snippetLines(
  { paint }: Page,
  { verdict }: Finding,
  help: PolicyHelp | undefined,
): readonly string[] {
  if (verdict !== 'fail' || help?.fix === undefined) return [];
  const lines = help.fix.split('\n').map((line) => `    ${safe(line, 300)}`.trimEnd());
  return ['', paint.quiet('    passes with'), '', ...lines];
}
