/** The command line that explains a finding, to be copied into a shell. */
import type { Finding } from '../../finding/finding.ts';
import type { Report } from '../../finding/report.ts';
import { visibleText } from '../../visible-text.ts';
import { namedInput } from '../input-file.ts';
import { columnsOf } from './columns.ts';
import type { Page } from './layout.ts';
import { subjectName } from './subject.ts';

const HEAD = 'Next: ';
/** Words that a shell takes as they stand. */
const PLAIN = /^[A-Za-z0-9_./:@%+=,-]+$/;
/** More inputs than these nobody wants to see again. */
const MOST_INPUTS = 4;

/** In one quotation for a POSIX shell. */
function quoted(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/**
 * `Next: driftlock explain …`, over several lines with a backslash at their ends where it is long; none where it could not
 * be copied: an input is standard input, a name holds what is not seen, or a word is longer than a line.
 */
export function explainLines(page: Page, { input }: Report, finding: Finding): string[] {
  const { again = [], width } = page.options;
  // Where several hold the resource, explain takes it from the first.
  const own = namedInput(finding);
  const names = input.map(({ name }) => name);
  const inputs = own === undefined ? names : [own, ...names.filter((name) => name !== own)];
  if (inputs.includes('-') || inputs.length > MOST_INPUTS) return [];
  const named = [finding.policy, subjectName(finding.resource), ...inputs, ...again];
  // A word that begins like an option would be taken for one.
  const isCopied = named.every((word) => visibleText(word) === word);
  if (!isCopied || [...named.slice(0, 2), ...inputs].some((word) => word.startsWith('-'))) return [];
  const lines = ['driftlock explain'];
  for (const word of named.map(quoted)) {
    const line = `${lines.at(-1)} ${word}`;
    // Room for the head, and for the backslash.
    if (columnsOf(line) + HEAD.length + 2 <= width) lines[lines.length - 1] = line;
    else lines.push(word);
  }
  if (lines.some((line) => columnsOf(line) + HEAD.length + 2 > width)) return [];
  return lines.map((line, index) => {
    const head = index === 0 ? HEAD : ' '.repeat(HEAD.length);
    return page.paint.quiet(`${head}${line}${index < lines.length - 1 ? ' \\' : ''}`);
  });
}
