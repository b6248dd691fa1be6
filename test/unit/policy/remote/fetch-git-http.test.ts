/** Policies behind git's own HTTP server, which may want credentials, be busy, redirect or hang. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Fetching, fetching } from './fetching.ts';
import { GIT_ENVIRONMENT, type GitHost, gitHost, type Repository, repository } from './repository.ts';

const FILES = {
  'policies/a.rego': 'package a',
  'policies/b/c.rego': 'package b.c',
  'other/d.rego': 'package d',
};
const KEPT = { 'a.rego': 'package a', 'b/c.rego': 'package b.c' };

let run: Fetching;
let repo: Repository;
let hosts: GitHost[];

beforeEach(() => {
  for (const [name, value] of Object.entries(GIT_ENVIRONMENT)) vi.stubEnv(name, value);
  run = fetching();
  repo = repository();
  hosts = [];
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const host of hosts) await host.close();
  run.remove();
  repo.remove();
});

type Options = Parameters<typeof gitHost> extends [unknown, ...infer Rest] ? Rest : never;

async function host(...options: Options): Promise<GitHost> {
  const started = await gitHost(repo, ...options);
  hosts.push(started);
  return started;
}

describe('by HTTP', () => {
  it('fetches the commit alone, leaving other settings of git to the user', async () => {
    const commit = repo.commit(FILES);
    const { url, requests } = await host();
    vi.stubEnv('GIT_DIR', '/nonexistent');
    vi.stubEnv('GIT_INDEX_FILE', '/nonexistent');
    vi.stubEnv('GIT_CONFIG_COUNT', '1');
    vi.stubEnv('GIT_CONFIG_KEY_0', 'http.extraHeader');
    vi.stubEnv('GIT_CONFIG_VALUE_0', 'Authorization: Bearer own');
    expect(await run.fetch(`git::${url}//policies?ref=${commit}`)).toEqual(KEPT);
    expect([...new Set(requests.map(({ line }) => line))]).toEqual([
      'GET /r.git/info/refs?service=git-upload-pack',
      'POST /r.git/git-upload-pack',
    ]);
    expect(new Set(requests.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer own']));
  });

  it('fetches branches and tags where the host gives no single commits', async () => {
    const commit = repo.commit(FILES);
    repo.commit({ 'policies/a.rego': 'package later' });
    // Before protocol 2, hosts gave only what their branches and tags stand at.
    const { url } = await host(undefined, 'version=0');
    expect(await run.fetch(`git::${url}//policies?ref=${commit}`)).toEqual(KEPT);
    const missing = commit.replace(/^.{8}/, '00000000');
    expect((await run.refusal(`git::${url}?ref=${missing}`)).message).toContain('has no commit');
  });

  it('fetches from a plain file server', async () => {
    const commit = repo.commit(FILES);
    repo.git('update-server-info');
    const { url } = await host((request) => {
      request.url = request.url?.replace(/\?service=.*/, '');
      return false;
    });
    expect(await run.fetch(`git::${url}//policies?ref=${commit}`)).toEqual(KEPT);
  });

  it('sends credentials to the host alone, and shows them nowhere', async () => {
    const commit = repo.commit(FILES);
    const wanted = `Basic ${Buffer.from('bot:hunt@er2').toString('base64')}`;
    const { url, requests } = await host((request, response) => {
      if (request.headers.authorization === wanted) return false;
      response.statusCode = 401;
      response.setHeader('www-authenticate', 'Basic realm="r"');
      response.end();
      return true;
    });
    const named = url.replace('//', '//bot:hunt%40er2@');
    expect(await run.fetch(`git::${named}//policies?ref=${commit}`)).toEqual(KEPT);
    expect(new Set(requests.map(({ authorization }) => authorization))).toEqual(new Set([wanted]));
    // What is cached is not asked for again, whoever asks.
    expect(await run.fetch(`git::${url}//policies?ref=${commit}`)).toEqual(KEPT);
    for (const [wrong, secret] of [
      [url.replace('//', '//bot:hunter3@'), 'hunter3'],
      [url.replace('//', '//hunter4@'), 'hunter4'],
      [url, undefined],
    ] as const) {
      const refusal = await run.refusal(`git::${wrong}//other?ref=${commit}`);
      expect(refusal).toMatchObject({
        code: 'policy-unavailable',
        message: expect.stringContaining('wants credentials, or refuses the ones that it was given'),
        hint: expect.stringContaining('git ls-remote http://127.0.0.1'),
      });
      if (secret !== undefined) expect(JSON.stringify(refusal)).not.toContain(secret);
    }
  });

  it('does not send credentials on to where the host redirects', async () => {
    const commit = repo.commit(FILES);
    const other = await host();
    const { url } = await host((request, response) => {
      response.statusCode = 302;
      response.setHeader(
        'location',
        `${other.url.replace('127.0.0.1', 'localhost')}${request.url?.replace('/r.git', '')}`,
      );
      response.end();
      return true;
    });
    const named = url.replace('//', '//bot:hunter2@');
    expect((await run.refusal(`git::${named}//policies?ref=${commit}`)).message).toContain(
      'redirects to another address',
    );
    expect(other.requests).toEqual([]);
    // Without any, one goes where it is sent.
    expect(await run.fetch(`git::${url}//policies?ref=${commit}`)).toEqual(KEPT);
    expect(new Set(other.requests.map(({ authorization }) => authorization))).toEqual(new Set([undefined]));
  });

  it.each([
    [403, 'wants credentials, or refuses'],
    [404, 'there is no such repository'],
    [500, 'is busy or broke the connection off'],
    [503, 'is busy or broke the connection off'],
    [429, 'is busy or broke the connection off'],
  ])('tells what status %i means', async (status, message) => {
    const commit = repo.commit(FILES);
    const { url, requests } = await host((_, response) => {
      response.statusCode = status;
      response.end('<html>');
      return true;
    });
    expect((await run.refusal(`git::${url}?ref=${commit}`)).message).toContain(message);
    expect(requests).toHaveLength(status === 429 || status >= 500 ? 3 : 1);
  });

  it('asks a host again that was busy for a moment', async () => {
    const commit = repo.commit(FILES);
    let times = 0;
    const { url } = await host((_, response) => {
      times += 1;
      if (times > 1) return false;
      response.statusCode = 503;
      response.end();
      return true;
    });
    expect(await run.fetch(`git::${url}//policies?ref=${commit}`)).toEqual(KEPT);
  });

  it('ends git when the host hangs, by time and by the signal of the run', async () => {
    const commit = repo.commit(FILES);
    const { url } = await host(() => true);
    const name = `git::${url}?ref=${commit}`;
    expect(await run.refusal(name, { limits: { totalMs: 700 } })).toEqual({
      code: 'policy-unavailable',
      where: name,
      message: 'the policies did not arrive within 0.7 s',
      hint: 'check the network; what was fetched before is used without it',
    });
    const interrupted = new AbortController();
    setTimeout(() => interrupted.abort(new Error('interrupted')), 300);
    await expect(run.fetch(name, { signal: interrupted.signal })).rejects.toThrow('interrupted');
    expect(run.entries()).toEqual([]);
  });

  it('tells that nobody listens, and that git is not there', async () => {
    const commit = repo.commit(FILES);
    expect((await run.refusal(`git::http://127.0.0.1:1/r.git?ref=${commit}`)).message).toContain(
      '127.0.0.1:1 cannot be reached',
    );
    vi.stubEnv('PATH', '/nonexistent');
    expect(await run.refusal(`git::file://${repo.folder}?ref=${commit}`)).toMatchObject({
      message: 'policies in a git repository need git, which is not there',
      hint: expect.stringContaining('install git'),
    });
  });
});
