/** One policy for people in a terminal. */
import type { Policy } from '../finding/policy.ts';
import type { ReadPath } from '../resource/read-path.ts';
import { labelled, labelledList, type Page, safe } from './table/layout.ts';
import { paintOf } from './table/paint.ts';
import { pathText } from './table/path-text.ts';
import { wrap } from './table/wrap.ts';

/** A step that stands for any key or element is printed as `[*]`. */
function readText(read: ReadPath): string {
  const parts: string[] = [];
  let plain: (string | number)[] = [];
  // An empty last step asks only whether something is there (resource/read-path.ts).
  for (const step of read.at(-1) === '' ? read.slice(0, -1) : read) {
    if (step !== null) {
      plain.push(step);
      continue;
    }
    parts.push(pathText(plain), '[*]');
    plain = [];
  }
  const rest = pathText(plain);
  const dot = parts.length > 0 && rest !== '' && !rest.startsWith('[') ? '.' : '';
  return parts.join('') + dot + rest || 'all of the input';
}

function joined(texts: readonly string[]): string[] {
  return texts.length === 0 ? [] : [safe(texts.join(', '), 2_000)];
}

/** Everything that its annotations say, and what it reads. */
export function policyPage(policy: Policy, options: { colour: boolean; width: number }): string {
  const paint = paintOf(options.colour);
  const page: Page = { paint, options: { ...options, show: new Set(), policies: {} }, source: '' };
  const reads = [...new Set([...policy.reads.applies, ...policy.reads.all].map(readText))].sort();
  const lines = [
    paint.strong(safe(policy.id, 200)),
    ...wrap(safe(policy.title), options.width),
    '',
    ...labelled(page, 'severity', policy.severity, paint.severity[policy.severity]),
    ...(policy.enforcement === 'warn' ? labelled(page, 'note', 'a warning: never makes exit code 1') : []),
    ...labelledList(page, 'why', policy.description === '' ? [] : [safe(policy.description, 2_000)]),
    ...labelledList(page, 'judges', joined(policy.resources)),
    ...labelledList(page, 'having', joined(policy.having)),
    ...labelledList(page, 'needs', joined(policy.needs.map((name) => `the parameter ${name}`))),
    ...labelledList(page, 'when', policy.onChange ? ['the plan changes or deletes the resource'] : []),
    ...labelledList(page, 'reads', joined(reads), paint.quiet),
    ...labelledList(page, 'known as', joined(policy.aliases)),
    ...labelledList(page, 'fix', policy.remediation === undefined ? [] : [safe(policy.remediation)]),
    ...policy.relatedResources.map(
      (link, index) => paint.quiet(index === 0 ? '    see       ' : ' '.repeat(14)) + paint.link(safe(link)),
    ),
    ...labelled(page, 'source', safe(policy.file, 300), paint.quiet),
  ];
  return `${lines.join('\n')}\n`;
}
