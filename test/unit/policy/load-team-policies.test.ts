/** The cache of compiled policies: used when it can be, never trusted blindly, never in the way. */
import { chmodSync, chownSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cacheFolder } from '../../../src/config/cache-folder.ts';
import { loadTeamPolicies } from '../../../src/policy/load-team-policies.ts';
import { policyText, temporaryFolder } from './temporary-folder.ts';

const counted = vi.hoisted(() => ({ loads: 0 }));
vi.mock(import('../../../src/toolchain/rego.ts'), async (original) => {
  const module = await original();
  return {
    ...module,
    loadRego: () => {
      counted.loads += 1;
      return module.loadRego();
    },
  };
});

const types = [{ type: 't_a', attributes: ['tags'] }];
let cache: string;
let notices: string[];

beforeEach(() => {
  cache = mkdtempSync(path.join(tmpdir(), 'driftlock-cache-'));
  notices = [];
  counted.loads = 0;
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

async function load(folder: string, at: string | undefined = cache) {
  const loaded = await loadTeamPolicies(folder, { types, cache: at, notice: (line) => notices.push(line) });
  return { ...loaded, details: await loaded.details() };
}

function entries(): string[] {
  return readdirSync(path.join(cache, 'policies')).map((name) => path.join(cache, 'policies', name));
}

describe('loadTeamPolicies', () => {
  it('compiles once and then does not load the compiler', async () => {
    const folder = temporaryFolder({ 'a.rego': policyText('acme.a') });
    const first = await load(folder);
    const second = await load(folder);
    expect(second).toEqual(first);
    expect(WebAssembly.validate(second.wasm)).toBe(true);
    expect([counted.loads, notices, entries().length]).toEqual([1, [], 1]);
  });

  it('has the bundled library for policies that import it, as their tests do', async () => {
    const importing = policyText('acme.a').replace(
      'package acme.a\n',
      'package acme.a\n\nimport data.policies.lib.number\n',
    );
    expect(importing).toContain('lib.number');
    const folder = temporaryFolder({
      'a.rego': `${importing}\ndeny contains "b is 1" if number.of(input.values.b) == 1\n`,
    });
    const { catalogue, details } = await load(folder);
    expect(catalogue.policies.map(({ id }) => id)).toEqual(['acme.a']);
    expect(Object.keys(details.sources.modules)).toContain('driftlock:lib/number.rego');
    expect(JSON.stringify(details.conditions['acme.a'])).toContain('"b"');
  });

  it('compiles again when a source changes', async () => {
    const folder = temporaryFolder({ 'a.rego': policyText('acme.a') });
    await load(folder);
    writeFileSync(path.join(folder, 'a.rego'), policyText('acme.a').replace('a is 1', 'a is one'));
    await load(folder);
    expect([counted.loads, entries().length]).toEqual([2, 2]);
  });

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1)],
    ['empty', () => Buffer.alloc(0)],
    [
      'with a flipped bit',
      (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === bytes.length - 9 ? byte ^ 1 : byte))),
    ],
    [
      'of another format',
      (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace('policies-4', 'policies-9'), 'latin1'),
    ],
  ])('makes an entry %s anew', async (_, damage) => {
    const folder = temporaryFolder({ 'a.rego': policyText('acme.a') });
    const first = await load(folder);
    const [entry = ''] = entries();
    const whole = readFileSync(entry);
    writeFileSync(entry, damage(whole));
    expect(await load(folder)).toEqual(first);
    expect(readFileSync(entry)).toEqual(whole);
    expect(counted.loads).toBe(2);
  });

  it('does not take an entry for another’s', async () => {
    const one = temporaryFolder({ 'a.rego': policyText('acme.a') });
    const two = temporaryFolder({ 'b.rego': policyText('acme.b') });
    await load(one);
    const [first = ''] = entries();
    await load(two);
    const second = entries().find((name) => name !== first) ?? '';
    writeFileSync(second, readFileSync(first));
    expect((await load(two)).catalogue.policies[0]?.id).toBe('acme.b');
  });

  it('is safe under runs at the same time', async () => {
    const folder = temporaryFolder({ 'a.rego': policyText('acme.a') });
    const all = await Promise.all(Array.from({ length: 8 }, () => load(folder)));
    for (const one of all) expect(one).toEqual(all[0]);
    expect(entries().map((name) => path.extname(name))).toEqual(['.bin']);
  });

  it.skipIf(process.getuid === undefined).each([
    ['a folder', 0o777, () => cache],
    ['a folder of entries', 0o775, () => path.join(cache, 'policies')],
    ['an entry', 0o662, () => entries()[0] ?? ''],
  ])('does not trust %s that others may write to', async (_, mode, place) => {
    const folder = temporaryFolder({ 'a.rego': policyText('acme.a') });
    const first = await load(folder);
    chmodSync(place(), mode);
    expect(await load(folder)).toEqual(first);
    expect([counted.loads, notices[0]]).toEqual([
      2,
      `the cache of compiled policies cannot be used: ${place()} can be written by other users`,
    ]);
  });

  it.skipIf(process.getuid?.() !== 0)('does not trust an entry of another user', async () => {
    const folder = temporaryFolder({ 'a.rego': policyText('acme.a') });
    const first = await load(folder);
    const [entry = ''] = entries();
    chownSync(entry, 12_345, 12_345);
    expect(await load(folder)).toEqual(first);
    expect([counted.loads, notices]).toEqual([
      2,
      [`the cache of compiled policies cannot be used: ${entry} belongs to another user`],
    ]);
  });

  it('works without a cache, and says so when it cannot be used', async () => {
    const folder = temporaryFolder({ 'a.rego': policyText('acme.a') });
    expect(
      (await loadTeamPolicies(folder, { types, cache: undefined, notice: () => {} })).catalogue.policies,
    ).toHaveLength(1);
    const file = path.join(cache, 'file');
    writeFileSync(file, '');
    chmodSync(file, 0o400);
    expect((await load(folder, file)).catalogue.policies).toHaveLength(1);
    expect(notices.length).toBeGreaterThan(0);
    expect(notices[0]).toContain('the cache of compiled policies cannot be used');
  });
});

describe('cacheFolder', () => {
  it('follows the XDG specification', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/c', HOME: '/h' })).toBe('/c/driftlock');
    expect(cacheFolder({ XDG_CACHE_HOME: 'relative', HOME: '/h' })).toBe('/h/.cache/driftlock');
    expect(cacheFolder({ XDG_CACHE_HOME: '', HOME: '/h' })).toBe('/h/.cache/driftlock');
    expect(cacheFolder({})).toBeUndefined();
  });
});
