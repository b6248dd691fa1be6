import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DriftlockError } from '../../../src/errors.ts';
import type { Json, Resource } from '../../../src/resource/resource.ts';
import { FIXTURES, open, written } from './opened.ts';

const NAMES = [
  'actions_forget_moved_replace_delete_noop_check.json',
  'modules_same_name_foreach_keys.json',
  'sensitive_unknown_count_foreach.json',
  'drifted.plan.json',
  'create.plan.json',
  'applied.state.json',
  'applied.tfstate',
];
const texts = new Map(NAMES.map((name) => [name, readFileSync(join(FIXTURES, name), 'utf8')]));

/** Opens, goes through everything, and lets nothing but a DriftlockError of one line pass as a failure. */
async function survives(content: string | Buffer, streamed: boolean): Promise<Resource[] | undefined> {
  try {
    const input = await open(written(content, 'fuzzed'), { streamed, shaped: true });
    const all = [...input.resources()];
    for (const { address, values } of all.slice(0, 20)) {
      for (const attribute of Object.keys(values).slice(0, 3)) input.references?.(address ?? '', [attribute]);
    }
    return all;
  } catch (error) {
    if (!(error instanceof DriftlockError)) throw error;
    expect(error.code).toMatch(/^input-(unreadable|unsupported)$/);
    expect(error.message).not.toContain('\n');
    return undefined;
  }
}

/** A short text that differs where the resources do, as a failure should not print them all. */
function digest(resources: readonly Resource[] | undefined): string {
  return resources === undefined
    ? 'refused'
    : createHash('sha256').update(JSON.stringify(resources)).digest('hex');
}

function textOf(name: string): string {
  return texts.get(name) as string;
}

describe('nothing but a DriftlockError comes of', () => {
  const small = NAMES.filter((name) => textOf(name).length < 20_000);
  const file = fc.oneof({ arbitrary: fc.constantFrom(...small), weight: 2 }, fc.constantFrom(...NAMES));

  it('bytes that are changed, left out or doubled', async () => {
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(40),
      byte: fc.nat(255),
    });
    await fc.assert(
      fc.asyncProperty(
        file,
        fc.array(edit, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        async (name, edits, streamed) => {
          let bytes = Buffer.from(textOf(name));
          for (const { at, length, byte } of edits) {
            const place = Math.floor(at * (bytes.length - 1));
            const removed = byte % 3 === 0 ? length : 0;
            const again = byte % 3 === 1 ? bytes.subarray(place, place + length) : Buffer.from([byte]);
            bytes = Buffer.concat([bytes.subarray(0, place), again, bytes.subarray(place + removed)]);
          }
          await survives(bytes, streamed);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('values that are replaced by others of another kind', async () => {
    const replacement = fc.oneof(
      fc.constantFrom<Json>(null, true, false, 0, -1, '', 'x', [], {}, [null], { '': null }),
      fc.constantFrom<Json>('__proto__', 'constructor', { constructor: 1 }, [[[[]]]], { references: 1 }),
      fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
    );
    await fc.assert(
      fc.asyncProperty(
        file,
        fc.array(fc.tuple(fc.array(fc.nat(), { minLength: 1, maxLength: 9 }), replacement), {
          minLength: 1,
          maxLength: 4,
        }),
        async (name, edits) => {
          const json = JSON.parse(textOf(name)) as Json;
          for (const [steps, value] of edits) replaceAt(json, steps, structuredClone(value));
          const content = JSON.stringify(json);
          const whole = await survives(content, false);
          const streamed = await survives(content, true);
          expect(digest(streamed)).toBe(digest(whole));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keys that are left out or given another name', async () => {
    await fc.assert(
      fc.asyncProperty(
        file,
        fc.array(fc.nat(), { minLength: 1, maxLength: 9 }),
        fc.string(),
        async (name, steps, other) => {
          const json = JSON.parse(textOf(name)) as Json;
          renameAt(json, steps, other);
          const content = JSON.stringify(json);
          expect(digest(await survives(content, true))).toBe(digest(await survives(content, false)));
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** Replaces the value that the steps lead to, as far as there is one. */
function replaceAt(json: Json, steps: readonly number[], value: Json): void {
  const [holder, key] = walk(json, steps);
  if (holder !== undefined)
    Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function renameAt(json: Json, steps: readonly number[], name: string): void {
  const [holder, key] = walk(json, steps);
  if (holder === undefined || Array.isArray(holder)) return;
  const value = (holder as Record<string, Json>)[key];
  delete (holder as Record<string, Json>)[key];
  if (name !== '' && value !== undefined) (holder as Record<string, Json>)[name] = value;
}

function walk(json: Json, steps: readonly number[]): [object | undefined, string] {
  let at: Json = json;
  let holder: object | undefined;
  let key = '';
  for (const step of steps) {
    if (typeof at !== 'object' || at === null) break;
    const keys = Object.keys(at);
    if (keys.length === 0) break;
    holder = at;
    key = keys[step % keys.length] as string;
    at = (at as Record<string, Json>)[key] as Json;
  }
  return [holder, key];
}
