/** Repositories made for a test, taken away after it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { realPath } from '../../../src/source/source-root.ts';

/** A folder with these files, the top of a repository unless told otherwise; gives its path without links. */
export function madeRepository(files: Readonly<Record<string, string>>, isRepository = true): string {
  const root = realPath(mkdtempSync(join(tmpdir(), 'driftlock-source-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  if (isRepository) mkdirSync(join(root, '.git'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}
