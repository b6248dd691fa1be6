/** Severities in the words and numbers of SARIF and of GitHub. */
import type { Finding, Severity } from '../../finding/finding.ts';

type Level = 'error' | 'warning' | 'note';

export const LEVELS = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
} satisfies Record<Severity, Level>;

/** Inside of GitHub's bands, not at their edges: over 9.0 critical, 7.0 high, 4.0 medium, 0.1 low. A string: a number is refused. */
export const SECURITY_SEVERITY = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
  info: '0.0',
} satisfies Record<Severity, string>;

/** What never makes exit code 1 is no error. */
export function levelOf({ severity, enforcement }: Pick<Finding, 'severity' | 'enforcement'>): Level {
  const level = LEVELS[severity];
  return enforcement === 'warn' && level === 'error' ? 'warning' : level;
}
