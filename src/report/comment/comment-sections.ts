/** Findings of one policy and verdict as a section of a comment: a heading, a line for each resource, how to mend it. */
import { compareText } from '../../finding/compare-text.ts';
import { type Finding, SEVERITIES, VERDICTS } from '../../finding/finding.ts';
import type { Report } from '../../finding/report.ts';
import { type FindingTexts, findingTexts, helpOf, outcomeText } from '../finding-texts.ts';
import { inputOf, isLocated, placeOf } from '../input-file.ts';
import { markdownBlock, markdownCode, markdownLink } from '../markdown.ts';
import { isOld } from '../old-findings.ts';
import type { RenderOptions } from '../reporter.ts';
import { sourceWords } from '../table/heading-lines.ts';
import { safe } from '../table/layout.ts';
import { counted, VERDICT_WORDS } from '../table/words.ts';
import { commentText } from './comment-text.ts';

/** Values told of a finding: the others stand in the JSON report. */
const MOST_DECISIONS = 2;
/** Configuration longer than that is for its own page. */
const LONGEST_FIX = 4_000;
/** What a runner obeys where the comment is printed into its log, and bots in the comment itself. */
const COMMAND = /^(\s*)(?=::|##(?:vso|\[)|\/[a-z])/gim;

export interface Section {
  readonly findings: readonly [Finding, ...Finding[]];
  /** Lines above the items. */
  readonly head: readonly string[];
  /** Whether some items are to be seen without a click. */
  readonly open: boolean;
  readonly item: (finding: Finding) => string;
  /** Collapsed, below the items; nothing where nothing is known. */
  readonly fix: readonly string[];
}

/** What counts first; then worst first: the verdict, the severity, then how many there are. */
function groupsOf(findings: readonly Finding[]): [Finding, ...Finding[]][] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.verdict, finding.severity, finding.policy, isOld(finding)]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  const rank = ({ verdict, severity }: Finding) =>
    VERDICTS.indexOf(verdict) * SEVERITIES.length + SEVERITIES.indexOf(severity);
  return [...groups.values()].sort(
    ([a, ...others], [b, ...rest]) =>
      Number(isOld(a)) - Number(isOld(b)) ||
      rank(a) - rank(b) ||
      rest.length - others.length ||
      compareText(a.policy, b.policy),
  );
}

const SAYS = {
  fail: 'fails for',
  unknown: 'is not known for',
  error: 'could not be evaluated for',
  waived: 'fails, and is waived, for',
  pass: 'passes for',
  'not-applicable': 'does not apply to',
} satisfies Record<Finding['verdict'], string>;

function headOf(findings: Section['findings'], title: string): string[] {
  const [first] = findings;
  const { policy, verdict, severity, enforcement } = first;
  const old = isOld(first) ? '; old: it does not make exit code 1' : '';
  const warning = enforcement === 'warn' ? '; a warning: it never makes exit code 1' : '';
  const id = markdownCode(safe(policy, 200));
  return [
    `### ${VERDICT_WORDS[verdict].mark} ${severity} · ${commentText(title)}`,
    '',
    `${id} ${SAYS[verdict]} ${counted(findings.length, 'resource')}${old}${warning}.`,
  ];
}

function fixOf({ verdict }: Finding, { fix, links }: FindingTexts, snippet: string | undefined): string[] {
  if (verdict !== 'fail') return [];
  const parts = [
    ...(fix === undefined ? [] : [`Fix: ${commentText(fix)}`]),
    ...(snippet === undefined || snippet.length > LONGEST_FIX
      ? []
      : [markdownBlock(snippet.replace(COMMAND, '$1·'), 'hcl').join('\n')]),
    ...links.slice(0, 3).map((link) => `See ${markdownLink(link)}`),
  ];
  if (parts.length === 0) return [];
  return ['', '<details><summary>How to fix it</summary>', '', parts.join('\n\n'), '', '</details>'];
}

/** What decided, where the message does not say it already; nothing of what passes. */
function decidedText({ verdict }: Finding, decisions: readonly string[], said: string): string {
  if (verdict !== 'fail' && verdict !== 'waived') return '';
  const told = decisions.filter((text) => !said.includes(text)).slice(0, MOST_DECISIONS);
  return told.length === 0 ? '' : ` (${told.map(markdownCode).join(', ')})`;
}

/** Where the line is known, that; else the file, where there are several. */
function placeText(finding: Finding, report: Report): string {
  const several = report.input.length > 1;
  const places = [
    ...(isLocated(finding) ? [placeOf(finding, report)] : []),
    ...(several ? [inputOf(finding, report)] : []),
  ];
  return places.map((place) => ` in ${markdownCode(safe(place, 200))}`).join('');
}

function sectionOf(findings: Section['findings'], report: Report, options: RenderOptions): Section {
  const [first] = findings;
  const help = helpOf(options.policies, first.policy);
  const source = sourceWords(report.input);
  const ofFirst = findingTexts(first, help, source);
  const { title } = ofFirst;
  return {
    findings,
    head: headOf(findings, title),
    open: !isOld(first) && (first.verdict === 'fail' || first.verdict === 'error'),
    item: (finding) => {
      const texts = findingTexts(finding, help, source);
      const file = placeText(finding, report);
      const silent = finding.verdict === 'pass' || finding.verdict === 'not-applicable';
      // All that is unknown of one resource is a page; what it comes to is a line.
      const said = silent ? '' : safe(outcomeText(finding, texts));
      const text = said === '' || said === title ? '' : `: ${commentText(said)}`;
      return `- ${markdownCode(texts.subject)}${file}${text}${decidedText(finding, texts.decisions, said)}`;
    },
    fix: fixOf(first, ofFirst, help?.fix),
  };
}

/** Worst first. */
export function commentSections(report: Report, options: RenderOptions): Section[] {
  return groupsOf(report.findings).map((findings) => sectionOf(findings, report, options));
}
