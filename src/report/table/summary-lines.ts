/** The end of the table: counts, types without a policy, missing evidence, what to do next. */
import { SEVERITIES, VERDICTS, type Verdict } from '../../finding/finding.ts';
import type { Report } from '../../finding/report.ts';
import { type Page, safe } from './layout.ts';
import { counted, countText, VERDICT_WORDS } from './words.ts';
import { wrap } from './wrap.ts';

const FEW_TYPES = 6;

function wrapped(
  { options }: Page,
  text: string,
  colouring: (line: string) => string = (line) => line,
): string[] {
  return wrap(text, options.width).map(colouring);
}

/** Lines of `text` after a first column; later lines are indented to it. */
function hanging({ options }: Page, head: string, columns: number, text: string): string[] {
  return wrap(text, options.width - columns).map(
    (line, index) => (index === 0 ? head : ' '.repeat(columns)) + line,
  );
}

/** Failures by severity, in colours where they fit into one line. */
function severityLines(page: Page, { summary }: Report, head: string, columns: number): string[] {
  const met = SEVERITIES.filter((severity) => summary.failures[severity] > 0);
  const texts = met.map((severity) => `${countText(summary.failures[severity])} ${severity}`);
  const lines = hanging(page, head, columns, texts.join(', '));
  if (lines.length !== 1) return lines;
  return [head + met.map((severity, index) => page.paint.severity[severity](texts[index] ?? '')).join(', ')];
}

function verdictLines(page: Page, report: Report): string[] {
  const counts = report.summary.verdicts;
  const always: readonly Verdict[] = ['fail', 'unknown', 'pass'];
  const shown = VERDICTS.filter((verdict) => counts[verdict] > 0 || always.includes(verdict));
  const digits = Math.max(...shown.map((verdict) => countText(counts[verdict]).length));
  const names = Math.max(...shown.map((verdict) => verdict.length));
  return shown.flatMap((verdict) => {
    const { mark, meaning } = VERDICT_WORDS[verdict];
    const count = countText(counts[verdict]).padStart(digits);
    const colouring = counts[verdict] > 0 ? page.paint.verdict[verdict] : page.paint.quiet;
    const head = `  ${colouring(`${mark} ${count} ${verdict}`)}${' '.repeat(names - verdict.length + 2)}`;
    const columns = 4 + digits + 1 + names + 2;
    const lines =
      verdict === 'fail'
        ? severityLines(page, report, head, columns)
        : hanging(page, head, columns, counts[verdict] > 0 ? meaning : '');
    return lines.length > 0 ? lines : [head.trimEnd()];
  });
}

function unjudgedLines(page: Page, { summary }: Report): string[] {
  if (summary.unjudged.length === 0) return [];
  const resources = summary.unjudged.reduce((sum, { resources: count }) => sum + count, 0);
  const all = page.options.show.has('pass') && page.options.show.has('not-applicable');
  const listed = all ? summary.unjudged : summary.unjudged.slice(0, FEW_TYPES);
  const names = listed.map(({ type, resources: count }) => `${safe(type, 120)} (${count})`).join(', ');
  const left = summary.unjudged.length - listed.length;
  const more = left === 0 ? '' : ` and ${counted(left, 'more type', 'more types')} (--show all lists them)`;
  const verb = resources === 1 ? 'has' : 'have';
  const head = `${counted(resources, 'resource')} of ${counted(summary.unjudged.length, 'type')} ${verb} no policy:`;
  return wrapped(page, `${head} ${names}${more}`, page.paint.quiet);
}

function leavingLines(page: Page, { summary }: Report): string[] {
  if (summary.leaving.length === 0) return [];
  const resources = summary.leaving.reduce((sum, { resources: count }) => sum + count, 0);
  const verb = resources === 1 ? 'goes' : 'go';
  const names = summary.leaving
    .map(({ type, resources: count }) => `${safe(type, 120)} (${count})`)
    .join(', ');
  const text = `${counted(resources, 'resource')} ${verb} away, which no policy judges: ${names}`;
  return wrapped(page, text, page.paint.quiet);
}

function waitingLines(page: Page, { summary }: Report): string[] {
  return summary.waiting.flatMap(({ policy, needs }) =>
    wrapped(
      page,
      `${safe(policy, 200)} was left out: set ${needs.map((name) => safe(name, 80)).join(', ')} with --params`,
      page.paint.quiet,
    ),
  );
}

function incompleteLines(page: Page, { summary }: Report): string[] {
  if (summary.incomplete.length === 0) return [];
  return [
    page.paint.alarm('Evidence is incomplete:'),
    ...summary.incomplete.flatMap((line) => hanging(page, '  · ', 4, safe(line))),
  ];
}

/** What there is to judge at all; said also where it is nothing. */
function subjectLine(page: Page, report: Report): string[] {
  const { resources, policies } = report.summary;
  const kinds = new Set(report.input.map(({ kind }) => kind));
  const holder =
    report.input.length > 1 ? 'inputs hold' : kinds.has('terraform-plan') ? 'plan holds' : 'input holds';
  if (resources === 0)
    return wrapped(page, `Nothing to judge: the ${holder} no resources.`, page.paint.strong);
  const judged = policies === 0 ? 'no policy was chosen' : counted(policies, 'policy', 'policies');
  return wrapped(page, `${counted(resources, 'resource')}, ${judged}`, page.paint.strong);
}

function exitLine(page: Page): string[] {
  const { exit } = page.options;
  if (exit === undefined) return [];
  const why = {
    0: `nothing failed at or above ${exit.failOn}`,
    1: `findings at or above ${exit.failOn}`,
    3: 'nothing failed, but evidence is incomplete',
  };
  return wrapped(page, `Exit code ${exit.code}: ${why[exit.code]}.`);
}

/** The worst finding's policy is the one to read about first. */
function nextLine(page: Page, report: Report, first: string | undefined): string[] {
  if (first !== undefined)
    return wrapped(page, `Next: driftlock policy show ${safe(first, 200)}`, page.paint.quiet);
  if (
    report.summary.resources > 0 &&
    report.summary.unjudged.length > 0 &&
    report.summary.verdicts.pass === 0
  )
    return wrapped(page, 'Next: driftlock policy list shows what is judged', page.paint.quiet);
  return [];
}

/** `first` is the id of the policy of the worst finding. */
export function summaryLines(page: Page, report: Report, first: string | undefined): string[] {
  const rule = page.paint.quiet('─'.repeat(Math.min(page.options.width, 100)));
  return [
    rule,
    ...subjectLine(page, report),
    ...(report.summary.resources === 0 ? [] : verdictLines(page, report)),
    ...unjudgedLines(page, report),
    ...leavingLines(page, report),
    ...waitingLines(page, report),
    ...incompleteLines(page, report),
    ...exitLine(page),
    ...nextLine(page, report, first),
  ];
}
