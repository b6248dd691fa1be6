/** Standard streams and output files: the only place that writes. */
import {
  accessSync,
  appendFileSync,
  chmodSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { DriftlockError } from './errors.ts';

const STDOUT = 1;
const STDERR = 2;
const SLICE = 65_536;

export interface OutputFile {
  readonly file: string;
  readonly text: string | Uint8Array;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** The reason of a failed system call in words, without Node's prefix and the path. */
function reasonOf(error: unknown): string {
  const known: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    ENOENT: 'its folder does not exist',
    ENOTDIR: 'its folder is not a folder',
    EISDIR: 'it is a folder',
    ELOOP: 'its symbolic links lead in a circle',
    EROFS: 'the file system is read-only',
    ENOSPC: 'no space is left',
  };
  return known[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
}

/** Waits a little: a pipe whose reader is slow says EAGAIN instead of blocking when its other end made it so. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}

function writeAll(descriptor: number, text: string | Uint8Array): void {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
  let done = 0;
  while (done < bytes.length) {
    try {
      done += writeSync(descriptor, bytes, done, Math.min(SLICE, bytes.length - done));
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') throw error;
      pause();
    }
  }
}

/** A reader that went away (`| head`) is no error: the exit code still tells the verdict. */
function isBrokenPipe(error: unknown): boolean {
  return ['EPIPE', 'EOF', 'ECONNRESET'].includes(codeOf(error));
}

/** Writes to standard output, whole when it returns; silent on a broken pipe, DriftlockError where it cannot be written. */
export function writeOut(text: string): void {
  try {
    writeAll(STDOUT, text);
  } catch (error) {
    if (isBrokenPipe(error)) return;
    throw new DriftlockError('output-unwritable', `cannot write to standard output: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}

/** Writes a line to standard error; there is nobody to tell where that fails. */
export function writeErrorLine(line: string): void {
  try {
    writeAll(STDERR, `${line}\n`);
  } catch (error) {
    if (codeOf(error) === '') throw error;
  }
}

/** Replaces the last line of the terminal on standard error, cut to its width; nothing where it is no terminal. */
export function writeProgress(line: string): void {
  if (!process.stderr.isTTY) return;
  writeAll(STDERR, `\r\u001b[2K${line.slice(0, Math.max(0, process.stderr.columns - 1))}`);
}

/**
 * What `action` gives; what libraries print by themselves meanwhile (console, warnings) reaches nobody, since it is neither
 * escaped nor asked for. What this file writes does not go through these streams.
 */
export async function withoutChatter<Result>(action: () => Promise<Result>): Promise<Result> {
  const streams = [process.stdout, process.stderr];
  const writes = streams.map((stream) => stream.write);
  function swallow(_: unknown, second?: unknown, third?: unknown): boolean {
    const written = typeof second === 'function' ? second : third;
    if (typeof written === 'function') process.nextTick(written);
    return true;
  }
  for (const stream of streams) stream.write = swallow;
  try {
    return await action();
  } finally {
    for (const [at, stream] of streams.entries()) stream.write = writes[at] as typeof stream.write;
  }
}

/** Columns of the terminal on standard output; undefined where it is none. */
export function terminalColumns(): number | undefined {
  return process.stdout.isTTY ? process.stdout.columns : undefined;
}

function unwritable(file: string, error: unknown): DriftlockError {
  return new DriftlockError('output-unwritable', `cannot write ${file}: ${reasonOf(error)}`, {
    where: file,
    hint: 'name a file in a folder that exists and that you may write to',
    cause: error,
  });
}

function statOf(file: string): Stats | undefined {
  try {
    return statSync(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw unwritable(file, error);
  }
}

/** More links than any system follows: they lead in a circle. */
const MOST_LINKS = 40;

/** The file that is written: symbolic links are followed, although the last may lead to nothing yet. */
function targetOf(file: string): string {
  let at = file;
  for (let links = 0; links < MOST_LINKS; links++) {
    if (!lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink()) return at;
    // The real folder first: `..` in a link counts from there.
    at = resolve(realpathSync(dirname(at)), readlinkSync(at));
  }
  throw Object.assign(new Error('too many links'), { code: 'ELOOP' });
}

/** Throws DriftlockError where the file could not be written, before any work is done for it. */
export function checkWritable(file: string): void {
  const stat = statOf(file);
  if (stat?.isDirectory()) throw unwritable(file, Object.assign(new Error('folder'), { code: 'EISDIR' }));
  try {
    if (stat === undefined || stat.isFile()) accessSync(dirname(targetOf(file)), constants.W_OK);
    if (stat !== undefined) accessSync(file, constants.W_OK);
  } catch (error) {
    throw unwritable(file, error);
  }
}

interface Staged {
  readonly file: string;
  readonly target: string;
  readonly staging: string | undefined;
  readonly text: string | Uint8Array;
}

/** Writes beside the target, which symbolic links lead to; devices and pipes have no beside and are written last. */
function stage({ file, text }: OutputFile): Staged {
  const stat = statOf(file);
  if (stat !== undefined && !stat.isFile()) return { file, target: file, staging: undefined, text };
  let ours: string | undefined;
  try {
    const target = targetOf(file);
    const staging = join(dirname(target), `.${basename(target).slice(0, 200)}.${process.pid}.tmp`);
    const descriptor = openSync(staging, 'wx');
    ours = staging;
    try {
      writeAll(descriptor, text);
    } finally {
      closeSync(descriptor);
    }
    if (stat !== undefined) chmodSync(staging, stat.mode);
    return { file, target, staging, text };
  } catch (error) {
    if (ours !== undefined) rmSync(ours, { force: true });
    throw unwritable(file, error);
  }
}

function settle({ file, target, staging, text }: Staged): void {
  try {
    if (staging === undefined) writeFileSync(target, text);
    else renameSync(staging, target);
  } catch (error) {
    throw unwritable(file, error);
  }
}

/** Writes files so that each is there whole or not at all; where one cannot be written, none is changed. */
export function writeFiles(files: readonly OutputFile[]): void {
  const staged: Staged[] = [];
  try {
    for (const file of files) staged.push(stage(file));
    for (const one of staged) settle(one);
  } finally {
    for (const { staging } of staged) if (staging !== undefined) rmSync(staging, { force: true });
  }
}

/** Adds to a file that somebody else made; throws DriftlockError where that cannot be. */
export function appendToFile(file: string, text: string): void {
  try {
    appendFileSync(file, text);
  } catch (error) {
    throw unwritable(file, error);
  }
}
