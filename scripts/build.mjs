/** Makes dist/ with Node alone: command line and library as bundles, the Go half, provider schemas, compiled policies, notices. */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { asScript } from './as-script.mjs';
import { writeDeclarations } from './declarations.mjs';
import { writeNotices } from './third-party-notices.mjs';
import { together } from './together.mjs';

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');

/** Some packages are CommonJS and call `require` for what Node itself brings. */
const REQUIRE = [
  "import { createRequire as driftlockCreateRequire } from 'node:module';",
  'const require = driftlockCreateRequire(import.meta.url);',
].join('\n');

const BUNDLE = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  // What is not used of a cloud's client is left out only where its modules are ES modules.
  mainFields: ['module', 'main'],
  legalComments: 'none',
  banner: { js: REQUIRE },
  logLevel: 'warning',
};

/** Files of earlier builds have other names; what is replaced under the same name stays until then. */
function removeOldBundles(kept) {
  for (const name of readdirSync(dist)) {
    if (/\.c?js$/.test(name) && !kept.has(name)) rmSync(path.join(dist, name));
  }
}

/** What `driftlock scan` loads beside the command line itself. */
const HOT = ['src/commands/command-line.ts', 'src/commands/run-scan.ts', 'src/report/table.ts'];
/** What has to run before any of that is loaded. */
const BEFORE = ['src/cli.ts', 'src/compiled-code.ts'];

/**
 * `cli.js` and `driftlock.js` (the library), the files that they load when they are needed, and workers, all side by side:
 * data lies beside them.
 */
async function bundleCommandLine() {
  const entries = [
    { in: path.join(root, 'src/cli.ts'), out: 'cli' },
    { in: path.join(root, 'src/library/index.ts'), out: 'driftlock' },
    { in: path.join(root, 'src/compiled-code.ts'), out: 'compiled-code' },
    ...workers(path.join(root, 'src')),
  ];
  const options = {
    ...BUNDLE,
    entryPoints: entries,
    chunkNames: '[name]-[hash]',
    outdir: dist,
    splitting: true,
    metafile: true,
  };
  const { metafile } = await build({ ...options, write: false });
  const names = entries.map(({ in: file }) => path.relative(root, file));
  const plugin = together(root, metafile, { hot: HOT, entries: names, before: BEFORE });
  const result = await build({ ...options, plugins: [plugin] });
  const written = Object.keys(result.metafile.outputs).map((file) => path.basename(file));
  const script = await asScript(dist, result.metafile.outputs, { holding: HOT[0], banner: REQUIRE });
  removeOldBundles(new Set([...written, script]));
  makeExecutable(path.join(dist, 'cli.js'));
  return result.metafile;
}

/** Modules that are started as threads, by the name `…-worker.ts`, are entry points of their own. */
function workers(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('-worker.ts'))
    .map((name) => ({ in: path.join(folder, name), out: path.basename(name, '.ts') }));
}

function makeExecutable(file) {
  const text = readFileSync(file, 'utf8');
  if (!text.startsWith('#!')) writeFileSync(file, `#!/usr/bin/env node\n${text}`);
  chmodSync(file, 0o755);
}

/** What is the same stays: programs that are running may be reading it. */
function copyIfChanged(from, to) {
  const content = readFileSync(from);
  if (existsSync(to) && readFileSync(to).equals(content)) return;
  mkdirSync(path.dirname(to), { recursive: true });
  writeWhole(to, content);
}

function copyData() {
  for (const program of ['rego.wasm.br', 'hcl.wasm.br'])
    copyIfChanged(path.join(root, 'src/toolchain', program), path.join(dist, program));
  copyIfChanged(path.join(root, 'src/input/hcl/aws.planned.json'), path.join(dist, 'aws.planned.json'));
  for (const name of readdirSync(path.join(root, 'rules')).filter((one) => one.endsWith('.yaml')))
    copyIfChanged(path.join(root, 'rules', name), path.join(dist, 'rules', name));
  const schemas = path.join(root, 'src/resource/schemas');
  for (const name of existsSync(schemas) ? readdirSync(schemas) : []) {
    if (!name.endsWith('.ts')) copyIfChanged(path.join(schemas, name), path.join(dist, 'schemas', name));
  }
}

/** Data that says something of policies. */
const OF_POLICIES = ['rules/frameworks', 'rules/profiles'];

/** Everything that decides what the compiled policies are: policies, compiler, schemas, and the code that compiles. */
function digestOfPolicies(inputs) {
  const hash = createHash('sha256');
  const policies = readdirSync(path.join(root, 'policies'), { recursive: true })
    .filter((name) => name.endsWith('.rego') && !name.endsWith('_test.rego'))
    .map((name) => path.join('policies', name));
  const data = [
    'src/toolchain/rego.json',
    'src/resource/schemas/aws.index.json',
    'src/resource/schemas/aws.blocks.ndjson',
    ...OF_POLICIES.flatMap((folder) =>
      readdirSync(path.join(root, folder)).map((name) => path.join(folder, name)),
    ),
  ];
  const files = [...new Set([...policies, ...data, ...inputs])].sort();
  for (const name of files.filter((file) => existsSync(path.join(root, file))))
    hash.update(`${name}\n`).update(readFileSync(path.join(root, name)));
  return hash.digest('hex');
}

/** Written last and by renaming, the stamp stands for complete files. */
function writeWhole(file, content) {
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, content);
  renameSync(temporary, file);
}

/** Compiles policies/<cloud> with lib into dist/policies/<cloud>.{wasm,json}, unless nothing of it changed. */
async function compilePolicies() {
  const compiler = path.join(dist, `compile-bundled.${process.pid}.mjs`);
  const entry = path.join(root, 'src/policy/compile-bundled.ts');
  const { metafile } = await build({ ...BUNDLE, entryPoints: [entry], outfile: compiler, metafile: true });
  const folder = path.join(dist, 'policies');
  const stamp = path.join(folder, 'aws.stamp');
  const digest = digestOfPolicies(Object.keys(metafile.inputs));
  try {
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return 'unchanged';
    const { compileBundled } = await import(pathToFileURL(compiler).href);
    const { catalogue, wasm, files, frameworks } = await compileBundled(
      path.relative(process.cwd(), path.join(root, 'policies')),
      path.join(root, 'rules'),
    );
    mkdirSync(folder, { recursive: true });
    rmSync(stamp, { force: true });
    writeWhole(path.join(folder, 'aws.wasm'), wasm);
    writeWhole(path.join(folder, 'aws.json'), JSON.stringify(catalogue));
    mkdirSync(path.join(dist, 'frameworks'), { recursive: true });
    for (const framework of frameworks)
      writeWhole(path.join(dist, 'frameworks', `${framework.id}.json`), JSON.stringify(framework));
    for (const [name, text] of Object.entries(files)) writeWhole(path.join(folder, `aws${name}`), text);
    writeWhole(stamp, digest);
    return `${catalogue.policies.length} compiled, ${wasm.length} bytes`;
  } finally {
    rmSync(compiler, { force: true });
  }
}

/** Checks rules/defaults/<cloud>.yaml and puts it beside the bundle as JSON, which is read faster. */
async function compileDefaults() {
  const compiler = path.join(dist, `compile-defaults.${process.pid}.mjs`);
  const entry = path.join(root, 'src/evaluate/compile-defaults.ts');
  await build({ ...BUNDLE, entryPoints: [entry], outfile: compiler });
  try {
    const { compileDefaults: compile } = await import(pathToFileURL(compiler).href);
    const folder = path.join(root, 'rules/defaults');
    mkdirSync(path.join(dist, 'defaults'), { recursive: true });
    for (const name of readdirSync(folder)) {
      const text = JSON.stringify(
        compile(readFileSync(path.join(folder, name), 'utf8'), `rules/defaults/${name}`),
      );
      writeWhole(path.join(dist, 'defaults', name.replace(/\.yaml$/, '.json')), text);
    }
  } finally {
    rmSync(compiler, { force: true });
  }
}

/** One line for what a user of this repository can mend, whole errors for all else. */
function explain(error) {
  const where = error?.where === undefined ? '' : `${error.where}: `;
  if (error?.name !== 'DriftlockError') throw error;
  console.error(`build: ${where}${error.message}${error.hint === undefined ? '' : `\n  ${error.hint}`}`);
  if (error.cause !== undefined && error.code === 'toolchain') console.error(error.cause);
  process.exitCode = 1;
}

const started = performance.now();
mkdirSync(dist, { recursive: true });
copyData();
try {
  await compileDefaults();
  const policies = await compilePolicies();
  const metafile = await bundleCommandLine();
  writeDeclarations(root, dist);
  writeNotices(root, Object.keys(metafile.inputs), path.join(dist, 'THIRD-PARTY-LICENSES.txt'));
  console.log(`dist: built in ${((performance.now() - started) / 1000).toFixed(1)} s, policies ${policies}`);
} catch (error) {
  explain(error);
}
