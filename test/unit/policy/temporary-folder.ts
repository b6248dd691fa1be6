/** A folder of files for one test. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** Makes a folder with these files in it; it is removed after the tests of the file. */
export function temporaryFolder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'driftlock-policies-'));
  made.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

/** A policy that denies where `values.a` is 1. */
export function policyText(packageName: string, custom = '', resources = '[t_a]'): string {
  return `# METADATA
# title: Title of ${packageName}
# custom:
#   severity: high
#   resources: ${resources}
${custom}package ${packageName}

# METADATA
# entrypoint: true
deny contains "a is 1" if input.values.a == 1
`;
}
