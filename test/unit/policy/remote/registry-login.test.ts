/** Registries that want a token or credentials: who is told what. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FakeRegistry, fakeRegistry, rego } from './fake-registry.ts';
import { type Fetching, fetching } from './fetching.ts';

let run: Fetching;
let registry: FakeRegistry;
let docker: string;

beforeEach(async () => {
  run = fetching();
  registry = await fakeRegistry();
  docker = mkdtempSync(path.join(tmpdir(), 'driftlock-docker-'));
  vi.stubEnv('DOCKER_CONFIG', docker);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await registry.close();
  run.remove();
  rmSync(docker, { recursive: true, force: true });
});

const BASIC = `Basic ${Buffer.from('bot:hunter2').toString('base64')}`;

function login(entry: unknown = { auth: BASIC.slice('Basic '.length) }): void {
  writeFileSync(path.join(docker, 'config.json'), JSON.stringify({ auths: { [registry.host]: entry } }));
}

/** Wants `wanted` for everything but tokens, which `token` gives; names the realm of tokens, or Basic. */
function guarded(
  wanted: string,
  realm: string | undefined,
  token?: FakeRegistry['gate'],
): FakeRegistry['gate'] {
  return (request, response) => {
    if (request.url.startsWith('/token')) return token?.(request, response) ?? false;
    if (request.authorization === wanted) return false;
    const challenge =
      realm === undefined
        ? 'Basic realm="r"'
        : `Bearer realm="${realm}",service="s",scope="repository:acme/p:pull"`;
    response.writeHead(401, { 'www-authenticate': challenge }).end('{"errors":[{"code":"UNAUTHORIZED"}]}');
    return true;
  };
}

describe('tokens', () => {
  it.each([
    ['without credentials', false, undefined],
    ['with credentials', true, BASIC],
  ])('asks for one %s, once', async (_, known, sent) => {
    const name = registry.push([rego('a.rego', 'package a'), rego('b.rego', 'package b')]);
    if (known) login();
    registry.gate = guarded('Bearer t0ken', `http://${registry.host}/token?x=1`, (_request, response) => {
      response.end(JSON.stringify({ token: 't0ken' }));
      return true;
    });
    expect(await run.fetch(name)).toEqual({ 'a.rego': 'package a', 'b.rego': 'package b' });
    const asked = registry.requests.filter(({ url }) => url.startsWith('/token'));
    expect(asked).toEqual([
      {
        method: 'GET',
        url: '/token?x=1&service=s&scope=repository%3Aacme%2Fp%3Apull',
        authorization: sent,
        body: '',
      },
    ]);
  });

  it('changes an identity token for one', async () => {
    const name = registry.push([rego('a.rego', 'package a')]);
    login({ auth: BASIC.slice('Basic '.length), identitytoken: 'long' });
    registry.gate = guarded('Bearer t0ken', `http://${registry.host}/token`, (_, response) => {
      response.end(JSON.stringify({ access_token: 't0ken' }));
      return true;
    });
    expect(await run.fetch(name)).toEqual({ 'a.rego': 'package a' });
    expect(registry.requests.find(({ url }) => url.startsWith('/token'))).toEqual({
      method: 'POST',
      url: '/token',
      authorization: undefined,
      body: 'service=s&scope=repository%3Aacme%2Fp%3Apull&grant_type=refresh_token&client_id=driftlock&refresh_token=long',
    });
  });

  it.each([
    ['http://registry.example/token', 'asks for a token from where none is fetched'],
    ['nowhere', 'asks for a token from where none is fetched'],
  ])('asks nobody for one at %s', async (realm, message) => {
    const name = registry.push([rego('a.rego')]);
    login();
    registry.gate = guarded('Bearer t0ken', realm);
    expect((await run.refusal(name)).message).toContain(message);
  });

  it.each([
    ['{}', 200, 'answers no token where it wants one'],
    ['<html>', 200, 'answers no token where it wants one'],
    [JSON.stringify({ token: 'a\r\nx: y' }), 200, 'answers no token where it wants one'],
    ['{"errors":[{"code":"DENIED"}]}', 401, 'answers 401 for a token (DENIED)'],
    ['', 503, 'answers 503 for a token'],
  ])('tells of the answer %j', async (answer, status, message) => {
    const name = registry.push([rego('a.rego')]);
    registry.gate = guarded('Bearer t0ken', `http://${registry.host}/token`, (_, response) => {
      response.writeHead(status).end(answer);
      return true;
    });
    expect((await run.refusal(name)).message).toContain(message);
  });

  it('does not follow a redirect with a form, and sends credentials to no other host', async () => {
    const name = registry.push([rego('a.rego')]);
    const other = await fakeRegistry();
    other.gate = (_, response) => response.end(JSON.stringify({ token: 't0ken' })) !== undefined;
    registry.gate = guarded('Bearer t0ken', `http://${registry.host}/token`, (_, response) => {
      response.writeHead(307, { location: `http://${other.host}/token` }).end();
      return true;
    });
    login();
    await run.fetch(name);
    expect(other.requests.map(({ authorization }) => authorization)).toEqual([undefined]);
    login({ auth: '', identitytoken: 'long' });
    await run.refusal(name.replace('acme/p', 'acme/p2'), { cache: undefined });
    expect(other.requests).toHaveLength(1);
    await other.close();
  });
});

describe('credentials', () => {
  it('sends them where Basic is wanted, and to the registry alone', async () => {
    const name = registry.push([rego('a.rego', 'package a')]);
    const other = await fakeRegistry();
    other.blob('package a');
    login();
    const guard = guarded(BASIC, undefined);
    registry.gate = (request, response) => {
      if (!request.url.includes('/blobs/')) return guard(request, response);
      response.writeHead(302, { location: `http://${other.host}${request.url}` }).end();
      return true;
    };
    expect(await run.fetch(name)).toEqual({ 'a.rego': 'package a' });
    expect(registry.requests.map(({ authorization }) => authorization)).toEqual([undefined, BASIC, BASIC]);
    expect(other.requests.map(({ authorization }) => authorization)).toEqual([undefined]);
    await other.close();
  });

  it('gives none to another host that asks for them after a redirect', async () => {
    const name = registry.push([rego('a.rego')]);
    const other = await fakeRegistry();
    other.gate = guarded('never', undefined);
    login();
    registry.gate = ({ url }, response) => {
      response.writeHead(302, { location: `http://${other.host}${url}` }).end();
      return true;
    };
    expect((await run.refusal(name)).message).toContain('answers 401');
    expect(other.requests.map(({ authorization }) => authorization)).toEqual([undefined]);
    await other.close();
  });

  it.each([
    [false, 'it wants credentials'],
    [true, 'the credentials there do not suffice'],
  ])('says how to give some (given: %s)', async (given, words) => {
    const name = registry.push([rego('a.rego')]);
    if (given) login();
    registry.gate = guarded('never', undefined);
    const refusal = await run.refusal(name);
    expect(refusal).toEqual({
      code: 'policy-unavailable',
      where: name,
      message: `${registry.host} answers 401 for the manifest (UNAUTHORIZED): ${words}`,
      hint: `docker login ${registry.host} keeps credentials that may read acme/p`,
    });
    expect(registry.requests).toHaveLength(given ? 2 : 1);
  });
});
