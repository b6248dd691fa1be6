/**
 * `npm run bench:policies`: what each bundled policy takes on each resource of the lab, and what the module of all of them takes to
 * load. A policy that takes over 1 ms on one is listed, and ends it with 1.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { median, root, writeBetween } from './measured.mjs';

const WARM = 20;
const RUNS = 31;
const MOST_MS = 1;
const MODULE = join(root, 'dist/policies/aws.wasm');

/** The sources of this repository as one module; the data of `dist/` is found from there. */
async function loadSources(folder) {
  const contents = `
    export { judgedOf, recordings } from ${JSON.stringify(join(root, 'test/lab/judged.ts'))};
    export { localEvaluator } from ${JSON.stringify(join(root, 'src/evaluate/evaluator.ts'))};
    export { loadBundledPolicies } from ${JSON.stringify(join(root, 'src/policy/load-bundled-policies.ts'))};
  `;
  const outfile = join(folder, 'sources.mjs');
  // Data is found from where the sources lie.
  const url = pathToFileURL(join(root, 'src/resource/sources.ts')).href;
  await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    outfile,
    banner: {
      js: "import { createRequire as c } from 'node:module'; const require = c(import.meta.url);",
    },
    logLevel: 'error',
    define: { 'import.meta.url': JSON.stringify(url) },
  });
  return await import(pathToFileURL(outfile).href);
}

function timed(action) {
  const started = performance.now();
  action();
  return performance.now() - started;
}

/** In a process of its own: V8 knows a module again that it has compiled before. */
function coldCompile() {
  const script = `
    const bytes = require('node:fs').readFileSync(${JSON.stringify(MODULE)});
    const started = performance.now();
    new WebAssembly.Module(bytes);
    console.log(performance.now() - started);`;
  return Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }));
}

const folder = mkdtempSync(join(tmpdir(), 'driftlock-bench-'));
try {
  const sources = await loadSources(folder);
  const loaded = await sources.loadBundledPolicies();
  const evaluator = sources.localEvaluator(loaded, { 'aws.resource.required_tags': { required: ['Owner'] } });
  const files = sources.recordings().filter((file) => file.includes('/lab/'));
  const judged = (await Promise.all(files.map((file) => sources.judgedOf(file)))).flat();
  const slowest = new Map();
  for (const { resource, input, policies } of judged)
    for (const { id } of policies) {
      for (let run = 0; run < WARM; run++) evaluator.judgeOne(id, input);
      const ms = median(Array.from({ length: RUNS }, () => timed(() => evaluator.judgeOne(id, input))));
      if (ms > (slowest.get(id)?.ms ?? 0)) slowest.set(id, { ms, where: resource.address ?? resource.type });
    }
  const ranked = [...slowest].sort(([, one], [, other]) => other.ms - one.ms);
  const over = ranked.filter(([, { ms }]) => ms > MOST_MS);
  const wasm = readFileSync(MODULE);
  const compile = median(Array.from({ length: 15 }, coldCompile));
  const lines = [
    `${loaded.catalogue.policies.length} policies in one module of ${Math.round(wasm.length / 1000)} kB, which compiles in ${compile.toFixed(1)} ms; ${judged.length} resources of the lab's recordings that any of them judges.`,
    over.length === 0
      ? `No policy takes over ${MOST_MS} ms on any of them.`
      : `Over ${MOST_MS} ms: ${over.map(([id, { ms, where }]) => `${id} (${ms.toFixed(2)} ms, ${where})`).join(', ')}.`,
    '',
    '| slowest | ms | on |',
    '| --- | ---: | --- |',
    ...ranked.slice(0, 5).map(([id, { ms, where }]) => `| ${id} | ${ms.toFixed(3)} | ${where} |`),
  ];
  console.log(lines.join('\n'));
  if (process.argv.includes('--write')) writeBetween('policies', lines);
  process.exitCode = over.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
