/** Reads the configuration in a folder, as far as it has to be before it can be evaluated. */
import path from 'node:path';
import { repositoryOf } from '../../source/source-root.ts';
import { type Hcl, loadHcl } from '../../toolchain/hcl.ts';
import type { EvaluateRequest } from '../../toolchain/hcl-types.ts';
import { askedContents } from './asked-contents.ts';
import { brokenSource, type Reading } from './evaluate-source.ts';
import { prunedSchemas } from './pruned-schemas.ts';
import { sourceTree } from './source-tree.ts';

export interface ReadSource {
  readonly hcl: Hcl;
  readonly reading: Reading;
  /** What the files alone decide of what is evaluated. */
  readonly request: Pick<EvaluateRequest, 'files' | 'root' | 'modules' | 'schemas'>;
}

/** @throws DriftlockError input-unreadable with file:line:column for what is broken, or cannot be read */
export async function readSource(folder: string): Promise<ReadSource> {
  const hcl = await loadHcl();
  const reading: Reading = {
    name: folder,
    placed: (file) => (path.isAbsolute(file) ? file : path.join(folder, file)),
    contents: askedContents(folder, repositoryOf(folder) ?? folder),
  };
  const { problems, files, modules, types, names } = sourceTree(folder, hcl);
  if (problems.length > 0) throw brokenSource(folder, problems, reading.placed);
  return { hcl, reading, request: { files, root: '.', modules, schemas: prunedSchemas(types, names) } };
}
