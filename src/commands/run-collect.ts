/** `driftlock collect aws` at work: settings, collection, reports, exit code. */
import { paramsFile } from '../config/params-file.ts';
import { DriftlockError } from '../errors.ts';
import type { Manifest } from '../finding/manifest.ts';
import { writeProgress } from '../io.ts';
import { loadPolicySets } from '../policy/load-policy-sets.ts';
import { COLLECT_REPORTERS, type CollectFormat } from '../report/collect/index.ts';
import { collect, type PolicyNeeds } from './collect.ts';
import { type Interrupted, untilInterrupted } from './interruption.ts';
import { notice } from './notice.ts';
import { deliver, outputsOf } from './outputs.ts';
import { progressLine } from './progress.ts';

interface Flags extends Readonly<Record<string, unknown>> {
  readonly output: string;
  readonly regions?: readonly string[];
  readonly types?: readonly string[];
  readonly policy?: readonly string[];
  readonly policies?: readonly string[];
  readonly params?: string;
  readonly concurrency?: string;
  readonly format?: readonly string[];
  readonly allowIncomplete?: boolean;
  readonly color?: boolean;
}

/**
 * Collects, writes the snapshot, reports, and gives the exit code: 0, 3 where something could not be read, or 128 and the
 * number of the signal that ended it.
 */
export async function runCollect(given: Readonly<Record<string, unknown>>): Promise<number> {
  const flags = given as Flags;
  const outputs = outputsOf(flags.format ?? [], Object.keys(COLLECT_REPORTERS) as CollectFormat[]);
  const manifest = await collected(flags, concurrencyOf(flags.concurrency));
  if ('interrupted' in manifest) return manifest.interrupted;
  await deliver(outputs, flags.color !== false, (format: CollectFormat, terminal) =>
    COLLECT_REPORTERS[format](manifest, { ...terminal, folder: flags.output }),
  );
  const isComplete = manifest.coverage.every(({ status }) => status === 'complete');
  return isComplete || flags.allowIncomplete === true ? 0 : 3;
}

function concurrencyOf(text = '20'): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 500) return value;
  throw new DriftlockError('usage', `--concurrency: "${text}" is not a number from 1 to 500`);
}

/** The manifest of the whole snapshot; where the process was told to end, its exit code, once all is tidy and told. */
async function collected(flags: Flags, concurrency: number): Promise<Manifest | Interrupted> {
  return await untilInterrupted(async (interrupted) => {
    const controller = new AbortController();
    let ended: Interrupted | undefined;
    void interrupted.then((one) => {
      ended = one;
      controller.abort();
    });
    try {
      return await collect({
        ...flags,
        folder: flags.output,
        needs: () => needsOf(flags),
        concurrency,
        notice: clearNotice,
        progress: (progress) => writeProgress(progressLine(progress)),
        signal: controller.signal,
      });
    } catch (error) {
      if (ended === undefined || error !== controller.signal.reason) throw error;
      return ended;
    } finally {
      writeProgress('');
    }
  });
}

/** Where a line tells of the progress, that is taken away first. */
function clearNotice(line: string): void {
  writeProgress('');
  notice(line);
}

async function needsOf(flags: Flags): Promise<PolicyNeeds> {
  return {
    loaded: await loadPolicySets(flags.policies ?? [], notice),
    select: flags.policy ?? [],
    params: flags.params === undefined ? {} : paramsFile(flags.params),
  };
}
