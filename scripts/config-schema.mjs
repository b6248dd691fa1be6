/** Writes reports/config-1.schema.json from the shape of the configuration file. */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');
const bundle = path.join(root, `dist/.config-schema.${process.pid}.mjs`);
await build({
  entryPoints: [path.join(root, 'src/config/file/config-schema.ts')],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'esm',
  logLevel: 'error',
});
try {
  const { configSchema } = await import(pathToFileURL(bundle).href);
  const file = path.join(root, 'reports/config-1.schema.json');
  writeFileSync(file, `${JSON.stringify(configSchema(), null, 2)}\n`);
} finally {
  rmSync(bundle, { force: true });
}
