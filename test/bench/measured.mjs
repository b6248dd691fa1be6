/** What both benches stand on: commands measured as cold processes, and tables written into docs/performance.md. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const shared = join(root, '..', 'shared');
export const cli = join(root, 'dist/cli.js');

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Median wall time in s, highest peak memory in MB, and the first exit code of `runs` cold processes. */
export function measure(runs, command, env = process.env) {
  const script = join(root, 'test/bench/measure.py');
  const results = JSON.parse(
    execFileSync('python3', [script, String(runs), ...command], { encoding: 'utf8', env }),
  );
  return {
    wall: median(results.map(({ wall }) => wall)),
    peak: Math.max(...results.map(({ peak }) => peak)),
    exit: results[0].exit,
  };
}

export function onPath(tool) {
  try {
    return execFileSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** Puts lines between `<!-- name -->` and `<!-- /name -->` of docs/performance.md. */
export function writeBetween(name, lines) {
  const page = join(root, 'docs/performance.md');
  const text = readFileSync(page, 'utf8');
  const start = text.indexOf(`<!-- ${name} -->`);
  const end = text.indexOf(`<!-- /${name} -->`);
  if (start < 0 || end < start) throw new Error(`docs/performance.md has no markers of ${name}`);
  const head = text.slice(0, start + `<!-- ${name} -->`.length);
  writeFileSync(page, `${head}\n${lines.join('\n')}\n${text.slice(end)}`);
}
