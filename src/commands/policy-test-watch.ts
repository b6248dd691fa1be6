/** `--watch`: again on every change of what was read, until somebody ends it. */
import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { DriftlockError } from '../errors.ts';
import { writeErrorLine } from '../io.ts';
import { testFiles } from '../policy/test-sources.ts';
import { failureLines, failureOf } from './failure.ts';
import { type Interrupted, untilInterrupted } from './interruption.ts';
import { notice } from './notice.ts';

/**
 * Files are looked at this often, and a change counts once it is over. Looking works where notifications do not: on
 * network and container mounts, and for editors that replace a file instead of writing it.
 */
const LOOK_MS = 300;

/** Changes with every file that is written, made, renamed or removed, and with whatever keeps them from being read. */
async function stamp(paths: readonly string[]): Promise<string> {
  try {
    const files = await testFiles(paths);
    const marks = files.map(async ({ file }) => {
      const { mtimeMs, ctimeMs, size, ino } = await stat(file);
      return [file, mtimeMs, ctimeMs, size, ino];
    });
    return JSON.stringify(await Promise.all(marks));
  } catch (cause) {
    return (cause as Error).message;
  }
}

/** When something is other than at `before`, and has stayed so for a while; false where `isOver` says to stop. */
async function changed(paths: readonly string[], before: string, isOver: () => boolean): Promise<boolean> {
  let last = before;
  while (!isOver()) {
    await sleep(LOOK_MS);
    const now = await stamp(paths);
    if (now !== before && now === last) return true;
    last = now;
  }
  return false;
}

/** What a user can mend is printed, and then waited for. */
async function attempt(once: () => Promise<number>): Promise<void> {
  try {
    await once();
  } catch (error) {
    if (!(error instanceof DriftlockError)) throw error;
    for (const line of failureLines(failureOf(error))) writeErrorLine(line);
  }
}

/** Runs `once`, and again after each change of the files below `paths`. Exit code 0 when it is interrupted. */
export async function watchTests(paths: readonly string[], once: () => Promise<number>): Promise<number> {
  return untilInterrupted(async (interrupted: Promise<Interrupted>) => {
    let over = false;
    const end = interrupted.then(() => {
      over = true;
    });
    async function loop(): Promise<void> {
      while (!over) {
        const before = await stamp(paths);
        await attempt(once);
        if (over) return;
        notice(`watching ${paths.join(', ')}; Ctrl-C ends it`);
        await changed(paths, before, () => over);
      }
    }
    await Promise.race([loop(), end]);
    return 0;
  });
}
