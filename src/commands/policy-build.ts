/** `driftlock policy build`. */
import type { ConfigFlags } from '../config/file/load-config.ts';
import { DriftlockError } from '../errors.ts';
import { checkWritable, writeFiles, writeOut } from '../io.ts';
import { builtBytes } from '../policy/built-policies.ts';
import { sha256 } from '../policy/compiled-bytes.ts';
import { loadPolicySets } from '../policy/load-policy-sets.ts';
import { counted } from '../report/table/words.ts';
import { visibleText } from '../visible-text.ts';
import { namedOrConfigured } from './named-or-configured.ts';
import { notice } from './notice.ts';

/** The one that is meant; a file is built from one folder, since ids and places in it are relative to that. */
async function folderOf(named: string | undefined, flags: ConfigFlags): Promise<string> {
  const [folder, ...others] = await namedOrConfigured(named === undefined ? [] : [named], flags);
  if (folder === undefined)
    throw new DriftlockError('usage', 'no folder is named, here or as policyFolders of a configuration', {
      hint: 'driftlock policy build ./policies -o acme.policies',
    });
  if (others.length === 0) return folder;
  throw new DriftlockError('usage', `the configuration names ${others.length + 1} folders`, {
    hint: `name one of them: ${[folder, ...others].join(', ')}`,
  });
}

/**
 * Compiles the policies of the folder that is named, or of that of the configuration file, beside the bundled ones, so that ids that both have are told now; writes them to `output`
 * and prints what is in it. Exit code 0.
 */
export async function buildPolicies(
  named: string | undefined,
  { output, ...flags }: ConfigFlags & { readonly output: string },
): Promise<number> {
  if (output === '' || output === '-')
    throw new DriftlockError('usage', '--output names no file', { hint: '-o acme.policies' });
  checkWritable(output);
  const folder = await folderOf(named, flags);
  const team = (await loadPolicySets([folder], notice)).find(({ origin }) => origin === 'team');
  if (team === undefined) throw new DriftlockError('internal', `no policies were loaded from ${folder}`);
  if (team.built === true)
    throw new DriftlockError('usage', 'the policies are built already', {
      where: folder,
      hint: 'name the folder that they were built from, or copy the file',
    });
  const bytes = await builtBytes(team);
  writeFiles([{ file: output, text: bytes }]);
  const count = counted(team.catalogue.policies.length, 'policy', 'policies');
  writeOut(
    `${visibleText(output)}: ${count}, ${bytes.length.toLocaleString('en')} bytes\nsha256 ${sha256(bytes)}\n`,
  );
  return 0;
}
