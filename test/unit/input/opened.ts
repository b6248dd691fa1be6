/** Opens inputs for tests, whole or streamed, with the raw resources in place of shaped ones. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { DriftlockError } from '../../../src/errors.ts';
import type { Input } from '../../../src/input/input.ts';
import { openInput } from '../../../src/input/open-input.ts';
import type { RawResource } from '../../../src/resource/raw-resource.ts';
import type { Resource } from '../../../src/resource/resource.ts';
import { shape } from '../../../src/resource/shape.ts';
import { typeSchema } from '../../../src/resource/type-schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'driftlock-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

export const FIXTURES = new URL('../../fixtures/input/', import.meta.url).pathname;
const SHAPED = { shape, schema: typeSchema };
/** Hands the raw resource through, so that a test sees what the reader made. */
const RAW = { shape: (raw: RawResource) => [raw as unknown as Resource], schema: () => undefined };

export interface OpenForTest {
  readonly streamed?: boolean;
  readonly shaped?: boolean;
  readonly keep?: readonly string[];
  readonly terraform?: boolean;
}

/** Writes the content (JSON where it is no text or bytes) to a new file and returns its path. */
export function written(content: unknown, name = `input-${files++}`): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content),
  );
  return path;
}

export function open(path: string, options: OpenForTest = {}): Promise<Input> {
  const { streamed = false, shaped = false, keep = [], terraform = false } = options;
  return openInput(
    path,
    { keepTypes: new Set(keep), terraform },
    { shaping: shaped ? SHAPED : RAW, streamAbove: streamed ? 1 : 1 << 30 },
  );
}

/** The raw resources, without the records of accounts and regions. */
export async function raws(content: unknown, options: OpenForTest = {}): Promise<RawResource[]> {
  const input = await open(written(content), options);
  return [...input.resources()].filter(
    ({ type }) => !type.startsWith('driftlock_'),
  ) as unknown as RawResource[];
}

/** Everything of an input that can be compared, or the error. */
export async function everything(path: string, options: OpenForTest = {}): Promise<unknown> {
  try {
    const { about, coverage, notices, openTypes, resources } = await open(path, options);
    return { about, coverage, notices, openTypes: [...openTypes], resources: [...resources()] };
  } catch (error) {
    if (error instanceof DriftlockError) return { code: error.code, where: error.where };
    throw error;
  }
}
