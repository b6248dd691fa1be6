/** Makes the file of the bundle that a scan loads a script, which `src/compiled-code.ts` runs: V8 can keep what it compiles of one. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { transform } from 'esbuild';

/** The function around the script; the last two stand for `import()` and `import.meta.url`, which no script has. */
const OPEN = '(function (exports, require, module, driftlockImport, driftlockUrl) {';
const IMPORT = /\bimport\((?="[^"]+"\))/g;

/** The one output with that module in it, which others import. */
function outputWith(outputs, module) {
  const found = Object.entries(outputs).filter(
    ([, { inputs, entryPoint }]) => module in inputs && entryPoint === undefined,
  );
  if (found.length !== 1) throw new Error(`${module} is in ${found.length} shared files of the bundle`);
  return found[0];
}

/**
 * Replaces the output that holds the module `holding` by a file that runs the same code as a script and exports what it does; gives the
 * script's name. `banner` is what esbuild put at the top of the output. What is exported must not be assigned again once
 * it was loaded: the file that stands for the script reads each name once.
 */
export async function asScript(folder, outputs, { holding, banner }) {
  const [output, { exports, imports }] = outputWith(outputs, holding);
  const file = path.join(folder, path.basename(output));
  const text = readFileSync(file, 'utf8');
  if (!text.startsWith(banner)) throw new Error(`${output} does not begin with the banner`);
  // Modules that are run when they are first needed assign their exports then.
  if (/\b__esm\(/.test(text)) throw new Error(`${output} has modules that are run later`);
  const dynamic = imports.filter(({ kind }) => kind === 'dynamic-import');
  const written = text.match(IMPORT) ?? [];
  if (new Set(dynamic.map(({ path: one }) => one)).size > written.length)
    throw new Error(`${output} imports files in another form`);
  const { code } = await transform(text.slice(banner.length).replace(IMPORT, 'driftlockImport('), {
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    define: { 'import.meta.url': 'driftlockUrl' },
  });
  const script = `${OPEN}\n${code}\n})`;
  const name = `scan-${createHash('sha256').update(script).digest('hex').slice(0, 16)}.cjs`;
  writeFileSync(path.join(folder, name), script);
  const siblings = [
    ...new Set(
      imports
        .filter(({ kind, external }) => kind === 'import-statement' && external !== true)
        .map(({ path: one }) => `./${path.basename(one)}`),
    ),
  ];
  writeFileSync(file, standIn(name, siblings, exports));
  return name;
}

function standIn(script, siblings, exports) {
  const lines = [
    `import { runScript } from './compiled-code.js';`,
    ...siblings.map((name, index) => `import * as file${index} from ${JSON.stringify(name)};`),
    `const files = { ${siblings.map((name, index) => `${JSON.stringify(name)}: file${index}`).join(', ')} };`,
    `const file = new URL(${JSON.stringify(`./${script}`)}, import.meta.url);`,
    'const script = runScript(file, files, (name) => import(name), import.meta.url);',
    ...exports.map((name) => `export const ${name} = script.${name};`),
  ];
  return `${lines.join('\n')}\n`;
}
