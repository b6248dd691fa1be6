import { execFile, spawn, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildSync } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { knownRedactionKey, redactionKey } from '../../../src/config/redaction-key.ts';

const run = promisify(execFile);
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'key-'));
  file = join(folder, 'driftlock/redaction.key');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const home = () => ({ XDG_CONFIG_HOME: folder });

describe('the redaction key', () => {
  it('is the given one, and nothing is made', () => {
    const given = { ...home(), DRIFTLOCK_REDACTION_KEY: 'sixteen or longer' };
    expect([redactionKey(given), knownRedactionKey(given)]).toEqual([
      'sixteen or longer',
      'sixteen or longer',
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is made once, whole, for the user alone', () => {
    expect(knownRedactionKey(home())).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
    const key = redactionKey(home());
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect([redactionKey(home()), knownRedactionKey(home()), readFileSync(file, 'utf8')]).toEqual([
      key,
      key,
      `${key}\n`,
    ]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'driftlock'))).toEqual(['redaction.key']);
  });

  it('is the same for all of many processes that make it at once', async () => {
    const script = join(folder, 'key.mjs');
    const source = fileURLToPath(new URL('../../../src/config/redaction-key.ts', import.meta.url));
    const contents = `import { redactionKey } from ${JSON.stringify(source)};
      while (Date.now() < Number(process.argv[2])) {}
      process.stdout.write(redactionKey(process.env));`;
    const stdin = { contents, resolveDir: folder };
    buildSync({ stdin, bundle: true, platform: 'node', format: 'esm', outfile: script, logLevel: 'error' });
    const at = String(Date.now() + 1_500);
    const keys = await Promise.all(
      Array.from({ length: 8 }, () => run(process.execPath, [script, at], { env: home() })),
    );
    expect(new Set(keys.map(({ stdout }) => stdout))).toEqual(new Set([readFileSync(file, 'utf8').trim()]));
    expect(readdirSync(join(folder, 'driftlock'))).toEqual(['redaction.key']);
  });

  it.each([
    ['made', redactionKey],
    ['known', knownRedactionKey],
  ])('that another run has begun to write is waited for: %s', (_, key) => {
    mkdirSync(join(folder, 'driftlock'));
    writeFileSync(file, '');
    const other = spawn('sh', ['-c', `sleep 0.3; printf '%s\\n' ${'ab'.repeat(32)} > "$0"`, file]);
    expect(key(home())).toBe('ab'.repeat(32));
    other.kill();
  });

  it.each([
    ['empty for good', () => writeFileSync(file, ''), /16 characters/],
    ['a link to nothing', () => symlinkSync('nowhere', file), /cannot be read or made/],
  ])('that is %s is not made anew', (_, put, message) => {
    mkdirSync(join(folder, 'driftlock'));
    put();
    expect(() => redactionKey(home())).toThrow(message);
    expect(readdirSync(join(folder, 'driftlock'))).toEqual(['redaction.key']);
  });

  it('that could not be written whole is taken away', () => {
    mkdirSync(join(folder, 'driftlock'), { mode: 0o700 });
    const limit = `ulimit -f 0; exec "$0" "$@"`;
    const script = join(folder, 'key.mjs');
    const source = fileURLToPath(new URL('../../../src/config/redaction-key.ts', import.meta.url));
    const contents = `import { redactionKey } from ${JSON.stringify(source)};
      process.on('SIGXFSZ', () => {});
      try { redactionKey(process.env); } catch ({ code, message }) { process.stdout.write(code + ' ' + message); }`;
    const stdin = { contents, resolveDir: folder };
    buildSync({ stdin, bundle: true, platform: 'node', format: 'esm', outfile: script, logLevel: 'error' });
    const { stdout } = spawnSync('sh', ['-c', limit, process.execPath, script], {
      env: home(),
      encoding: 'utf8',
    });
    expect(stdout).toBe('config the redaction key cannot be read or made');
    expect(readdirSync(join(folder, 'driftlock'))).toEqual([]);
  });

  it.each([
    ['too short', () => writeFileSync(file, 'short\n'), /16 characters/],
    ['a folder', () => mkdirSync(file), /cannot be read or made/],
  ])('that is %s is refused', (_, put, message) => {
    mkdirSync(join(folder, 'driftlock'));
    put();
    expect(() => redactionKey(home())).toThrow(message);
    expect(() => knownRedactionKey(home())).toThrow(message);
  });

  it('that cannot be made is an error for those who need it', () => {
    writeFileSync(join(folder, 'driftlock'), 'a file in the way');
    expect(() => redactionKey(home())).toThrow(/cannot be read or made/);
    expect(knownRedactionKey(home())).toBeUndefined();
  });
});
