/** Reads the waiver files of a run. */
import { readConfigText } from '../config/file/find-config.ts';
import { DriftlockError } from '../errors.ts';
import { readWaivers, WAIVER_FILE, type WaiverReading } from './read-waivers.ts';
import type { WaiverRules } from './waiver-rule.ts';

/** Throws DriftlockError as `readWaivers` does, and for an id that two entries have. */
export function openWaivers(files: readonly string[], reading: WaiverReading): WaiverRules {
  const read = files.map((file) => readWaivers(readConfigText(file, WAIVER_FILE), file, reading));
  const seen = new Map<string, string>();
  for (const { id, where } of read.flatMap(({ ids }) => ids)) {
    const other = seen.get(id);
    if (other !== undefined)
      throw new DriftlockError('config', `two entries have the id "${id}"`, {
        where,
        hint: `the other one is ${other}: give one of them another name`,
      });
    seen.set(id, where);
  }
  return {
    files,
    waivers: read.flatMap(({ waivers }) => waivers),
    gaps: read.flatMap(({ gaps }) => gaps),
  };
}
