/** Credentials as `docker login` and its helpers keep them. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dockerCredentials } from '../../../../src/policy/remote/docker-credentials.ts';
import { LIMITS } from '../../../../src/policy/remote/fetched-files.ts';

let folder: string;
let notices: string[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'driftlock-docker-'));
  notices = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

async function credentials(registry: string, config?: unknown, more: Record<string, string> = {}) {
  if (config !== undefined)
    writeFileSync(
      path.join(folder, 'config.json'),
      typeof config === 'string' ? config : JSON.stringify(config),
    );
  return await dockerCredentials(registry, {
    environment: { DOCKER_CONFIG: folder, PATH: `${folder}:${process.env.PATH}`, ...more },
    limits: { ...LIMITS, silenceMs: 1_000 },
    workFolder: folder,
    notice: (line) => void notices.push(line),
    signal: new AbortController().signal,
  });
}

/** A helper that records what it is asked, and answers so. */
function helper(name: string, script: string): void {
  const file = path.join(folder, `docker-credential-${name}`);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

describe('dockerCredentials', () => {
  it('finds none where there is no file, or none for the registry', async () => {
    expect(await credentials('r.example')).toBeUndefined();
    expect(
      await credentials('r.example', { auths: { 's.example': { auth: base64('u:p') } } }),
    ).toBeUndefined();
    expect(await credentials('r.example', { auths: { 'r.example': {} } })).toBeUndefined();
    expect(await credentials('constructor', { auths: {} })).toBeUndefined();
  });

  it.each([
    ['r.example', { 'r.example': { auth: base64('u:p:q') } }, { user: 'u', password: 'p:q' }],
    ['r.example', { 'https://r.example/v1/': { auth: base64('u:p') } }, { user: 'u', password: 'p' }],
    ['r.example:5000', { 'r.example:5000': { username: 'u', password: 'p' } }, { user: 'u', password: 'p' }],
    ['docker.io', { 'https://index.docker.io/v1/': { auth: base64('u:p') } }, { user: 'u', password: 'p' }],
    [
      'r.example',
      { 'r.example': { auth: base64('u:'), identitytoken: 't' } },
      { user: 'u', password: '', identityToken: 't' },
    ],
  ])('reads what is kept for %s', async (registry, auths, expected) => {
    expect(await credentials(registry, { auths })).toEqual(expected);
  });

  it('looks into ~/.docker without DOCKER_CONFIG', async () => {
    mkdirSync(path.join(folder, '.docker'));
    const config = JSON.stringify({ auths: { 'r.example': { auth: base64('u:p') } } });
    writeFileSync(path.join(folder, '.docker/config.json'), config);
    const home = { DOCKER_CONFIG: '', HOME: folder };
    expect(await credentials('r.example', undefined, home)).toEqual({ user: 'u', password: 'p' });
  });

  it('asks the helper of the registry, and tells it the registry alone', async () => {
    helper('mine', `[ "$1" = get ] && line=$(cat) && printf '{"Username":"u","Secret":"%s"}' "$line"`);
    helper('token', `printf '{"ServerURL":"x","Username":"<token>","Secret":"t"}'`);
    const config = { credHelpers: { 'r.example': 'mine' }, credsStore: 'token' };
    expect(await credentials('r.example', config)).toEqual({ user: 'u', password: 'r.example' });
    expect(await credentials('s.example', config)).toEqual({ user: '', password: '', identityToken: 't' });
    const hub = { credsStore: 'mine' };
    expect(await credentials('docker.io', hub)).toEqual({
      user: 'u',
      password: 'https://index.docker.io/v1/',
    });
    expect(notices).toEqual([]);
  });

  it.each([
    ['absent', undefined, 'it is not in PATH'],
    ['slow', 'sleep 30', 'it does not answer'],
    ['odd', 'echo hunter2', 'docker-credential-odd answers no credentials'],
  ])('goes on without a helper that is %s, and says so', async (name, script, reason) => {
    if (script !== undefined) helper(name, script);
    expect(await credentials('r.example', { credsStore: name })).toBeUndefined();
    expect(notices).toEqual([`docker-credential-${name} gives no credentials for r.example: ${reason}`]);
  });

  it('is silent where a helper has none', async () => {
    helper('empty', `echo 'credentials not found in native keychain'; exit 1`);
    expect(await credentials('r.example', { credsStore: 'empty' })).toBeUndefined();
    expect(notices).toEqual([]);
  });

  it.each([
    ['{"auths": {"r.example": {"auth": "hunter2', 'it is not a JSON object'],
    ['[]', 'it is not a JSON object'],
    [{ credsStore: '../../bin/sh' }, '"../../bin/sh" cannot be a credential helper'],
    [
      { auths: { 'r.example': { auth: base64('hunter2') } } },
      '"auth" of r.example is not Base64 of <user>:<password>',
    ],
  ])('refuses the file %j by name, without its secrets', async (config, reason) => {
    await expect(credentials('r.example', config)).rejects.toMatchObject({
      code: 'config',
      where: path.join(folder, 'config.json'),
      message: `the credentials for registries cannot be read: ${reason}`,
    });
  });
});
