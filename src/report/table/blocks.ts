/** The blocks of the table: resources whose findings read the same share one, so that a reader reads them once. */
import type { Finding } from '../../finding/finding.ts';
import { findingLines } from './finding-lines.ts';
import { type Group, groupFindings } from './group-findings.ts';
import type { Page } from './layout.ts';

export interface Block {
  readonly groups: readonly Group[];
  /** Below the headings of all groups. */
  readonly lines: readonly string[];
}

/** The worst first; a block stands where its first resource does. */
export function blocksOf(page: Page, findings: readonly Finding[]): Block[] {
  const blocks = new Map<string, { groups: Group[]; lines: string[] }>();
  for (const group of groupFindings(findings)) {
    const lines = group.findings.flatMap((finding) => findingLines(page, finding));
    const text = lines.join('\n');
    const block = blocks.get(text);
    if (block === undefined) blocks.set(text, { groups: [group], lines });
    else block.groups.push(group);
  }
  return [...blocks.values()];
}
