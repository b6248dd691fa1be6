/** One fuzzed document by its number, and what is wrong with how it was judged. */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DriftlockError } from '../../src/errors.ts';
import type { Report } from '../../src/finding/report.ts';
import { checkReport } from './check-report.ts';
import { generatePlan } from './generate-plan.ts';
import type { Branch } from './json-tree.ts';
import { mutate } from './mutate.ts';
import { randomOf } from './random.ts';
import type { Scanner } from './scan-document.ts';
import { cut, LAB, LINKS } from './sources.ts';
import { textOf } from './values.ts';

/** What a case may take; a hundred times what it does take. */
const SLOW_MS = 3000;

/** The document of a case as text. */
export function documentOf(seed: number): string {
  const random = randomOf(seed);
  const kind = random.int(8);
  const document =
    kind < 4
      ? cut(random.pick(LAB), 4, random)
      : kind < 6
        ? cut(random.pick(LINKS), 12, random)
        : generatePlan(random);
  if (kind < 7) mutate(document, random);
  return textOf(document);
}

/** Refused is fine where a DriftlockError says so in one line. */
function refusal(error: unknown): string[] {
  if (!(error instanceof DriftlockError))
    return [`threw ${error instanceof Error ? error.stack : String(error)}`];
  const lines = `${error.message}${error.hint ?? ''}`;
  if (!/^input-(unreadable|unsupported)$/.test(error.code)) return [`refused as ${error.code}: ${lines}`];
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(lines) ? [`refused with controls: ${JSON.stringify(lines)}`] : [];
}

interface Outcome {
  readonly refused: boolean;
  readonly wrong: readonly string[];
}

/** Judges the document of `seed`; one in eight twice. */
async function fuzzCase(scanner: Scanner, seed: number): Promise<Outcome> {
  const text = documentOf(seed);
  const params = seed % 2 === 0 ? undefined : {};
  const started = performance.now();
  let report: Report;
  try {
    report = await scanner.scan([text], params);
  } catch (error) {
    return { refused: true, wrong: refusal(error) };
  }
  const wrong = checkReport(JSON.parse(text) as Branch, report);
  if (performance.now() - started > SLOW_MS) wrong.push('slow');
  if (seed % 8 === 0) {
    const again = await scanner.scan([text], params);
    if (JSON.stringify(again) !== JSON.stringify(report)) wrong.push('judged otherwise the second time');
  }
  return { refused: false, wrong };
}

export interface Failure {
  readonly seed: number;
  readonly wrong: readonly string[];
  /** Where the document was written. */
  readonly file: string;
}

export interface FuzzRun {
  readonly judged: number;
  readonly refused: number;
  readonly failures: readonly Failure[];
}

/** Runs cases `from` to `to - 1`; the documents of the first failures are kept in the temporary directory. */
export async function fuzzRun(scanner: Scanner, from: number, to: number): Promise<FuzzRun> {
  const failures: Failure[] = [];
  let refused = 0;
  for (let seed = from; seed < to; seed++) {
    const outcome = await fuzzCase(scanner, seed);
    if (outcome.refused) refused += 1;
    if (outcome.wrong.length === 0 || failures.length >= 20) continue;
    const file = join(tmpdir(), `driftlock-fuzz-${seed}.json`);
    writeFileSync(file, documentOf(seed));
    failures.push({ seed, wrong: outcome.wrong, file });
  }
  return { judged: to - from - refused, refused, failures };
}
