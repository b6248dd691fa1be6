/** `driftlock policy build`. */
import { DriftlockError } from '../errors.ts';
import { checkWritable, writeFiles, writeOut } from '../io.ts';
import { builtBytes } from '../policy/built-policies.ts';
import { sha256 } from '../policy/compiled-bytes.ts';
import { loadPolicySets } from '../policy/load-policy-sets.ts';
import { counted } from '../report/table/words.ts';
import { visibleText } from '../visible-text.ts';
import { notice } from './notice.ts';

/**
 * Compiles the policies of `folder`, beside the bundled ones, so that ids that both have are told now; writes them to `output`
 * and prints what is in it. Exit code 0.
 */
export async function buildPolicies(folder: string, output: string): Promise<number> {
  if (output === '' || output === '-')
    throw new DriftlockError('usage', '--output names no file', { hint: '-o acme.policies' });
  checkWritable(output);
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
