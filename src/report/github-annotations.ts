/** The report as annotations of a GitHub job: the most severe findings, as commands to the runner that shows them at the code. */
import { type Finding, SEVERITIES } from '../finding/finding.ts';
import type { Report } from '../finding/report.ts';
import { type CodePlace, codePlace } from './code-place.ts';
import { findingTexts, helpOf, outcomeText } from './finding-texts.ts';
import { isOld } from './old-findings.ts';
import type { RenderOptions } from './reporter.ts';
import { levelOf } from './sarif/sarif-level.ts';
import { sourceWords } from './table/heading-lines.ts';
import { safe } from './table/layout.ts';
import { counted } from './table/words.ts';
import { type AnnotationLevel, annotation } from './workflow-command.ts';

/** Of each level a runner shows that many of one step, and drops the others without a word. */
const MOST = 10;
/** Names of further resources of which the same is to be said. */
const MOST_NAMES = 5;
const LEVELS = ['error', 'warning', 'notice'] as const;

interface Group {
  readonly level: AnnotationLevel;
  readonly place: CodePlace;
  readonly findings: [Finding, ...Finding[]];
}

/** Undefined for what nobody has to look at; old findings would take the room of new ones. */
function annotationLevel(finding: Finding, unknownFails: boolean): AnnotationLevel | undefined {
  const { verdict } = finding;
  if (isOld(finding)) return undefined;
  if (verdict === 'error') return 'warning';
  if (verdict === 'unknown' && !unknownFails) return 'notice';
  if (verdict !== 'fail' && verdict !== 'unknown') return undefined;
  const level = levelOf(finding);
  return level === 'note' ? 'notice' : level;
}

/** Findings of one policy, verdict and line are one: instances of a block, or all of a plan of which no line is known. */
function groupsOf(report: Report, options: RenderOptions): Group[] {
  const groups = new Map<string, Group>();
  for (const finding of report.findings) {
    const level = annotationLevel(finding, options.exit?.unknownFails === true);
    if (level === undefined) continue;
    const place = codePlace(finding, report, options);
    const { policy, verdict } = finding;
    const key = JSON.stringify([level, policy, verdict, place.path, place.region]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { level, place, findings: [finding] });
    else group.findings.push(finding);
  }
  const rank = ({ findings: [{ severity }] }: Group) => SEVERITIES.indexOf(severity);
  return [...groups.values()].sort((a, b) => rank(a) - rank(b));
}

function othersText(others: readonly Finding[], source: string): string[] {
  if (others.length === 0) return [];
  const names = others.slice(0, MOST_NAMES).map((one) => findingTexts(one, undefined, source).subject);
  const more = others.length - names.length;
  return [
    `and ${counted(others.length, 'more resource')}: ${names.join(', ')}${more > 0 ? `, and ${more} more` : ''}`,
  ];
}

function groupLine({ level, place, findings }: Group, report: Report, options: RenderOptions): string {
  const [first, ...others] = findings;
  const source = sourceWords(report.input);
  const texts = findingTexts(first, helpOf(options.policies, first.policy), source);
  const lines = [
    `${texts.subject}: ${outcomeText(first, texts)}`,
    ...texts.decisions.slice(0, 2).map((text) => `because ${text}`),
    ...othersText(others, source),
    ...(texts.fix === undefined ? [] : [`fix: ${texts.fix}`]),
    texts.policy,
  ];
  const { startLine, endLine } = place.region;
  const at = place.isFile ? { file: safe(place.path), line: startLine, endLine } : {};
  return annotation(level, lines.join('\n'), {
    ...at,
    title: safe(`${first.severity} · ${texts.title}`, 250),
  });
}

function linesOf(level: AnnotationLevel, groups: readonly Group[], line: (group: Group) => string): string[] {
  if (groups.length <= MOST) return groups.map(line);
  const shown = groups.slice(0, MOST - 1);
  const left = groups.slice(shown.length).reduce((sum, { findings }) => sum + findings.length, 0);
  return [
    ...shown.map(line),
    annotation(level, `${counted(left, 'more finding')} of this level: the summary of the job tells of them`),
  ];
}

/** Errors, then warnings, then notices; in each the most severe first. Empty where nothing is to be shown. */
export function githubAnnotations(report: Report, options: RenderOptions): string {
  const groups = groupsOf(report, options);
  const lines = LEVELS.flatMap((level) =>
    linesOf(
      level,
      groups.filter((group) => group.level === level),
      (group) => groupLine(group, report, options),
    ),
  );
  return lines.map((line) => `${line}\n`).join('');
}
