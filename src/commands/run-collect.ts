/** `driftlock collect aws` at work: settings, collection, reports, exit code. */
import type { Config } from '../config/file/config.ts';
import { type ConfigFlags, loadConfig } from '../config/file/load-config.ts';
import { settledSettings } from '../config/settings.ts';
import { DriftlockError } from '../errors.ts';
import type { Manifest } from '../finding/manifest.ts';
import { writeProgress } from '../io.ts';
import { type PolicyChoice, runPolicies } from '../policy/run-policies.ts';
import { COLLECT_REPORTERS, type CollectFormat } from '../report/collect/index.ts';
import { type CollectOptions, collect, type PolicyNeeds } from './collect.ts';
import { type Interrupted, untilInterrupted } from './interruption.ts';
import { neededOption } from './needed-option.ts';
import { notice } from './notice.ts';
import { deliver, outputsOf } from './outputs.ts';
import { progressLine } from './progress.ts';

interface Flags extends Readonly<Record<string, unknown>>, ConfigFlags, PolicyChoice {
  readonly output?: string;
  readonly regions?: readonly string[];
  readonly types?: readonly string[];
  readonly policy?: readonly string[];
  readonly printConfig?: boolean;
  readonly concurrency?: string;
  readonly format?: readonly string[];
  readonly color?: boolean;
}

/**
 * Collects, writes the snapshot, reports, and gives the exit code: 0, 3 where something could not be read, or 128 and the
 * number of the signal that ended it.
 */
export async function runCollect(given: Readonly<Record<string, unknown>>): Promise<number> {
  const flags = given as Flags;
  const config = await loadConfig(flags);
  const settings = settledSettings(flags, config.layers);
  for (const line of config.notices) notice(line);
  if (flags.printConfig === true) {
    const { printConfig } = await import('./print-config.ts');
    const run = { config, settings, names: ['allowIncomplete'] } as const;
    return await printConfig(run, flags, () => runPolicies(config, flags, notice));
  }
  const folder = neededOption('collect aws', '-o, --output <folder>', flags.output);
  const outputs = outputsOf(flags.format ?? [], Object.keys(COLLECT_REPORTERS) as CollectFormat[]);
  const concurrency = concurrencyOf(flags.concurrency);
  const manifest = await collected(flags, { folder, concurrency, needs: () => needsOf(config, flags) });
  if ('interrupted' in manifest) return manifest.interrupted;
  await deliver(outputs, flags.color !== false, (format: CollectFormat, terminal) =>
    COLLECT_REPORTERS[format](manifest, { ...terminal, folder }),
  );
  const isComplete = manifest.coverage.every(({ status }) => status === 'complete');
  return isComplete || settings.allowIncomplete.value ? 0 : 3;
}

function concurrencyOf(text = '20'): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 500) return value;
  throw new DriftlockError('usage', `--concurrency: "${text}" is not a number from 1 to 500`);
}

/** The manifest of the whole snapshot; where the process was told to end, its exit code, once all is tidy and told. */
async function collected(
  flags: Flags,
  run: Pick<CollectOptions, 'folder' | 'concurrency' | 'needs'>,
): Promise<Manifest | Interrupted> {
  return await untilInterrupted(async (interrupted) => {
    const controller = new AbortController();
    let ended: Interrupted | undefined;
    void interrupted.then((one) => {
      ended = one;
      controller.abort();
    });
    try {
      return await collect({
        ...(flags.regions === undefined ? {} : { regions: flags.regions }),
        ...(flags.types === undefined ? {} : { types: flags.types }),
        ...run,
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

async function needsOf(config: Config, flags: Flags): Promise<PolicyNeeds> {
  const { loaded, params } = await runPolicies(config, flags, notice);
  return { loaded, select: flags.policy ?? [], params };
}
