/** Text of unknown origin in Markdown (CommonMark with GitHub's tables): it shows as it is and formats nothing. */
import { visibleText } from '../visible-text.ts';

/** Characters that begin or end something inside a line. `_` inside a word does not. */
const INLINE = /[\\`*[\]<>|&~$#]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
/** What makes a line a list, a rule or the underline of a heading when it begins with it. */
const BLOCK = /^(?:([+\-=])|(\d{1,9})(?=[.)]))/;

/** A text on one line. */
export function markdownText(text: string): string {
  return lineStart(inline(text.replace(/\s+/g, ' ').trim()));
}

/**
 * A text of several lines: paragraphs stay, which empty lines part, and what stands between backticks is code. Everything else
 * shows as it is written.
 */
export function markdownProse(text: string): string {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '')
    .map(withCode)
    .join('\n\n');
}

/** A backtick that none closes stays in a part of text. */
function withCode(paragraph: string): string {
  const parts = paragraph.split(/`([^`]+)`/);
  return lineStart(
    parts.map((part, index) => (index % 2 === 1 ? markdownCode(part) : inline(part))).join(''),
  );
}

function inline(text: string): string {
  return visibleText(text).replace(INLINE, '\\$&');
}

function lineStart(line: string): string {
  return line.replace(BLOCK, (start, _, digits) => (digits === undefined ? `\\${start}` : `${start}\\`));
}

/** A text as code on one line, in a table too. */
export function markdownCode(text: string): string {
  const line = visibleText(text.replace(/\s+/g, ' '));
  // In a table it would end the cell, and between backticks not every renderer takes it with a backslash.
  if (line.includes('|')) return `<code>${line.replace(/[^\p{L}\p{M}\p{N} ]/gu, entity)}</code>`;
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const gap = line.startsWith('`') || line.endsWith('`') || line.trim() === '' ? ' ' : '';
  return `${fence}${gap}${line}${gap}${fence}`;
}

function entity(character: string): string {
  return `&#${character.codePointAt(0)};`;
}

/** A link, where it leads to the web; anything else is shown as code and leads nowhere. */
export function markdownLink(target: string): string {
  const isWeb = /^https?:\/\/[^\s<>\\`"|]+$/.test(target) && visibleText(target) === target;
  return isWeb ? `<${target}>` : markdownCode(target);
}

/** Lines of code between fences that nothing in them ends. */
export function markdownBlock(text: string, language: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...text.split('\n').map((line) => visibleText(line)), fence];
}
