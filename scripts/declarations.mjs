/** Declarations of the library for TypeScript: those that `src/library/index.ts` reaches, below dist/types. */
import { execFileSync } from 'node:child_process';
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

/** Writes `<dist>/types`, unless nothing of the sources changed. */
export function writeDeclarations(root, dist) {
  const types = path.join(dist, 'types');
  const stamp = path.join(dist, 'types.stamp');
  const digest = digestOf(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  const folder = mkdtempSync(path.join(tmpdir(), 'driftlock-types-'));
  try {
    const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
    const project = path.join(root, 'tsconfig.types.json');
    execFileSync(process.execPath, [compiler, '-p', project, '--outDir', folder], { stdio: 'inherit' });
    rmSync(stamp, { force: true });
    rmSync(types, { recursive: true, force: true });
    for (const [name, text] of reached(folder)) {
      mkdirSync(path.dirname(path.join(types, name)), { recursive: true });
      writeFileSync(path.join(types, name), text);
    }
    writeFileSync(stamp, digest);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
