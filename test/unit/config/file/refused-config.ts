/** What the reader of the configuration says of a text that it refuses. */
import { expect } from 'vitest';
import { readConfig } from '../../../../src/config/file/read-config.ts';
import { DriftlockError } from '../../../../src/errors.ts';

export const FILE = 'conf/driftlock.yaml';

export function told(text: string): { where: string | undefined; message: string; hint: string | undefined } {
  try {
    readConfig(text, FILE);
  } catch (error) {
    if (!(error instanceof DriftlockError)) throw error;
    expect(error.code).toBe('config');
    const { where, message, hint } = error;
    return { where, message, hint };
  }
  throw new Error('it was read');
}
