/** A folder of its own for each test, to stand in and to read a configuration from. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { type ConfigFlags, loadConfig } from '../../../../src/config/file/load-config.ts';
import { DriftlockError } from '../../../../src/errors.ts';

const before = process.cwd();
let root = '';

/** The folder of the test that runs. */
export function rootFolder(): string {
  return root;
}

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'driftlock-config-')));
});
afterEach(() => {
  process.chdir(before);
  rmSync(root, { recursive: true, force: true });
});

export function write(name: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}

export function standIn(folder: string): void {
  mkdirSync(join(root, folder), { recursive: true });
  process.chdir(join(root, folder));
}

export async function refused(flags: ConfigFlags, variables: Readonly<Record<string, string>> = {}) {
  const error: unknown = await loadConfig(flags, variables).then(
    () => 'it was read',
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DriftlockError)) throw error;
  return { where: error.where, message: error.message, hint: error.hint };
}
