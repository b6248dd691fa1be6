/** One digest of all that a Go program is made from: names and bytes of its Go files and module files. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** SHA-256 as hex. */
export function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

/** `source` is the folder of the program; the reactor beside it is part of each. Tests of the Go files do not count. */
export function digestOfSources(source) {
  const hash = createHash('sha256');
  for (const folder of [source, path.join(source, '../reactor')]) addFolder(hash, folder);
  return hash.digest('hex');
}

function addFolder(hash, source) {
  const files = readdirSync(source).filter(
    (name) => /\.go$|^go\.(mod|sum)$/.test(name) && !name.endsWith('_test.go'),
  );
  for (const name of files.sort()) hash.update(`${name}\n${sha256(readFileSync(path.join(source, name)))}\n`);
}
