/** What a cold `driftlock scan` loads, kept in few files: every file that is opened takes about half a millisecond. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const HUB = 'driftlock:scan';
const STATIC = new Set(['import-statement', 'require-call']);

function isStatic({ kind, external }) {
  return STATIC.has(kind) && external !== true;
}

/** Everything that a file brings with it when it is loaded, itself included. */
function closureOf(inputs, file, found = new Set()) {
  if (found.has(file) || inputs[file] === undefined) return found;
  found.add(file);
  for (const one of inputs[file].imports) if (isStatic(one)) closureOf(inputs, one.path, found);
  return found;
}

/**
 * esbuild puts modules that exactly the same entries reach into one file. Every entry that takes some of what a scan loads is made to
 * take all of it, so that this is few files instead of one for each set of verbs that share a module. `metafile` is that
 * of a build without this; `hot` are the entries that a scan loads, `entries` those of the package, but for the ones that
 * have to run before.
 */
export function together(root, metafile, { hot, entries, before }) {
  const { inputs } = metafile;
  const loaded = new Set(hot.flatMap((file) => [...closureOf(inputs, file)]));
  const dynamic = Object.values(inputs).flatMap(({ imports }) =>
    imports.filter(({ kind, external }) => kind === 'dynamic-import' && external !== true),
  );
  const asked = new Set([...dynamic.map(({ path: file }) => file), ...entries]);
  for (const file of before) asked.delete(file);
  const sharing = [...asked].filter(
    (file) => file.startsWith('src/') && [...closureOf(inputs, file)].some((one) => loaded.has(one)),
  );
  const files = new Set(sharing.map((file) => path.join(root, file)));
  return {
    name: 'together',
    setup(build) {
      build.onResolve({ filter: new RegExp(`^${HUB}$`) }, () => ({ path: HUB, namespace: HUB }));
      build.onLoad({ filter: /.*/, namespace: HUB }, () => ({
        contents: hot.map((file) => `import ${JSON.stringify(path.join(root, file))};`).join('\n'),
        resolveDir: root,
      }));
      build.onLoad({ filter: /\.ts$/ }, ({ path: file }) =>
        files.has(file)
          ? { contents: `import ${JSON.stringify(HUB)};\n${readFileSync(file, 'utf8')}`, loader: 'ts' }
          : undefined,
      );
    },
  };
}
