/** `driftlock policy fmt` as a process, held against stock OPA. */
import { spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ROOT, runCli, temporaryFolder } from './run-cli.ts';

const OPA = [process.env.OPA ?? 'opa', join(homedir(), 'go/bin/opa')].find(
  (command) => spawnSync(command, ['version']).status === 0,
);
if (OPA === undefined) console.warn('SKIPPED: the layout against stock opa needs it in PATH or in OPA');

const folder = temporaryFolder();
afterAll(() => folder.remove());

const run = (...args: string[]) => runCli(['policy', 'fmt', ...args], { cwd: folder.path });

/** Files that a layout may trip over. */
const AWKWARD: Readonly<Record<string, string>> = {
  'crlf.rego': 'package a\r\n# c\r\nx if {input.a ;  input.b}\r\n',
  'bom.rego': '\ufeffpackage a\nx if {input.a}\n',
  'raw.rego': 'package a\nx := `raw\r\n  line`\ny := 1',
  'comments.rego':
    '# head\n\n\npackage a # why\n\n\n# METADATA\n# title: t\nx if { # here\n  # inside\n  input.a # a\n\n\n\n  input.b }\n# end',
  'wide.rego': `package a\nx := {${Array.from({ length: 30 }, (_, at) => `"key${at}": [${at},\n${at}]`).join(', ')}}\n`,
  'unicode.rego': 'package a\nx := "ä\u202e漢字😀\\u0000"\ny := $"{x}  {  x  }"\n',
  'else.rego': 'package a\nf(x) := 1 if {x>1} else := 2 if {x>0} else := 3\ndefault f(_) := 4\n',
  'every.rego':
    'package a\nx if { every k,v in input.a { v>1; k!="" } ; some i; input.b[i]==1 with input.c as  2 }\n',
  'tabs.rego': '\t\tpackage    a\n\timport    data.b.c   as   d\nimport data.a\n x   :=   d\n',
};
/** Of Rego v0, which stock formats as such only where it is told so. */
const OLD: Readonly<Record<string, string>> = {
  'old.rego': 'package b\nx { input.a ; not  input.b }\ny[z]{ z = input.c[_] }\n',
  'imported.rego': 'package b\nimport future.keywords\nx { some a in input.b;a>1 }\n',
};

test.skipIf(OPA === undefined)('byte by byte what stock opa makes of awkward files, twice', async () => {
  for (const [name, text] of Object.entries({ ...AWKWARD, ...OLD })) folder.write(`awkward/${name}`, text);
  const expected = Object.fromEntries(
    readdirSync(join(folder.path, 'awkward')).map((name) => {
      const args = ['fmt', ...(name in OLD ? ['--v0-compatible'] : []), join(folder.path, 'awkward', name)];
      const { status, stdout } = spawnSync(OPA ?? 'opa', args, { encoding: 'utf8' });
      expect({ name, status }).toEqual({ name, status: 0 });
      return [name, stdout];
    }),
  );
  const first = await run('awkward');
  expect(first).toEqual({
    code: 0,
    stdout: Object.keys(expected)
      .map((name) => `awkward/${name}\n`)
      .join(''),
    stderr: '',
  });
  for (const [name, text] of Object.entries(expected))
    expect([name, readFileSync(join(folder.path, 'awkward', name), 'utf8')]).toEqual([name, text]);
  expect(await run('awkward', '--check')).toEqual({ code: 0, stdout: '', stderr: '' });
});

test.skipIf(OPA === undefined)('policies of this repository are laid out as stock opa does', async () => {
  const files = readdirSync(join(ROOT, 'policies'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.rego'),
  );
  for (const name of files) folder.write(`bundled/${name}`, readFileSync(join(ROOT, 'policies', name)));
  const { stdout } = spawnSync(OPA ?? 'opa', ['fmt', '--list', join(folder.path, 'bundled')], {
    encoding: 'utf8',
  });
  const listed = stdout.split('\n').filter((line) => line !== '');
  const { code, stdout: own } = await run('--check', 'bundled');
  expect(
    own
      .split('\n')
      .filter((line) => line !== '')
      .map((file) => join(folder.path, file)),
  ).toEqual(listed);
  expect(code).toBe(listed.length === 0 ? 0 : 1);
});

const LOOSE = 'package a\n\n\nx   if {input.a;  input.b}\n';
const NEAT = 'package a\n\nx if {\n\tinput.a\n\tinput.b\n}\n';

test('permissions and links stay, and a link and its target are one file', async () => {
  const file = folder.write('linked/real/a.rego', LOOSE);
  chmodSync(file, 0o640);
  symlinkSync('real/a.rego', join(folder.path, 'linked/b.rego'));
  symlinkSync('..', join(folder.path, 'linked/real/up'));
  expect(await run('linked')).toEqual({ code: 0, stdout: 'linked/b.rego\n', stderr: '' });
  expect(readFileSync(file, 'utf8')).toBe(NEAT);
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(lstatSync(join(folder.path, 'linked/b.rego')).isSymbolicLink()).toBe(true);
});

test('where one file does not parse, none is changed and each is named', async () => {
  const good = folder.write('mixed/a.rego', LOOSE);
  folder.write('mixed/b.rego', 'package b\n\nx if {\n');
  folder.write('mixed/c.rego', 'hello');
  const { code, stdout, stderr } = await run('mixed');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^driftlock: mixed\/b\.rego:4:1: /);
  expect(stderr).toContain('mixed/c.rego:1:1: ');
  expect(readFileSync(good, 'utf8')).toBe(LOOSE);
  expect(readdirSync(join(folder.path, 'mixed'))).toEqual(['a.rego', 'b.rego', 'c.rego']);
});

test('--check lists and --diff shows, exit code 1, nothing changed', async () => {
  const file = folder.write('loose/a.rego', LOOSE);
  expect(await run('--check', 'loose')).toEqual({ code: 1, stdout: 'loose/a.rego\n', stderr: '' });
  const { code, stdout, stderr } = await run('--diff', 'loose');
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(stdout).toBe(
    '--- loose/a.rego\n+++ loose/a.rego\n@@ -1,4 +1,6 @@\n package a\n \n-\n-x   if {input.a;  input.b}\n+x if {\n+\tinput.a\n+\tinput.b\n+}\n',
  );
  expect(readFileSync(file, 'utf8')).toBe(LOOSE);
  const patched = spawnSync('patch', ['-p0', '-o', '-'], {
    cwd: folder.path,
    input: stdout,
    encoding: 'utf8',
  });
  if (patched.error === undefined) expect(patched.stdout).toBe(NEAT);
  else console.warn('SKIPPED: applying the diff needs patch in PATH');
});

test('standard input goes to standard output', async () => {
  const given = { stdin: LOOSE };
  expect(await runCli(['policy', 'fmt', '-'], given)).toEqual({ code: 0, stdout: NEAT, stderr: '' });
  expect(await runCli(['policy', 'fmt', '-', '--check'], given)).toEqual({
    code: 1,
    stdout: '<standard input>\n',
    stderr: '',
  });
  const broken = await runCli(['policy', 'fmt', '-'], { stdin: 'package a\nx if {' });
  expect({ code: broken.code, stdout: broken.stdout }).toEqual({ code: 2, stdout: '' });
  expect(broken.stderr).toMatch(/^driftlock: <standard input>:2:\d+: [^\n]+\n$/);
});

test('what cannot be formatted is refused with its name', async () => {
  folder.write('none/a.txt', 'x');
  folder.write('bytes/a.rego', new Uint8Array([0xff, 0xfe, 0x70]));
  expect((await run('missing')).stderr).toContain('no such file or folder: missing\n');
  expect((await run('none')).stderr).toContain('no .rego files in none\n');
  expect((await run('none/a.txt')).stderr).toContain('not a Rego file: none/a.txt\n');
  expect(await run('bytes')).toEqual({
    code: 2,
    stdout: '',
    stderr: 'driftlock: bytes/a.rego: the file cannot be read: it is not UTF-8 text\n',
  });
  expect((await run('-', 'none')).stderr).toContain('goes with no other path');
});
