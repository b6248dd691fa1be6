/** What a run says of the controls of frameworks: a line each where policies judge them, the others by their ids. */
import type { Verdict } from '../../finding/finding.ts';
import type { ControlResult, ControlStatus, FrameworkResult } from '../../finding/framework.ts';
import { type Page, safe } from './layout.ts';
import { counted, VERDICT_WORDS } from './words.ts';
import { wrap } from './wrap.ts';

/** Judged by policies, worst first. */
const JUDGED = ['fail', 'unknown', 'pass', 'not-applicable'] as const satisfies readonly Verdict[];

const REST: readonly (readonly [ControlStatus, string])[] = [
  ['manual', 'for people to tell'],
  ['not-covered', 'not covered by any policy'],
];

export function frameworkLines(page: Page, frameworks: readonly FrameworkResult[] = []): string[] {
  return frameworks.flatMap((framework) => [...linesOf(page, framework), '']);
}

function linesOf(page: Page, framework: FrameworkResult): string[] {
  const { title, partial, controls } = framework;
  const idColumns = Math.max(0, ...controls.map(({ id }) => safe(id, 40).length));
  const heading = `${safe(title, 300)}${partial ? ', in part' : ''}`;
  const judged = JUDGED.flatMap((status) =>
    controls
      .filter((one) => one.status === status)
      .flatMap((one) => controlLines(page, one, status, idColumns)),
  );
  const rest = REST.flatMap(([status, words]) => {
    const ids = controls.filter((one) => one.status === status).map(({ id }) => safe(id, 40));
    if (ids.length === 0) return [];
    const text = `${counted(ids.length, 'control')} ${words}: ${ids.join(', ')}`;
    return hanging(page, '  ', text).map(page.paint.quiet);
  });
  return [...wrap(heading, page.options.width).map(page.paint.strong), ...judged, ...rest];
}

function hanging({ options }: Page, indent: string, text: string): string[] {
  return wrap(text, options.width - indent.length).map((line) => indent + line);
}

function controlLines(
  page: Page,
  { id, title, because = [], leaves, verdicts }: ControlResult,
  status: (typeof JUDGED)[number],
  idColumns: number,
): string[] {
  const head = `  ${VERDICT_WORDS[status].mark} ${safe(id, 40).padEnd(idColumns)}  `;
  const indent = ' '.repeat(head.length);
  const [first = '', ...more] = wrap(
    safe(title, 300) + countText(verdicts, status),
    page.options.width - head.length,
  );
  const notes = [...because, ...(leaves === undefined ? [] : [`not looked at: ${leaves}`])];
  return [
    page.paint.verdict[status](head) + first,
    ...more.map((line) => indent + line),
    ...notes.flatMap((note) => hanging(page, indent, safe(note, 500)).map(page.paint.quiet)),
  ];
}

/** Where something is wrong or open, how much of all that was judged. */
function countText(verdicts: ControlResult['verdicts'], status: Verdict): string {
  if (status !== 'fail' && status !== 'unknown') return '';
  const judged = verdicts.fail + verdicts.unknown + verdicts.error + verdicts.waived + verdicts.pass;
  return verdicts[status] === 0 ? '' : ` (${verdicts[status]} of ${judged})`;
}
