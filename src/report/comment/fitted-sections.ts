/** As much of the sections as fits: each policy is named before any is told at length, and nothing is cut in its middle. */
import { counted, countText } from '../table/words.ts';
import type { Section } from './comment-sections.ts';

/** Items that are seen without a click. */
const SEEN = 5;

interface Fitted {
  readonly section: Section;
  readonly items: string[];
  fix: boolean;
}

/** Bytes of UTF-8, each line with what ends it. */
export function sizeOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}

function detailsOf(summary: string, items: readonly string[]): string[] {
  return items.length === 0
    ? []
    : ['', `<details><summary>${summary}</summary>`, '', ...items, '', '</details>'];
}

function linesOf({ section, items, fix }: Fitted): string[] {
  const seen = section.open ? items.slice(0, SEEN) : [];
  const folded = items.slice(seen.length);
  const left = section.findings.length - items.length;
  const summary = section.open
    ? `and ${counted(folded.length, 'more', 'more')}`
    : counted(folded.length, 'resource');
  return [
    ...section.head,
    ...(seen.length === 0 ? [] : ['', ...seen]),
    ...detailsOf(summary, folded),
    ...(left === 0 ? [] : ['', `… and ${countText(left)} more, for which there is no room here.`]),
    ...(fix ? section.fix : []),
    '',
  ];
}

/** Room for the lines around items that are folded, and for the one that counts those left out. */
const AROUND = 140;

/** Adds items while they fit; gives the room that is left. */
function fill(fitted: Fitted, most: number, room: number): number {
  const { section, items } = fitted;
  let left = room;
  while (items.length < Math.min(section.findings.length, most)) {
    const line = section.item(section.findings[items.length] ?? section.findings[0]);
    const size = sizeOf([line]);
    if (size > left) break;
    items.push(line);
    left -= size;
  }
  return left;
}

/** The first round: a section that has no room for its heading and one item is left out, and all behind it. */
function named(sections: readonly Section[], room: number): { fitted: Fitted[]; room: number } {
  const fitted: Fitted[] = [];
  let left = room;
  for (const section of sections) {
    const one: Fitted = { section, items: [], fix: false };
    const after = fill(one, SEEN, left - sizeOf(section.head) - AROUND);
    if (one.items.length === 0) break;
    fitted.push(one);
    left = after;
  }
  return { fitted, room: left };
}

/** Lines of at most `room` bytes, and how many findings and sections they leave out altogether. */
export function fittedSections(
  sections: readonly Section[],
  room: number,
): { readonly lines: readonly string[]; readonly findings: number; readonly sections: number } {
  const first = named(sections, room);
  let left = first.room;
  for (const one of first.fitted) {
    const size = sizeOf(one.section.fix);
    if (size === 0 || size > left) continue;
    one.fix = true;
    left -= size;
  }
  for (const one of first.fitted) left = fill(one, Number.POSITIVE_INFINITY, left);
  const missing = sections.slice(first.fitted.length);
  return {
    lines: first.fitted.flatMap(linesOf),
    findings: missing.reduce((sum, { findings }) => sum + findings.length, 0),
    sections: missing.length,
  };
}
