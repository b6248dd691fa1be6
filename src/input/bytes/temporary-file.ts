/**
 * A file that has no name: unlinked as soon as it is open, so that it is gone on every way out, the kill included.
 * It takes what Node cannot inflate synchronously chunk by chunk, as a plan's resources are gone through.
 */
import { randomBytes } from 'node:crypto';
import { fstatSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DriftlockError } from '../../errors.ts';
import type { FileSource } from './file-source.ts';

export interface TemporaryFile {
  write(chunk: Buffer): void;
  source(): FileSource;
}

/** Readable by its owner alone, as a plan holds secrets; `name` is that of the input. */
export function createTemporaryFile(name: string): TemporaryFile {
  const fd = attempt(name, () => {
    const path = join(tmpdir(), `driftlock-${randomBytes(12).toString('hex')}`);
    const opened = openSync(path, 'wx+', 0o600);
    unlinkSync(path);
    return opened;
  });
  return {
    write(chunk) {
      attempt(name, () => {
        for (let done = 0; done < chunk.length; ) done += writeSync(fd, chunk, done);
      });
    },
    source() {
      const { size, mtimeMs } = fstatSync(fd);
      return { name, fd, size, start: 0, modified: mtimeMs };
    },
  };
}

function attempt<Result>(name: string, action: () => Result): Result {
  try {
    return action();
  } catch (cause) {
    throw new DriftlockError('input-unreadable', 'its content does not fit into the temporary directory', {
      where: name,
      hint: 'unpack it and pass the plain file, or point TMPDIR to a larger disk',
      cause,
    });
  }
}
