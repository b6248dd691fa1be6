/** Names of policy folders in git repositories: every form that is taken, and what the others are told. */
import { describe, expect, it } from 'vitest';
import { DriftlockError } from '../../../../src/errors.ts';
import { parseGitSource } from '../../../../src/policy/remote/git-source.ts';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const SHA256 = COMMIT.padEnd(64, '0');

describe('parseGitSource', () => {
  it.each([
    [
      `git::https://h.example/org/r.git//a/b?ref=${COMMIT}`,
      { url: 'https://h.example/org/r.git', protocol: 'https', path: 'a/b', commit: COMMIT },
    ],
    [
      `git::https://h.example:8443/r?ref=${SHA256}`,
      { url: 'https://h.example:8443/r', protocol: 'https', path: '', commit: SHA256 },
    ],
    [
      `git::ssh://git@h.example/r.git//p/?ref=${COMMIT.toUpperCase()}`,
      { url: 'ssh://git@h.example/r.git', protocol: 'ssh', user: 'git', path: 'p', commit: COMMIT },
    ],
    [
      `git::git@h.example:org/r.git//p?ref=${COMMIT}`,
      { url: 'git@h.example:org/r.git', protocol: 'ssh', path: 'p', commit: COMMIT },
    ],
    [
      `git::file:///srv/r.git//p?ref=${COMMIT}`,
      { url: 'file:///srv/r.git', protocol: 'file', path: 'p', commit: COMMIT },
    ],
    [
      `git::http://127.0.0.1:8080/r?ref=${COMMIT}`,
      { url: 'http://127.0.0.1:8080/r', protocol: 'http', path: '', commit: COMMIT },
    ],
  ])('%s', (name, source) => {
    expect(parseGitSource(name)).toEqual({ name, ...source });
  });

  it('takes credentials out of the URL, and does not show them', () => {
    expect(parseGitSource(`git::https://bot:p%40ss@h.example/r.git?ref=${COMMIT}`)).toEqual({
      name: `git::https://***@h.example/r.git?ref=${COMMIT}`,
      url: 'https://h.example/r.git',
      protocol: 'https',
      user: 'bot',
      password: 'p@ss',
      path: '',
      commit: COMMIT,
    });
  });

  it.each([
    ['git::https://h.example/r.git', 'no commit is pinned', 'git ls-remote https://h.example/r.git HEAD'],
    [
      'git::https://u:hunter2@h.example/r.git',
      'no commit is pinned',
      'git ls-remote https://h.example/r.git HEAD',
    ],
    [
      'git::https://h.example/r.git?ref=v1.2',
      '"v1.2" may be another commit tomorrow',
      "git ls-remote https://h.example/r.git v1.2 'v1.2^{}'",
    ],
    [
      'git::https://h.example/r.git?ref=$(reboot)',
      'may be another commit',
      "<branch or tag> '<branch or tag>^{}'",
    ],
    ['git::https://h.example/r.git?ref=0123abc', '0123abc is no full commit id', 'git rev-parse 0123abc'],
    [`git::https://h.example/r.git?ref=${COMMIT}&ref=${COMMIT}`, 'ref is given twice', 'git::https://'],
    [`git::https://h.example/r.git?reff=${COMMIT}`, 'unknown option "reff"', 'ref'],
    [`git::http://h.example/r.git?ref=${COMMIT}`, 'http is not encrypted', 'use https'],
    [`git::ext::sh -c reboot?ref=${COMMIT}`, 'no URL of a git repository', 'https, ssh or file'],
    [`git::ftp://h.example/r.git?ref=${COMMIT}`, 'not fetched by ftp', 'known: https, http, ssh, file'],
    [`git::--upload-pack=reboot?ref=${COMMIT}`, 'no URL of a git repository', 'git::https://'],
    [`git::ssh://-oProxyCommand=reboot/r?ref=${COMMIT}`, 'may begin with "-"', 'git::https://'],
    [`git::ssh://-oProxyCommand@h.example/r?ref=${COMMIT}`, 'may begin with "-"', 'git::https://'],
    [`git::-x@h.example:r.git?ref=${COMMIT}`, 'no URL of a git repository', 'git::https://'],
    [`git::ssh://git:hunter2@h.example/r.git?ref=${COMMIT}`, 'no password', 'use a key'],
    [`git::https:///r.git?ref=${COMMIT}`, 'the URL of the git repository is malformed', 'git::https://'],
    [`git::https://h.example?ref=${COMMIT}`, 'malformed', 'git::https://'],
    [`git::file://srv/r.git?ref=${COMMIT}`, 'absolute path', 'git::file:///'],
    [`git::./policies?ref=${COMMIT}`, 'no URL of a git repository', 'https, ssh or file'],
    [`git::https://h.example/r.git//../etc?ref=${COMMIT}`, 'leads out of the folder', 'git::https://'],
    [`git::https://h.example/r.git//a//b?ref=${COMMIT}`, 'not a plain path', 'git::https://'],
    [`git::https://h.example/r\n.git?ref=${COMMIT}`, 'no control characters', 'git::https://'],
  ])('refuses %j', (name, message, hint) => {
    let thrown: unknown;
    try {
      parseGitSource(name);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(DriftlockError);
    const error = thrown as DriftlockError;
    expect([error.code, error.message, error.hint]).toEqual([
      'usage',
      expect.stringContaining(message),
      expect.stringContaining(hint),
    ]);
    expect(JSON.stringify([error.message, error.where, error.hint])).not.toContain('hunter2');
  });
});
