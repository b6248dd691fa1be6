import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { knownRedactionKey, redactionKey } from '../../../src/config/redaction-key.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'key-'));
  file = join(folder, 'driftlock/redaction.key');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const home = () => ({ XDG_CONFIG_HOME: folder });

describe('the redaction key', () => {
  it('is the given one, and nothing is made', () => {
    const given = { ...home(), DRIFTLOCK_REDACTION_KEY: 'sixteen or longer' };
    expect([redactionKey(given), knownRedactionKey(given)]).toEqual([
      'sixteen or longer',
      'sixteen or longer',
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is made once, whole, for the user alone', () => {
    expect(knownRedactionKey(home())).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
    const key = redactionKey(home());
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect([redactionKey(home()), knownRedactionKey(home()), readFileSync(file, 'utf8')]).toEqual([
      key,
      key,
      `${key}\n`,
    ]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'driftlock'))).toEqual(['redaction.key']);
  });

  it.each([
    ['too short', () => writeFileSync(file, 'short\n'), /16 characters/],
    ['a folder', () => mkdirSync(file), /cannot be read or made/],
  ])('that is %s is refused', (_, put, message) => {
    mkdirSync(join(folder, 'driftlock'));
    put();
    expect(() => redactionKey(home())).toThrow(message);
    expect(() => knownRedactionKey(home())).toThrow(message);
  });

  it('that cannot be made is an error for those who need it', () => {
    writeFileSync(join(folder, 'driftlock'), 'a file in the way');
    expect(() => redactionKey(home())).toThrow(/cannot be read or made/);
    expect(knownRedactionKey(home())).toBeUndefined();
  });
});
