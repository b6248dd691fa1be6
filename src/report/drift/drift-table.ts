/** Drift for people: each resource with what changed, before and after, then what is missing and what nobody manages. */
import type {
  ChangedAttribute,
  ChangedVerdict,
  DriftIdentity,
  DriftReport,
  UndecidedResource,
} from '../../finding/drift.ts';
import type { Verdict } from '../../finding/finding.ts';
import type { Json } from '../../resource/resource.ts';
import { visibleText } from '../../visible-text.ts';
import { columnsOf } from '../table/columns.ts';
import { type Paint, paintOf } from '../table/paint.ts';
import { pathText } from '../table/path-text.ts';
import { compactValue } from '../table/value-text.ts';
import { counted, countText, listed, reasonWords } from '../table/words.ts';
import { shortened, wrap } from '../table/wrap.ts';
import { waiverReason, waiverSource, waiverTexts } from '../waiver-texts.ts';
import type { DriftRenderOptions } from './index.ts';

interface Page {
  readonly paint: Paint;
  readonly width: number;
  /** Where all of the report lies: the summary names it, instead of every line. */
  readonly account: string | undefined;
}

/** Of a resource in the report, by the colour that says how much it matters. */
type Mark = '~' | '?' | '-' | '+';

const OPEN_WORDS = 'the state does not tell which resource in the cloud this is, if any';
const LONGEST_NAME = 400;
const LONGEST_VALUE = 160;
const MOST_OF_A_TYPE = 10;

export function driftTable(report: DriftReport, { colour, width }: DriftRenderOptions): string {
  const page: Page = { paint: paintOf(colour), width, account: onlyAccount(report) };
  const blocks = [
    ...report.changed.map((one) => [
      ...heading(page, '~', one),
      ...one.attributes.flatMap((each) => changeLines(page, each)),
      ...(one.verdicts ?? []).flatMap((each) => verdictLines(page, each)),
    ]),
    ...report.unknown.map((one) => [...heading(page, '?', one), ...undecidedLines(page, one)]),
    listLines(page, '-', 'in the state and no longer in the cloud', report.missing),
    listLines(page, '+', 'in the cloud and in no state', report.unmanaged),
  ];
  const lines = [
    ...blocks.filter((block) => block.length > 0).flatMap((block) => [...block, '']),
    page.paint.quiet('─'.repeat(width)),
    ...summaryLines(page, report),
  ];
  return `${lines.join('\n')}\n`;
}

function nameOf({ address, type, id, key }: DriftIdentity): string {
  return shortened(visibleText(address ?? `${type} ${id ?? keyWords(key)}`.trim()), LONGEST_NAME);
}

/** What a key names beside account, region and type. */
function keyWords(key: string | undefined): string {
  if (key === undefined) return '';
  const [, , , ...parts] = JSON.parse(key) as readonly Json[];
  return parts
    .flatMap((part) => (part === null ? [] : [typeof part === 'string' ? part : JSON.stringify(part)]))
    .join(' ');
}

function onlyAccount({ changed, unknown, missing, unmanaged }: DriftReport): string | undefined {
  const all = [changed, unknown, missing, unmanaged].flat();
  const accounts = new Set(all.map(({ scope }) => scope.account));
  const [account] = accounts;
  return accounts.size === 1 ? account : undefined;
}

/** The mark stands in the margin; where it lies stands behind the name, or below where there is no room. */
function heading({ paint, width, account }: Page, mark: Mark, one: DriftIdentity): string[] {
  const parts = [one.scope.account === account ? undefined : one.scope.account, one.scope.region];
  const place = visibleText(parts.filter((part) => part !== undefined).join(' · '));
  const names = wrap(nameOf(one), width - 2);
  const lines = names.map((name, at) => `${at === 0 ? markText(paint, mark) : ' '} ${paint.strong(name)}`);
  if (place === '') return lines;
  const isFull = columnsOf(names.at(-1) ?? '') + columnsOf(place) + 4 > width;
  if (isFull) return [...lines, ...wrap(place, width - 4).map((line) => `    ${paint.quiet(line)}`)];
  return [...lines.slice(0, -1), `${lines.at(-1)}  ${paint.quiet(place)}`];
}

function markText(paint: Paint, mark: Mark): string {
  if (mark === '?') return paint.verdict.unknown(mark);
  return mark === '+' ? paint.alarm(mark) : paint.verdict.fail(mark);
}

function changeLines(page: Page, { path, before, after, sensitive }: ChangedAttribute): string[] {
  const text = sensitive
    ? `${pathText(path.slice(1))}: a sensitive value changed`
    : `${pathText(path.slice(1))}: ${valueText(before)} → ${valueText(after)}`;
  return indented(page, text);
}

function verdictLines(page: Page, verdict: ChangedVerdict): string[] {
  const { waiver } = verdict;
  if (waiver === undefined) return [verdictLine(page, verdict)];
  const why = `${waiverReason(waiver)} (${waiverSource(waiver)})`;
  const accepted = wrap(`accepted ${why}`, page.width - 6).map((line) => `      ${page.paint.quiet(line)}`);
  return [verdictLine(page, verdict), ...accepted];
}

function verdictLine({ paint }: Page, { address, policy, severity, before, after }: ChangedVerdict): string {
  const shown = (verdict: Verdict | undefined): string =>
    verdict === undefined ? 'not judged' : paint.verdict[verdict](verdict);
  const whose = address === undefined ? '' : ` of ${shortened(visibleText(address), LONGEST_NAME)}`;
  return `    ${paint.severity[severity](severity)}  ${visibleText(policy)}${whose}: ${shown(before)} → ${shown(after)}`;
}

function valueText(value: Json | undefined): string {
  return value === undefined ? 'absent' : compactValue(value, LONGEST_VALUE);
}

function undecidedLines(page: Page, { attributes, mayBe }: UndecidedResource): string[] {
  if (mayBe !== undefined)
    return indented(page, `may be ${listed(mayBe, MOST_OF_A_TYPE)}: the state does not tell enough to say`);
  return attributes.flatMap(({ path, reason, api }) => {
    const isWhole = path.length === 1;
    const why = reason === 'link-open' ? OPEN_WORDS : reasonWords(reason);
    if (isWhole && reason === 'link-open') return indented(page, why);
    const place = isWhole ? 'all of it' : pathText(path.slice(1));
    return indented(page, `${place}: ${why}${api === undefined ? '' : ` (${api})`}`);
  });
}

function indented({ width }: Page, text: string): string[] {
  return wrap(visibleText(text), width - 4).map((line) => `    ${line}`);
}

/** Of one type the first few: the JSON report has all. */
function listLines(page: Page, mark: Mark, title: string, all: readonly DriftIdentity[]): string[] {
  if (all.length === 0) return [];
  const byType = new Map<string, DriftIdentity[]>();
  for (const one of all) {
    const found = byType.get(one.type);
    if (found === undefined) byType.set(one.type, [one]);
    else found.push(one);
  }
  const lines = [...byType].flatMap(([type, found]) => {
    const left = found.length - MOST_OF_A_TYPE;
    return [
      ...found.slice(0, MOST_OF_A_TYPE).flatMap((one) => heading(page, mark, one)),
      ...(left > 0 ? [`    and ${counted(left, 'more resource')} of ${visibleText(type)}`] : []),
    ];
  });
  const head = wrap(`${counted(all.length, 'resource')} ${title}`, page.width).map(page.paint.strong);
  return [...head, ...lines];
}

function summaryLines(page: Page, { summary }: DriftReport): string[] {
  const { compared, unchanged, changed, missing, unmanaged, unknown } = summary;
  const rest = summary.notCompared.reduce((sum, { resources }) => sum + resources, 0);
  const of = page.account === undefined ? '' : ` of account ${page.account}`;
  const facts = [
    `${counted(compared, 'resource')}${of} compared, ${countText(unchanged)} as the state has them`,
    `${countText(changed)} changed, ${countText(missing)} missing, ${countText(unmanaged)} unmanaged, ${countText(unknown)} undecided`,
    ...(rest > 0
      ? [
          `${counted(rest, 'resource')} of ${counted(summary.notCompared.length, 'type')} not compared: the snapshot does not cover them`,
        ]
      : []),
    ...summary.incomplete.map((line) => `incomplete: ${line}`),
    ...waiverTexts(summary.waivers),
  ];
  return facts.flatMap((fact) => wrap(visibleText(fact), page.width));
}
