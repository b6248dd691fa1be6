/** Two reports against each other as Markdown: a comment or the summary of a CI run. */
import { CHANGES, type Change, type DiffFinding, type ReportDiff } from '../../finding/report-diff.ts';
import { commentText } from '../comment/comment-text.ts';
import { sizeOf } from '../comment/fitted-sections.ts';
import { markdownCode } from '../markdown.ts';
import { safe } from '../table/layout.ts';
import { countText } from '../table/words.ts';
import { CHANGE_WORDS, diffCounts, diffFacts, diffLimits, diffName } from './diff-texts.ts';

/** GitHub takes 65,536 characters of a comment; bytes are never fewer than these. */
const LARGEST = 65_536;
/** Kept for the line that counts what is left out, and what folds a section. */
const AROUND = 300;
/** Without a click. */
const SEEN: ReadonlySet<Change> = new Set(['new', 'reopened']);

function item(finding: DiffFinding): string {
  const { before, after, change, messages } = finding;
  const severity = (after ?? before)?.severity ?? 'info';
  const facts = diffFacts(finding);
  const said = SEEN.has(change) && messages.length > 0 ? `: ${commentText(safe(messages.join('; ')))}` : '';
  const about = facts.length === 0 ? '' : ` (${commentText(facts.join('; '))})`;
  return `- ${severity} · ${markdownCode(diffName(finding))}${about}${said}`;
}

/** Lines of at most `room` bytes; nothing where not even the heading fits. */
function sectionLines(change: Change, findings: readonly DiffFinding[], room: number): string[] {
  if (findings.length === 0 || room < AROUND) return [];
  const title = `${CHANGE_WORDS[change].mark} ${CHANGE_WORDS[change].title}: ${countText(findings.length)}`;
  const items: string[] = [];
  let left = room - AROUND;
  for (const finding of findings) {
    const line = item(finding);
    left -= sizeOf([line]);
    if (left < 0) break;
    items.push(line);
  }
  const missing = findings.length - items.length;
  const all = [
    ...items,
    ...(missing > 0 ? [`- and ${countText(missing)} more, for which there is no room here`] : []),
  ];
  return SEEN.has(change)
    ? [`### ${title}`, '', ...all, '']
    : [`<details><summary>${title}</summary>`, '', ...all, '', '</details>', ''];
}

/** No line begins with text of the reports: what bots obey stands there. */
export function diffMarkdown(diff: ReportDiff): string {
  const lines = [
    '<!-- driftlock:report-diff -->',
    `## Driftlock: ${diffCounts(diff)}`,
    '',
    `From ${markdownCode(safe(diff.old.file, 200))} to ${markdownCode(safe(diff.new.file, 200))}.`,
    '',
    ...diffLimits(diff).flatMap((line) => [`- ${commentText(line)}`]),
    '',
  ];
  for (const change of CHANGES) {
    const findings = diff.findings.filter((finding) => finding.change === change);
    lines.push(...sectionLines(change, findings, LARGEST - sizeOf(lines)));
  }
  return `${lines.join('\n').trimEnd()}\n`;
}
