/** User data as provider 5 hashes it, held against `sha1sum` and `base64`. */
import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { userDataHash, userDataHashes } from '../../../src/resource/user-data.ts';

const SCRIPT = '#!/bin/bash\necho "grüß dich" > /tmp/x\n';

function sha1sum(bytes: string | Buffer): string {
  return execFileSync('sha1sum', { input: bytes }).toString().slice(0, 40);
}

const ENCODED = execFileSync('base64', ['-w', '0'], { input: SCRIPT }).toString();

it('is the hash of the text, or of what base64 stands for', () => {
  expect([userDataHash(SCRIPT), userDataHash(ENCODED)]).toEqual([sha1sum(SCRIPT), sha1sum(SCRIPT)]);
  expect([userDataHash(''), userDataHash(undefined)]).toEqual([undefined, undefined]);
});

it.each([
  ['the hash of provider 5', { user_data: sha1sum(SCRIPT) }],
  ['the text of provider 6', { user_data: SCRIPT }],
  ['base64 that was given as text', { user_data: ENCODED }],
  ['base64 on its own', { user_data_base64: ENCODED }],
  ['base64 beside nothing', { user_data: '', user_data_base64: ENCODED }],
])('may be that of the script: %s', (_, values) => {
  expect(userDataHashes(values)).toContain(sha1sum(SCRIPT));
});

it.each([
  ['none', {}, []],
  ['no text', { user_data: 7 }, []],
  ['another', { user_data: 'other script' }, [sha1sum('other script')]],
  [
    'a text that looks like base64',
    { user_data: 'abcd' },
    [sha1sum('abcd'), sha1sum(Buffer.from('abcd', 'base64'))],
  ],
  ['a text that looks like a hash', { user_data: 'a'.repeat(40) }, ['a'.repeat(40), sha1sum('a'.repeat(40))]],
])('%s', (_, values, hashes) => {
  expect(userDataHashes(values).slice(0, hashes.length)).toEqual(hashes);
});
