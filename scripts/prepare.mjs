/** What npm runs after an installation from this repository: the build, and before it what the build needs, where npm left that out. */
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

function hasBuildTools() {
  try {
    createRequire(import.meta.url).resolve('esbuild');
    return true;
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return false;
    throw error;
  }
}

/**
 * `npm install -g git+…`, which is how pre-commit installs, clones and installs the clone globally as well: its
 * development dependencies are then nowhere.
 */
function installBuildTools() {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_config_(global|location|prefix|omit|production)$/i.test(name),
    ),
  );
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm === undefined ? ['npm'] : [process.execPath, npm];
  const rest = ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund'];
  execFileSync(command, [...first, ...rest], { cwd: root, env, stdio: ['ignore', 2, 2] });
}

if (!hasBuildTools()) installBuildTools();
await import('./build.mjs');
