/** The key that sensitive values are hashed with: given, or made once for the user and never written elsewhere. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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
  const file = join(configFolder(environment), 'driftlock', 'redaction.key');
  try {
    return checked(readFileSync(file, 'utf8').trim(), file);
  } catch (cause) {
    if (cause instanceof DriftlockError) throw cause;
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw unusable(file, cause);
    return made(file);
  }
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
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw unusable(file, cause);
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
