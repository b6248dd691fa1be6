/** The key that sensitive values are hashed with: given, or made once for the user and never written elsewhere. */
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { DriftlockError } from '../errors.ts';
import type { Environment } from './environment.ts';

const VARIABLE = 'DRIFTLOCK_REDACTION_KEY';
const LEAST = 16;

/**
 * DRIFTLOCK_REDACTION_KEY, else `redaction.key` in the user's configuration folder, which is made where there is none.
 * Throws DriftlockError config for a key that could be guessed, or a file that cannot be read or made.
 */
export function redactionKey(environment: Environment): string {
  const given = environment[VARIABLE];
  if (given !== undefined && given !== '') return checked(given, VARIABLE);
  const file = keyFile(environment);
  try {
    return checked(readFileSync(file, 'utf8').trim(), file);
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
    return checked(readFileSync(file, 'utf8').trim(), file);
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

/** Of two runs that make it at once, one wins, and both then read the same. */
function made(file: string): string {
  const own = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(own, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
    // Under its name only when it is whole: the other run may read it at once.
    linkSync(own, file);
  } catch (cause) {
    if (!hasCode(cause, 'EEXIST')) throw unusable(file, cause);
  } finally {
    rmSync(own, { force: true });
  }
  return checked(readFileSync(file, 'utf8').trim(), file);
}

function unusable(file: string, cause: unknown): DriftlockError {
  return new DriftlockError('config', 'the redaction key cannot be read or made', {
    where: file,
    hint: `set ${VARIABLE}`,
    cause,
  });
}
