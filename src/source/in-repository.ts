/** Files as paths of the repository that a run happens in: what sites that show code take. */
import { resolve } from 'node:path';
import { fileBelow, realPath, repositoryOf } from './source-root.ts';

/**
 * Gives for the name of a file its path from the root of the repository that `folder` lies in, else from `folder`, with `/`; undefined for
 * one outside. Links are followed, since code scanning shows none.
 */
export function inRepository(folder: string): (name: string) => string | undefined {
  const root = realPath(repositoryOf(folder) ?? folder);
  return (name) => {
    const path = fileBelow(root, realPath(resolve(folder, name)));
    return path === '.' ? undefined : path;
  };
}
