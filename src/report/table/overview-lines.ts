/** Failures by policy, for a list that is longer than a screen: its worst part has scrolled away when it ends. */
import { compareText } from '../../finding/compare-text.ts';
import { type Finding, SEVERITIES } from '../../finding/finding.ts';
import { LABEL_COLUMNS, type Page, safe } from './layout.ts';
import { counted, countText } from './words.ts';
import { wrap } from './wrap.ts';

/** Lines that a terminal shows at once. */
const SCREEN = 40;
const MOST_POLICIES = 10;

interface Failing {
  readonly policy: string;
  readonly severity: Finding['severity'];
  count: number;
}

/** The most severe first, then the most frequent. */
function failing(findings: readonly Finding[]): Failing[] {
  const policies = new Map<string, Failing>();
  for (const { verdict, policy, severity } of findings) {
    if (verdict !== 'fail') continue;
    const key = `${severity} ${policy}`;
    const known = policies.get(key);
    if (known === undefined) policies.set(key, { policy, severity, count: 1 });
    else known.count += 1;
  }
  const rank = ({ severity }: Failing) => SEVERITIES.indexOf(severity);
  return [...policies.values()].sort(
    (a, b) => rank(a) - rank(b) || b.count - a.count || compareText(a.policy, b.policy),
  );
}

/** `lines` are those above the summary; nothing where they fit on a screen. */
export function overviewLines(
  { paint, options }: Page,
  findings: readonly Finding[],
  lines: number,
): string[] {
  if (lines <= SCREEN) return [];
  const policies = failing(findings);
  const shown = policies.slice(0, MOST_POLICIES);
  const digits = Math.max(0, ...shown.map(({ count }) => countText(count).length));
  const indent = LABEL_COLUMNS + digits + 2;
  const texts = shown.flatMap(({ policy, severity, count }) =>
    wrap(safe(policy, 200), options.width - indent).map((line, index) =>
      index > 0
        ? `${' '.repeat(indent)}${line}`
        : `    ${paint.severity[severity](severity.padEnd(LABEL_COLUMNS - 4))}${countText(count).padStart(digits)}  ${line}`,
    ),
  );
  const left = policies.length - shown.length;
  const more =
    left === 0 ? [] : [paint.quiet(`    and ${counted(left, 'more policy', 'more policies')} failed`)];
  return policies.length === 0 ? [] : ['Failed, by policy:', ...texts, ...more];
}
