/** Built policies: judged by without the compiler, and refused where they are not what was built here. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { VERSION } from '../../../src/config/version.ts';
import { builtBytes, isBuilt } from '../../../src/policy/built-policies.ts';
import { sha256 } from '../../../src/policy/compiled-bytes.ts';
import { loadTeamPolicies } from '../../../src/policy/load-team-policies.ts';
import { COMPILER } from '../../../src/toolchain/rego-identity.ts';
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
let folder: string;
let built: string;
let bytes: Buffer;

function load(name: string, known = types) {
  return loadTeamPolicies(name, { types: known, cache: undefined, notice: (line) => expect(line).toBe('') });
}

beforeAll(async () => {
  folder = temporaryFolder({ 'acme/a.rego': policyText('acme.a'), 'acme/b.rego': policyText('acme.b') });
  built = path.join(folder, 'acme.policies');
  bytes = await builtBytes(await load(folder));
});
beforeEach(() => {
  writeFileSync(built, bytes);
  counted.loads = 0;
});

test('are what was compiled, without the compiler', async () => {
  const read = await load(built);
  expect(counted.loads).toBe(0);
  const compiled = await load(folder);
  const details = await compiled.details();
  expect({ ...read, details: await read.details() }).toEqual({ ...compiled, details, built: true });
});

test('are the same bytes for the same sources', async () => {
  expect((await builtBytes(await load(folder))).equals(bytes)).toBe(true);
});

test('are told from sources by how they begin', async () => {
  expect(await isBuilt(built)).toBe(true);
  expect(await isBuilt(path.join(folder, 'acme/a.rego'))).toBe(false);
  expect(await isBuilt(path.join(temporaryFolder({ empty: '' }), 'empty'))).toBe(false);
});

/** The file with its first line and the rest replaced. */
function changed(
  line: (words: string[]) => string[],
  rest: (bytes: Buffer) => Buffer = (all) => all,
): Buffer {
  const end = bytes.indexOf('\n');
  const words = bytes.toString('latin1', 0, end).split(' ');
  return Buffer.concat([Buffer.from(`${line(words).join(' ')}\n`), rest(bytes.subarray(end + 1))]);
}

/** With the SHA-256 that the changed rest has. */
function resealed(rest: Buffer): Buffer {
  return changed(
    ([name = '', layout = '', tool = '', compiler = '']) => [name, layout, tool, compiler, sha256(rest)],
    () => rest,
  );
}

describe('are refused', () => {
  test.each<[string, () => Buffer, RegExp]>([
    [
      'with a changed byte',
      () =>
        changed(
          (words) => words,
          (rest) => Buffer.concat([rest.subarray(0, -1), Buffer.from('x')]),
        ),
      /damaged or were changed: SHA-256/,
    ],
    ['cut short', () => bytes.subarray(0, 2000), /damaged or were changed/],
    ['cut in the first line', () => bytes.subarray(0, 40), /damaged or were changed/],
    [
      'with nothing behind the first line',
      () =>
        changed(
          (words) => words,
          () => Buffer.alloc(0),
        ),
      /damaged/,
    ],
    ['with a digest of their own that holds no policies', () => resealed(Buffer.from('{}')), /damaged/],
    [
      'of another version',
      () => changed(([a = '', b = '', , d = '', e = '']) => [a, b, '99.0.0', d, e]),
      new RegExp(`built by driftlock 99.0.0, and this is ${VERSION}`),
    ],
    [
      'of another compiler',
      () => changed(([a = '', b = '', c = '', , e = '']) => [a, b, c, 'ab'.repeat(32), e]),
      /another build of driftlock/,
    ],
    [
      'of another layout',
      () => changed(([a = '', , c = '', d = '', e = '']) => [a, '2', c, d, e]),
      /another build of driftlock/,
    ],
  ])('%s', async (_, content, message) => {
    writeFileSync(built, content());
    await expect(load(built)).rejects.toMatchObject({
      code: 'policy-invalid',
      where: built,
      message: expect.stringMatching(message),
      hint: expect.stringContaining('driftlock policy build <folder> -o <file>'),
    });
  });

  test('where the types that patterns mean are others', async () => {
    const others = [...types, { type: 't_b', attributes: [] }];
    await expect(load(built, others)).rejects.toMatchObject({
      message: expect.stringMatching(/another build/),
    });
  });
});

test('name tool and compiler in their first line', () => {
  const [name, layout, tool, compiler] = readFileSync(built, 'latin1').split('\n')[0]?.split(' ') ?? [];
  expect([name, layout, tool, compiler]).toEqual(['driftlock-built-policies', '1', VERSION, COMPILER.digest]);
});
