/** The key that sensitive values are hashed with: given, or made once for the user and never written elsewhere. */
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { DriftlockError } from '../errors.ts';
import type { Environment } from './environment.ts';

const VARIABLE = 'DRIFTLOCK_REDACTION_KEY';
const LEAST = 16;
/** Milliseconds: as long as an empty file is taken for one that another run has made and is about to fill. */
const FILLED_WITHIN = 2_000;
const PAUSE = 20;

/**
 * DRIFTLOCK_REDACTION_KEY, else `redaction.key` in the user's configuration folder, which is made where there is none.
 * Throws DriftlockError config for a key that could be guessed, or a file that cannot be read or made.
 */
export function redactionKey(environment: Environment): string {
  const given = environment[VARIABLE];
  if (given !== undefined && given !== '') return checked(given, VARIABLE);
  const file = keyFile(environment);
  try {
    return checked(filled(file), file);
  } catch (cause) {
    if (cause instanceof DriftlockError) throw cause;
    if (!hasCode(cause, 'ENOENT')) throw unusable(file, cause);
    return made(file);
  }
}

/** The same, and undefined where there is none: for those who only compare. Nothing is made. */
export function knownRedactionKey(environment: Environment): string | undefined {
  const given = environment[VARIABLE];
  if (given !== undefined && given !== '') return checked(given, VARIABLE);
  const file = keyFile(environment);
  try {
    return checked(filled(file), file);
  } catch (cause) {
    if (cause instanceof DriftlockError) throw cause;
    if (hasCode(cause, 'ENOENT') || hasCode(cause, 'ENOTDIR')) return undefined;
    throw unusable(file, cause);
  }
}

function keyFile(environment: Environment): string {
  return join(configFolder(environment), 'driftlock', 'redaction.key');
}

function hasCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code;
}

function configFolder({ XDG_CONFIG_HOME: folder }: Environment): string {
  return folder?.startsWith('/') ? folder : join(homedir(), '.config');
}

function checked(key: string, where: string): string {
  if (key.length >= LEAST) return key;
  throw new DriftlockError(
    'config',
    `a redaction key needs ${LEAST} characters, or short secrets can be guessed`,
    {
      where,
      hint: 'openssl rand -hex 32 makes one',
    },
  );
}

/** Of two runs that make it at once, one wins, and both then read the same. No links: not every file system has them. */
function made(file: string): string {
  const key = randomBytes(32).toString('hex');
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    if (isWritten(file, `${key}\n`)) return key;
    return checked(filled(file), file);
  } catch (cause) {
    throw cause instanceof DriftlockError ? cause : unusable(file, cause);
  }
}

/** False where the file is there already. One that could not be filled is taken away. */
function isWritten(file: string, text: string): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'wx', 0o600);
  } catch (cause) {
    if (hasCode(cause, 'EEXIST')) return false;
    throw cause;
  }
  try {
    writeFileSync(descriptor, text);
    return true;
  } catch (cause) {
    rmSync(file, { force: true });
    throw cause;
  } finally {
    closeSync(descriptor);
  }
}

/** What the file holds, without the space around it: it is filled in one write, so that it is empty or whole. */
function filled(file: string): string {
  const until = Date.now() + FILLED_WITHIN;
  for (;;) {
    const text = readFileSync(file, 'utf8').trim();
    if (text !== '' || Date.now() > until) return text;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
  }
}

function unusable(file: string, cause: unknown): DriftlockError {
  return new DriftlockError('config', 'the redaction key cannot be read or made', {
    where: file,
    hint: `set ${VARIABLE}`,
    cause,
  });
}
