/** The test over a range of fuzzed documents. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DRAWN_POLICIES } from './drawn-policies.ts';
import { fuzzRun } from './fuzz-case.ts';
import { createScanner, type Scanner } from './scan-document.ts';

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The engine is what is tried here, and not every policy that does the same. */
const SELECT = [...DRAWN_POLICIES, 'aws.resource.*'];

export const FIRST_HALF: Range = { from: 0, to: 5_000 };
export const OTHER_HALF: Range = { from: 5_000, to: 10_000 };

/** One number alone, to look into a failure; the first half's file runs it. */
function chosen(range: Range): Range {
  const seed = process.env.DRIFTLOCK_FUZZ_SEED;
  if (seed === undefined) return range;
  return range === FIRST_HALF ? { from: Number(seed), to: Number(seed) + 1 } : { from: 0, to: 0 };
}

/** Declares the test of a half; a failure names the seed and where its document was written. */
export function fuzzHalf(range: Range): void {
  let scanner: Scanner;
  beforeAll(async () => {
    scanner = await createScanner(SELECT);
  });
  afterAll(() => scanner.remove());

  test(`no crash, no hang, no resource lost: ${range.from} to ${range.to - 1}`, async () => {
    const { from, to } = chosen(range);
    const { failures, judged, refused } = await fuzzRun(scanner, from, to);
    expect(failures).toEqual([]);
    // Documents that are all refused, or none, would test one half of the tool only.
    if (to - from > 1000) {
      expect(judged).toBeGreaterThan((to - from) / 2);
      expect(refused).toBeGreaterThan((to - from) / 20);
    }
  }, 480_000);
}
