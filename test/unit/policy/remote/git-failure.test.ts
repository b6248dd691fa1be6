/** What git and ssh say, word for word as they print it, and what is made of it. */
import { describe, expect, it } from 'vitest';
import { gitFailure } from '../../../../src/policy/remote/git-failure.ts';
import { parseGitSource } from '../../../../src/policy/remote/git-source.ts';
import { MomentaryError } from '../../../../src/policy/remote/policy-unavailable.ts';

const REF = `?ref=${'0'.repeat(40)}`;
const HTTPS = parseGitSource(`git::https://bot:hunter2@h.example/r.git${REF}`);
const SSH = parseGitSource(`git::git@h.example:org/r.git${REF}`);
const FILE = parseGitSource(`git::file:///srv/r.git${REF}`);

describe('gitFailure', () => {
  it.each([
    [
      HTTPS,
      "fatal: unable to access 'https://h.example/r.git/': Could not resolve host: h.example",
      'there is no host h.example',
      false,
    ],
    [
      SSH,
      'ssh: Could not resolve hostname h.example: Name or service not known\nfatal: Could not read from remote repository.',
      'there is no host h.example',
      false,
    ],
    [
      SSH,
      'Host key verification failed.\nfatal: Could not read from remote repository.',
      'the SSH key of h.example is not known',
      false,
    ],
    [
      SSH,
      'git@h.example: Permission denied (publickey).\nfatal: Could not read from remote repository.',
      'h.example wants credentials, or refuses the ones that it was given',
      false,
    ],
    [
      HTTPS,
      "fatal: could not read Username for 'https://h.example': terminal prompts disabled",
      'h.example wants credentials, or refuses the ones that it was given',
      false,
    ],
    [
      HTTPS,
      "remote: Repository not found.\nfatal: repository 'https://h.example/r.git/' not found",
      'there is no such repository, or it is not shown without credentials',
      false,
    ],
    [
      HTTPS,
      "fatal: unable to access 'https://h.example/r.git/': server certificate verification failed. CAfile: none CRLfile: none",
      'the certificate of h.example is not trusted',
      false,
    ],
    [
      FILE,
      "fatal: detected dubious ownership in repository at '/srv/r.git'",
      'the repository belongs to another user',
      false,
    ],
    [HTTPS, "fatal: sha1 file '/x/tmp_idx_N1joIf' write error. Out of diskspace", 'the disk is full', false],
    [
      HTTPS,
      'error: RPC failed; curl 92 HTTP/2 stream 0 was not closed cleanly\nfatal: early EOF',
      'h.example is busy or broke the connection off',
      true,
    ],
    [SSH, 'ssh: connect to host h.example port 22: Connection refused', 'h.example cannot be reached', true],
    [HTTPS, 'fatal: something new', 'git cannot fetch it: fatal: something new', false],
    [HTTPS, '', 'git cannot fetch it: nothing', false],
  ])('%#: %o %s', (source, complaint, message, momentary) => {
    const failure = gitFailure(source, 128, complaint);
    expect(failure instanceof MomentaryError).toBe(momentary);
    const told = failure instanceof MomentaryError ? failure.failure : failure;
    expect(told.message.startsWith(message)).toBe(true);
    expect(told.where).toBe(source.name);
    expect(told.hint).not.toBe('');
  });

  it('shows no secret, in whatever form git repeats it', () => {
    const encoded = Buffer.from('bot:hunter2').toString('base64');
    const complaint = `fatal: https://bot:hunter2@h.example/ hunter2 ${encoded}`;
    expect(gitFailure(HTTPS, 128, complaint).message).toBe(
      'git cannot fetch it: fatal: https://***@h.example/ *** ***',
    );
  });

  it('tells of a git that is too old for what it is asked', () => {
    expect(
      gitFailure(HTTPS, 129, "error: unknown option `object-format=sha1'\nusage: git init").message,
    ).toBe('git is too old: 2.29 or newer is needed');
  });
});
