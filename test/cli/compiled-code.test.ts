import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ROOT, runCli } from './run-cli.ts';

const PLAN = path.join(ROOT, 'examples/create.plan.json');

let cache: string;

beforeEach(() => {
  cache = mkdtempSync(path.join(tmpdir(), 'driftlock-code-'));
});

afterEach(() => rmSync(cache, { recursive: true }));

const folder = () => path.join(cache, 'driftlock/code');
const entries = () => (existsSync(folder()) ? readdirSync(folder()) : []);
const scan = (env: Readonly<Record<string, string>> = {}) =>
  runCli(['scan', PLAN, '-f', 'json'], { environment: { XDG_CACHE_HOME: cache, ...env } });

function onlyEntry(): string {
  const found = entries();
  expect(found).toEqual([expect.stringMatching(/^scan-[0-9a-f]{16}-\d+\.bin$/)]);
  return path.join(folder(), found[0] ?? '');
}

test('what a scan compiles is kept, and used as it is', async () => {
  const first = await scan();
  expect(first.code).toBe(1);
  const entry = onlyEntry();
  expect(statSync(entry).mode & 0o777).toBe(0o600);
  const before = { bytes: readFileSync(entry), at: statSync(entry).mtimeMs };
  expect(await scan()).toEqual(first);
  expect({ bytes: readFileSync(onlyEntry()), at: statSync(entry).mtimeMs }).toEqual(before);
});

test('a damaged entry is compiled and kept anew', async () => {
  const first = await scan();
  const entry = onlyEntry();
  const whole = readFileSync(entry);
  for (const damaged of [Buffer.alloc(0), whole.subarray(0, 5_000), Buffer.alloc(whole.length, 7)]) {
    writeFileSync(entry, damaged);
    expect(await scan()).toEqual(first);
    expect(readFileSync(onlyEntry()).length).toBeGreaterThan(100_000);
  }
  const flipped = Buffer.from(whole);
  flipped.writeUInt8(flipped.readUInt8(60_000) ^ 1, 60_000);
  writeFileSync(entry, flipped);
  expect(await scan()).toEqual(first);
  expect(readFileSync(onlyEntry()).equals(flipped)).toBe(false);
});

test('what others may have written is neither run nor replaced', async () => {
  const first = await scan();
  const entry = onlyEntry();
  const at = statSync(entry).mtimeMs;
  chmodSync(folder(), 0o777);
  expect(await scan()).toEqual(first);
  expect(statSync(entry).mtimeMs).toBe(at);
});

test('nothing is kept where Node is told to keep nothing, or of verbs that do something else', async () => {
  expect((await scan({ NODE_DISABLE_COMPILE_CACHE: '1' })).code).toBe(1);
  expect((await runCli(['policy', 'list'], { environment: { XDG_CACHE_HOME: cache } })).code).toBe(0);
  expect(entries()).toEqual([]);
});

test('a folder that cannot be made is no reason to fail', async () => {
  const file = path.join(cache, 'file');
  writeFileSync(file, '');
  const run = await runCli(['scan', PLAN, '-f', 'json'], { environment: { XDG_CACHE_HOME: file } });
  expect(run).toEqual(await scan());
});
