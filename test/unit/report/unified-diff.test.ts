/** The unified diff, put back together by its own rules and held against what `diff -u` makes. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../../src/report/unified-diff.ts';

const HUNK = /^@@ -(\d+),(\d+) \+(\d+),(\d+) @@$/;

/** Applies a diff as its format says, each context and removed line held against the text; throws where one differs. */
function applied(before: string, diff: string): string {
  const old = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const out: string[] = [];
  let at = 0;
  const lines = diff.split('\n').slice(2, -1);
  for (const [index, line] of lines.entries()) {
    const head = HUNK.exec(line);
    if (head !== null) {
      const start = Number(head[2]) === 0 ? Number(head[1]) : Number(head[1]) - 1;
      while (at < start) out.push(old[at++] ?? '');
      if (Number(head[4]) > 0) expect(out.length).toBe(Number(head[3]) - 1);
      continue;
    }
    if (line.startsWith('\\')) continue;
    const isLast = lines[index + 1]?.startsWith('\\') === true;
    const text = line.slice(1) + (isLast ? '' : '\n');
    if (line[0] !== '+') expect(old[at++]).toBe(text);
    if (line[0] !== '-') out.push(text);
  }
  return [...out, ...old.slice(at)].join('');
}

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', '', '\\x', '@@ -1 +1 @@', '--- a'), { maxLength: 40 })
  .chain((lines) => fc.boolean().map((ends) => lines.join('\n') + (ends && lines.length > 0 ? '\n' : '')));

describe('unifiedDiff', () => {
  it('is empty for equal texts alone, and leads from the one to the other', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = unifiedDiff('f', before, after);
        expect(diff === '').toBe(before === after);
        if (diff !== '') expect(applied(before, diff)).toBe(after);
      }),
      { numRuns: 500 },
    );
  });

  it('leads there for texts too different for a shortest way', () => {
    const before = Array.from({ length: 3000 }, (_, at) => `a${at}\n`).join('');
    const after = Array.from({ length: 3000 }, (_, at) => `b${at}\n`).join('');
    expect(applied(before, unifiedDiff('f', before, after))).toBe(after);
  });

  const hasDiff = spawnSync('diff', ['--version']).status === 0;
  if (!hasDiff) console.warn('SKIPPED: the diff against diff -u needs it in PATH');
  it.runIf(hasDiff)('changes no more lines than diff -u', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'driftlock-diff-'));
    const changes = (diff: string) =>
      diff
        .split('\n')
        .slice(2)
        .filter((line) => /^[-+]/.test(line)).length;
    try {
      fc.assert(
        fc.property(text, text, (before, after) => {
          writeFileSync(path.join(folder, 'a'), before);
          writeFileSync(path.join(folder, 'b'), after);
          const { stdout } = spawnSync('diff', ['-u', '-d', 'a', 'b'], { cwd: folder, encoding: 'utf8' });
          expect(changes(unifiedDiff('f', before, after))).toBe(changes(stdout));
        }),
        { numRuns: 60 },
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
