/** The end of the table: counts, types without a policy, missing evidence, what to do next. */
import { type Finding, SEVERITIES, VERDICTS, type Verdict } from '../../finding/finding.ts';
import type { Report } from '../../finding/report.ts';
import type { RenderOptions } from '../reporter.ts';
import { waiverTexts } from '../waiver-texts.ts';
import { comparisonLines, foldedOldLines } from './comparison-lines.ts';
import { explainLines } from './explain-lines.ts';
import { type Page, safe } from './layout.ts';
import { overviewLines } from './overview-lines.ts';
import { paintOf } from './paint.ts';
import { counted, countText, listed, VERDICT_WORDS } from './words.ts';
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

/** `aws_subnet (2), aws_vpc (1)`; one type by itself, since its count has just been said. */
function typesText(types: Report['summary']['unjudged'], most: number): string {
  const [first, second] = types;
  if (first !== undefined && second === undefined) return safe(first.type, 120);
  return listed(
    types.map(({ type, resources }) => `${safe(type, 120)} (${countText(resources)})`),
    most,
  );
}

function countedTypes(types: Report['summary']['unjudged']): string {
  const resources = types.reduce((sum, { resources: count }) => sum + count, 0);
  const text = counted(resources, 'resource');
  return types.length === 1 ? text : `${text} of ${counted(types.length, 'type')}`;
}

function isOne(types: Report['summary']['unjudged']): boolean {
  return types.length === 1 && types[0]?.resources === 1;
}

function unjudgedLines(page: Page, { summary: { unjudged, raw } }: Report): string[] {
  if (unjudged.length === 0) return [];
  const all = page.options.show.has('pass') && page.options.show.has('not-applicable');
  const names = typesText(unjudged, all ? unjudged.length : FEW_TYPES);
  const hint = all || unjudged.length <= FEW_TYPES + 1 ? '' : ' (--show all lists them)';
  const verb = isOne(unjudged) ? 'has' : 'have';
  // Which of them these read cannot be known.
  const beside = raw === undefined || raw.policies === 0 ? '' : ' but raw ones';
  const text = `${countedTypes(unjudged)} ${verb} no policy${beside}: ${names}${hint}`;
  return wrapped(page, text, page.paint.quiet);
}

function leavingLines(page: Page, { summary: { leaving } }: Report): string[] {
  if (leaving.length === 0) return [];
  const verb = isOne(leaving) ? 'goes' : 'go';
  const text = `${countedTypes(leaving)} ${verb} away, which no policy judges: ${typesText(leaving, leaving.length)}`;
  return wrapped(page, text, page.paint.quiet);
}

function waitingLines(page: Page, { summary: { waiting } }: Report): string[] {
  if (waiting.length === 0) return [];
  const names = waiting.map(
    ({ policy, needs }) => `${safe(policy, 200)} (${needs.map((name) => safe(name, 80)).join(', ')})`,
  );
  const head = `${counted(waiting.length, 'policy was', 'policies were')} left out for want of parameters`;
  return wrapped(page, `${head} (--params): ${names.join(', ')}`, page.paint.quiet);
}

/** What raw policies cannot see is told whatever they say. */
function rawLines(page: Page, { summary: { raw } }: Report): string[] {
  if (raw === undefined || raw.policies === 0 || raw.unknownValues === 0) return [];
  const values = counted(raw.unknownValues, 'value that is', 'values that are');
  const see = raw.policies === 1 ? '1 raw policy sees' : `${countText(raw.policies)} raw policies see`;
  return wrapped(
    page,
    `${see} known values only: ${values} not known yet ${raw.unknownValues === 1 ? 'is' : 'are'} missing there`,
    page.paint.quiet,
  );
}

/** Named by the files that say so. */
function disabledLines(page: Page, { summary: { disabled } }: Report): string[] {
  if (disabled.length === 0) return [];
  const files = [...new Set(disabled.map(({ where }) => where.replace(/:\d+:\d+$/, '')))];
  const head = `${counted(disabled.length, 'policy is', 'policies are')} disabled by ${safe(files.join(', '), 300)}`;
  const names = disabled.map(({ policy }) => safe(policy, 200));
  return wrapped(page, `${head}: ${listed(names, FEW_TYPES)}`, page.paint.quiet);
}

/** Named by what would bring them in. */
function profileLines(page: Page, { summary: { outsideProfiles } }: Report): string[] {
  if (outsideProfiles === undefined) return [];
  const { profiles, policies } = outsideProfiles;
  const text = `${counted(policies.length, 'policy is', 'policies are')} not in the profile ${profiles.join(' or ')} (--profile strict has all)`;
  return wrapped(page, text, page.paint.quiet);
}

function outsideLines(page: Page, { summary: { outsidePaths } }: Report): string[] {
  const { resources, withoutAddress, policies } = outsidePaths;
  if (resources === 0) return [];
  const names = policies.map(({ policy, resources: times }) => `${safe(policy, 200)} (${countText(times)})`);
  const head = `${counted(resources, 'resource')} left out by paths: ${listed(names, FEW_TYPES)}`;
  const open = `; ${countText(withoutAddress)} without an address, which no path can place`;
  return wrapped(page, withoutAddress === 0 ? head : head + open, page.paint.quiet);
}

/** Unknown findings that say only that the input is not the whole account (scope-findings.ts). */
function foldedLines(page: Page, folded: readonly Finding[]): string[] {
  if (folded.length === 0) return [];
  const policies = [...new Set(folded.map(({ policy }) => safe(policy, 200)))];
  const one = folded.length === 1;
  const head = `${countText(folded.length)} unknown ${one ? 'is' : 'are'} about what the account holds beside ${page.source}`;
  return wrapped(
    page,
    `${head}: ${listed(policies, FEW_TYPES)} (--show all lists ${one ? 'it' : 'them'})`,
    page.paint.quiet,
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

/** `Exit code 1: findings at or above low.`; nothing where the run does not tell. */
export function exitTexts(
  { exit }: RenderOptions,
  { summary: { verdicts, baseline, plan }, input }: Report,
): string[] {
  if (exit === undefined) return [];
  // Beside a plan there may be what has no before: all of that counts.
  const isPlans = input.every(({ kind }) => kind === 'terraform-plan');
  const [some, nothing] =
    plan === undefined
      ? baseline === undefined
        ? ['', 'nothing']
        : ['new ', 'nothing new']
      : isPlans
        ? ['introduced ', 'nothing introduced']
        : ['', 'nothing that counts'];
  const findings =
    verdicts.fail === 0 && exit.unknownFails === true ? 'unknown counts as failed,' : `${some}findings`;
  const why = {
    0: `${nothing} failed at or above ${exit.failOn}`,
    1: `${findings} at or above ${exit.failOn}`,
    3: `${nothing} failed, but evidence is incomplete`,
  };
  return [`Exit code ${exit.code}: ${why[exit.code]}.`];
}

/** What was not judged, and why not. */
function leftOutLines(page: Page, report: Report): string[] {
  return [
    ...unjudgedLines(page, report),
    ...leavingLines(page, report),
    ...waitingLines(page, report),
    ...rawLines(page, report),
    ...disabledLines(page, report),
    ...profileLines(page, report),
    ...outsideLines(page, report),
  ];
}

/** What was not judged, and why not: a text for each reason, all on one line. */
export function leftOutTexts(report: Report, options: RenderOptions): string[] {
  const page = { paint: paintOf(false), options: { ...options, width: Number.POSITIVE_INFINITY } };
  return leftOutLines({ ...page, source: '' }, report);
}

/** The worst finding of a policy that is not raw is the one to read about first: its policy where it failed, why it is open where it is not known. */
function nextLine(page: Page, report: Report, worst: Finding | undefined): string[] {
  const { resources, unjudged, verdicts, raw } = report.summary;
  const explained = worst?.verdict === 'unknown' ? explainLines(page, report, worst) : [];
  if (explained.length > 0) return explained;
  if (worst?.verdict === 'fail' || worst?.verdict === 'unknown')
    return wrapped(page, `Next: driftlock policy show ${safe(worst.policy, 200)}`, page.paint.quiet);
  const judged = verdicts.pass + verdicts.unknown + verdicts.waived + (raw?.policies ?? 0);
  if (resources > 0 && unjudged.length > 0 && judged === 0)
    return wrapped(page, 'Next: driftlock policy list shows what is judged', page.paint.quiet);
  return [];
}

export interface Listing {
  readonly worst: Finding | undefined;
  /** Findings that are not listed; a line of the summary tells of them. */
  readonly folded: readonly Finding[];
  /** Findings that do not count, and are not listed either. */
  readonly old: readonly Finding[];
  /** Lines above the summary. */
  readonly lines: number;
}

/** What remains on the screen when the table has scrolled by. */
export function summaryLines(page: Page, report: Report, { worst, folded, old, lines }: Listing): string[] {
  const notes = [
    ...foldedOldLines(page, old),
    ...foldedLines(page, folded),
    ...leftOutLines(page, report),
    ...waiverTexts(report.summary.waivers).flatMap((text) => wrapped(page, text, page.paint.quiet)),
    ...incompleteLines(page, report),
  ];
  const rule = page.paint.quiet('─'.repeat(Math.min(page.options.width, 100)));
  return [
    rule,
    ...subjectLine(page, report),
    ...(report.summary.resources === 0 ? [] : verdictLines(page, report)),
    ...comparisonLines(page, report),
    ...overviewLines(page, report.findings, lines),
    ...(notes.length === 0 ? [] : ['', ...notes, '']),
    ...exitTexts(page.options, report).flatMap((text) => wrap(text, page.options.width)),
    ...nextLine(page, report, worst),
  ];
}
