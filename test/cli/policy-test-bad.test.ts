/** `driftlock policy test` given what cannot be run: one clear line with its place, and exit code 2. */
import { spawn } from 'node:child_process';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { CLI, runCli, temporaryFolder } from './run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const GOOD = 'package good_test\n\ntest_good if 1 + 1 == 2\n';

async function refused(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(['policy', 'test', ...args], { cwd: folder.path });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  return stderr;
}

test('what is not there, holds nothing, or no test', async () => {
  folder.write('empty/.keep', '');
  folder.write('untested/a.rego', 'package a\n\nx := 1\n');
  expect(await refused('missing')).toBe(
    'driftlock: no such file or folder: missing\n  hint: name a folder that holds .rego files, or such files\n',
  );
  expect(await refused('empty')).toContain('no .rego files in empty\n');
  expect(await refused('untested')).toContain('no tests in untested\n');
  folder.write('plain/notes.txt', 'x');
  expect(await refused('plain/notes.txt')).toContain('neither Rego nor data: plain/notes.txt\n');
});

test('options that mean nothing', { timeout: 120_000 }, async () => {
  folder.write('good/good_test.rego', GOOD);
  expect(await refused('good', '--run', '(')).toContain(
    '--run: "(" is no regular expression: missing closing )',
  );
  expect(await refused('good', '--run', 'nobody')).toContain('no test matches --run "nobody"');
  expect(await refused('good', '--threshold', '101')).toContain('--threshold: "101" is not a percentage');
  expect(await refused('good', '--timeout', '0')).toContain(
    '--timeout: "0" is not a number of seconds above 0',
  );
  expect(await refused('good', '-f', 'xml')).toContain('unknown format "xml"');
  expect(await refused('good', '--covrage')).toContain('did you mean --coverage?');
});

test('sources that do not parse or compile, each with its place', { timeout: 240_000 }, async () => {
  folder.write('syntax/a_test.rego', 'package a_test\n\ntest_a if {\n\t1 ==\n}\n');
  expect(await refused('syntax')).toMatch(/^driftlock: syntax\/a_test\.rego:5:1: /);
  folder.write('unsafe/a_test.rego', 'package a_test\n\ntest_a if x == 1\n');
  expect(await refused('unsafe')).toContain('driftlock: unsafe/a_test.rego:3:11: var x is unsafe\n');
  folder.write('cyclic/a.rego', 'package a\n\nimport data.b\n\nx := b.y\n');
  folder.write('cyclic/b.rego', 'package b\n\nimport data.a\n\ny := a.x\n');
  expect(await refused('cyclic')).toMatch(/^driftlock: cyclic\/a\.rego:5:1: rule data\.a\.x is recursive: /);
  folder.write('binary/a.rego', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe, 0, 1]));
  expect(await refused('binary')).toBe(
    'driftlock: binary/a.rego: the file cannot be read: it is not UTF-8 text\n',
  );
  folder.write('zeros/a.rego', new Uint8Array(100));
  expect(await refused('zeros')).toMatch(/^driftlock: zeros\/a\.rego:1:1: illegal null character\n/);
  folder.write('data/a_test.rego', GOOD);
  folder.write('data/data.json', '{"a": ');
  expect(await refused('data')).toMatch(/^driftlock: data\/data\.json:1:1: unexpected EOF/);
});

test('links in a circle are followed once, and a link to nowhere is named', async () => {
  const file = folder.write('linked/good_test.rego', GOOD);
  symlinkSync('.', join(folder.path, 'linked', 'self'));
  symlinkSync('../linked', join(folder.path, 'linked', 'there'));
  symlinkSync(file, join(folder.path, 'linked', 'again_test.rego'));
  const once = await runCli(['policy', 'test', 'linked'], { cwd: folder.path });
  expect({ code: once.code, stdout: once.stdout }).toEqual({ code: 0, stdout: '1 passed\n' });
  symlinkSync('nowhere.rego', join(folder.path, 'linked', 'lost.rego'));
  expect(await refused('linked')).toContain('linked/lost.rego');
});

test('an error is a document too where JSON was asked for', async () => {
  const { code, stdout } = await runCli(['policy', 'test', 'missing', '-f', 'json'], { cwd: folder.path });
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'policy-invalid', where: 'missing' } });
});

/** Runs with --watch until each step has seen its text on one of the streams; then Ctrl-C. */
async function watched(
  args: readonly string[],
  steps: readonly (readonly [sees: RegExp, then: () => void])[],
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [CLI, 'policy', 'test', ...args, '--watch'], {
    cwd: folder.path,
    timeout: 80_000,
  });
  let output = '';
  let from = 0;
  let at = 0;
  function look(part: Buffer): void {
    output += part.toString();
    const [sees, then] = steps[at] ?? [];
    // The two streams arrive in any order.
    const shown = output.slice(from);
    if (sees === undefined || !sees.test(shown) || !shown.includes('watching watch; Ctrl-C ends it\n'))
      return;
    at += 1;
    from = output.length;
    then?.();
    if (at === steps.length) child.kill('SIGINT');
  }
  child.stdout.on('data', look);
  child.stderr.on('data', look);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, output };
}

test('--watch runs again on each change, prints what does not compile, and ends cleanly', {
  timeout: 90_000,
}, async () => {
  folder.write('watch/a_test.rego', GOOD);
  const { code, output } = await watched(
    ['watch'],
    [
      [/^1 passed$/m, () => folder.write('watch/b_test.rego', 'package b_test\n\ntest_b if 1 == 2\n')],
      [/^1 passed, 1 failed$/m, () => folder.write('watch/b_test.rego', 'package b_test\n\ntest_b if {\n')],
      [/watch\/b_test\.rego:4:1: /, () => rmSync(join(folder.path, 'watch/b_test.rego'))],
      [/^1 passed$/m, () => rmSync(join(folder.path, 'watch'), { recursive: true })],
      [/no such file or folder: watch$/m, () => undefined],
    ],
  );
  expect(output).not.toContain('    at ');
  expect(code).toBe(0);
});
