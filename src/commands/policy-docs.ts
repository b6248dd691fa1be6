/** `driftlock policy docs`. */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { ConfigFlags } from '../config/file/load-config.ts';
import { DriftlockError } from '../errors.ts';
import { writeFiles, writeOut } from '../io.ts';
import { type DocsChanges, docsChanges } from '../policy/docs-folder.ts';
import { loadPolicySets } from '../policy/load-policy-sets.ts';
import { MARK, policyDocs } from '../report/policy-docs.ts';
import { counted } from '../report/table/words.ts';
import { visibleText } from '../visible-text.ts';
import { namedOrConfigured } from './named-or-configured.ts';
import { notice } from './notice.ts';

/**
 * Writes the pages of the policies of the folders that are named, else of those of the configuration file, else of the bundled ones, and takes away those of policies
 * that are no more; prints what it did. With `check` it prints what it would do and gives 1 where that is anything.
 */
export async function documentPolicies(
  named: readonly string[],
  { output, check = false, ...flags }: ConfigFlags & { readonly output: string; readonly check?: boolean },
): Promise<number> {
  if (output === '')
    throw new DriftlockError('usage', '--output names no folder', { hint: '-o docs/policies' });
  const folders = await namedOrConfigured(named, flags);
  const sets = await loadPolicySets(folders, notice);
  const wanted = folders.length === 0 ? 'bundled' : 'team';
  const policies = sets
    .filter(({ origin }) => origin === wanted)
    .flatMap(({ catalogue }) => catalogue.policies);
  const pages = policyDocs(policies);
  const changes = await docsChanges(output, pages, MARK);
  const number = changes.missing.length + changes.outdated.length + changes.left.length;
  if (check) {
    writeOut(checkText(output, changes, number, pages.size));
    return number === 0 ? 0 : 1;
  }
  write(output, pages, changes);
  writeOut(`${visibleText(output)}: ${counted(pages.size, 'page', 'pages')}, ${number} changed\n`);
  return 0;
}

function checkText(
  output: string,
  { missing, outdated, left }: DocsChanges,
  number: number,
  all: number,
): string {
  if (number === 0) return `${visibleText(output)}: ${counted(all, 'page', 'pages')}, all current\n`;
  const lines = [
    ...missing.map((name) => `missing   ${name}`),
    ...outdated.map((name) => `outdated  ${name}`),
    ...left.map((name) => `left      ${name}, of a policy that is no more`),
    `${visibleText(output)}: ${number} of its pages not current; write them with driftlock policy docs`,
  ];
  return `${lines.map(visibleText).join('\n')}\n`;
}

/** The pages are whole or as they were; only then what is left over goes. */
function write(
  output: string,
  pages: ReadonlyMap<string, string>,
  { missing, outdated, left }: DocsChanges,
): void {
  orUnwritable(output, () => mkdirSync(output, { recursive: true }));
  const changed = [...missing, ...outdated];
  writeFiles(changed.map((name) => ({ file: path.join(output, name), text: pages.get(name) ?? '' })));
  for (const name of left) orUnwritable(path.join(output, name), () => rmSync(path.join(output, name)));
}

function orUnwritable(where: string, action: () => void): void {
  try {
    action();
  } catch (cause) {
    throw new DriftlockError('output-unwritable', `cannot write ${where}: ${(cause as Error).message}`, {
      where,
      hint: 'name a folder that you may write to',
      cause,
    });
  }
}
