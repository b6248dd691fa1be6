/** Declarations of the library for TypeScript: those that `src/library/index.ts` reaches, below dist/types. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ENTRY = 'library/index.d.ts';
/** Of what a declaration imports from another file of ours: TypeScript leaves the extension of the source there. */
const RELATIVE = /(\bfrom |\bimport\()(['"])(\.[^'"]*)\.ts\2/g;

function digestOf(root) {
  const hash = createHash('sha256');
  const sources = readdirSync(path.join(root, 'src'), { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join('src', name));
  for (const name of [...sources, 'tsconfig.json', 'tsconfig.types.json', 'scripts/declarations.mjs'].sort())
    hash.update(`${name}\n`).update(readFileSync(path.join(root, name)));
  return hash.digest('hex');
}

/** Texts of the entry and all that it imports, by path; everything else that the compiler emits is nobody's. */
function reached(folder) {
  const texts = new Map();
  const left = [ENTRY];
  for (const name of left) {
    if (texts.has(name)) continue;
    const text = readFileSync(path.join(folder, name), 'utf8');
    for (const [, , , to] of text.matchAll(RELATIVE))
      left.push(path.posix.join(path.posix.dirname(name), `${to}.d.ts`));
    texts.set(name, text.replace(RELATIVE, '$1$2$3.js$2'));
  }
  return texts;
}

/** The compiler's errors, one line each: a file that nobody reaches need not have declarations that stand alone. */
function emit(root, folder) {
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
  const args = [compiler, '-p', 'tsconfig.types.json', '--outDir', folder, '--pretty', 'false'];
  const { error, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (stderr !== '') throw new Error(stderr);
  return stdout.split('\n').filter((line) => line.includes('error TS'));
}

/** Writes `<dist>/types`, unless nothing of the sources changed. */
export function writeDeclarations(root, dist) {
  const types = path.join(dist, 'types');
  const stamp = path.join(dist, 'types.stamp');
  const digest = digestOf(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  const folder = mkdtempSync(path.join(tmpdir(), 'driftlock-types-'));
  try {
    const said = emit(root, folder);
    const texts = reached(folder);
    const wrong = said.filter((line) => texts.has(line.replace(/^src\/([^(]+)\.ts\(.*$/, '$1.d.ts')));
    if (wrong.length > 0) throw new Error(`the library's declarations are wrong:\n${wrong.join('\n')}`);
    rmSync(stamp, { force: true });
    rmSync(types, { recursive: true, force: true });
    for (const [name, text] of texts) {
      mkdirSync(path.dirname(path.join(types, name)), { recursive: true });
      writeFileSync(path.join(types, name), text);
    }
    writeFileSync(stamp, digest);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
