/** Writes reports/config-1.schema.json and reports/waivers-1.schema.json from the shapes of these files. */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');

/** By the file to write: the module that makes it, and its function. */
const SCHEMAS = {
  'config-1': ['src/config/file/config-schema.ts', 'configSchema'],
  'waivers-1': ['src/waive/waivers-schema.ts', 'waiversSchema'],
};

for (const [name, [source, made]] of Object.entries(SCHEMAS)) {
  const bundle = path.join(root, `dist/.${name}-schema.${process.pid}.mjs`);
  await build({
    entryPoints: [path.join(root, source)],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  try {
    const module = await import(pathToFileURL(bundle).href);
    const file = path.join(root, `reports/${name}.schema.json`);
    writeFileSync(file, `${JSON.stringify(module[made](), null, 2)}\n`);
  } finally {
    rmSync(bundle, { force: true });
  }
}
