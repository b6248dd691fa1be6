/** Headings: the inputs at the top, and each resource above its findings. */
import type { Report, ReportInput } from '../../finding/report.ts';
import { columnsOf } from './columns.ts';
import type { Group } from './group-findings.ts';
import { type Page, safe } from './layout.ts';
import { subjectFacts, subjectName } from './subject.ts';
import { counted } from './words.ts';
import { wrap } from './wrap.ts';

const KINDS = {
  'terraform-plan': 'plan',
  'terraform-source': 'configuration',
  'terraform-state': 'state',
  snapshot: 'snapshot',
} satisfies Record<ReportInput['kind'], string>;

/** A path and its line are to be copied whole. */
const LONGEST_ASIDE = 300;

/** What was read, as texts refer to it. */
export function sourceWords(input: readonly Pick<ReportInput, 'kind'>[]): string {
  const [first, second] = input;
  if (first === undefined || second !== undefined) return 'these files';
  return `this ${KINDS[first.kind]}`;
}

function inputName(name: string): string {
  return name === '-' ? 'standard input' : safe(name, 200);
}

function inputLines({ paint, options }: Page, input: ReportInput): string[] {
  const facts = [
    KINDS[input.kind],
    counted(input.resources, 'resource'),
    ...(input.terraformVersion === undefined ? [] : [`Terraform ${safe(input.terraformVersion, 40)}`]),
  ];
  const troubles = [
    ...(input.errored ? ['the plan ended with an error'] : []),
    ...(!input.complete && !input.errored ? ['covers only a part'] : []),
  ];
  const name = wrap(inputName(input.name), options.width);
  const columns = columnsOf([...facts, ...troubles].join(' · '));
  const beside = columnsOf(name.at(-1) ?? '') + 2 + columns <= options.width;
  const rest = beside
    ? [[...facts.map(paint.quiet), ...troubles.map(paint.alarm)].join(paint.quiet(' · '))]
    : [...wrap(facts.join(' · '), options.width - 2).map(paint.quiet), ...troubles.map(paint.alarm)];
  const lines = name.map(paint.strong);
  if (beside) return [...lines.slice(0, -1), `${lines.at(-1) ?? ''}  ${rest[0] ?? ''}`];
  return [...lines, ...rest.map((line) => `  ${line}`)];
}

export function inputHeading(page: Page, report: Report): string[] {
  return [...report.input.flatMap((input) => inputLines(page, input)), ''];
}

/** Later lines are indented: several headings may stand below each other. */
function nameLines(name: string, width: number): string[] {
  const lines = wrap(name, width);
  if (lines.length < 2) return lines;
  return wrap(name, width - 2).map((line, index) => (index === 0 ? line : `  ${line}`));
}

/** What the findings are about; a folded record's own type, scope and places at the right where they fit. */
export function resourceHeading(page: Page, group: Pick<Group, 'resource' | 'places'>): string[] {
  const { paint, options } = page;
  const name = nameLines(safe(subjectName(group.resource), 400), options.width);
  const facts = [...subjectFacts(group.resource), ...group.places];
  const aside = safe(facts.filter((fact) => fact.trim() !== '').join(' · '), LONGEST_ASIDE);
  const last = columnsOf(name.at(-1) ?? '');
  const gap = options.width - last - columnsOf(aside);
  const lines = name.map(paint.strong);
  if (aside === '') return lines;
  if (gap < 2) return [...lines, ...wrap(aside, options.width - 2).map((line) => `  ${paint.quiet(line)}`)];
  return [...lines.slice(0, -1), `${lines.at(-1)}${' '.repeat(gap)}${paint.quiet(aside)}`];
}
