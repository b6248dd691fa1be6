/** Policies that conftest pushed and bundles that opa built, in a registry that go-containerregistry serves. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Fetching, fetching } from './fetching.ts';

function isThere(program: string, ...args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const missing = [
  ...(isThere('crane', 'version') ? [] : ['crane']),
  ...(isThere('conftest', '--version') ? [] : ['conftest']),
  ...(isThere('opa', 'version') ? [] : ['opa']),
];
if (missing.length > 0)
  console.warn(`SKIPPED: policies in a real registry, for want of ${missing.join(', ')} on the PATH`);

const FILES = {
  'policy/a.rego': 'package a\n\ndeny contains "a" if input.a\n',
  'policy/deep/b.rego': 'package deep.b\n\ndeny contains "b" if input.b\n',
  'policy/data.json': '{"limit": 3}',
};

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe.skipIf(missing.length > 0)('a real registry', () => {
  let folder: string;
  let host: string;
  let run: Fetching;
  let stop: () => Promise<void>;

  function tool(program: string, ...args: string[]): string {
    return execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim();
  }

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'driftlock-real-'));
    for (const [name, text] of Object.entries(FILES)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    host = `127.0.0.1:${await freePort()}`;
    const server = spawn('crane', ['registry', 'serve', '--address', host], { stdio: 'ignore' });
    stop = async () => {
      server.kill();
      await once(server, 'close');
    };
    const isUp = () =>
      fetch(`http://${host}/v2/`).then(
        ({ ok }) => ok,
        () => false,
      );
    for (let tries = 0; tries < 100 && !(await isUp()); tries++) await setTimeout(100);
  });
  beforeEach(() => {
    run = fetching();
  });
  afterEach(() => run.remove());
  afterAll(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has what conftest pushes', async () => {
    tool('conftest', 'push', `${host}/acme/policies:v1`, '--policy', 'policy', '--tls=false');
    const digest = tool('crane', 'digest', `${host}/acme/policies:v1`);
    expect(await run.fetch(`oci::${host}/acme/policies:v1@${digest}`)).toEqual(FILES);
    expect((await run.refusal(`oci::${host}/acme/policies:v1`)).hint).toContain(
      `crane digest ${host}/acme/policies:v1`,
    );
    const missingDigest = digest.replace(/.{8}$/, '00000000');
    expect((await run.refusal(`oci::${host}/acme/policies@${missingDigest}`)).message).toContain(
      'answers 404 for the manifest (MANIFEST_UNKNOWN',
    );
  });

  it('has bundles of opa', async () => {
    tool('opa', 'build', '--bundle', 'policy', '--output', 'bundle.tar.gz');
    tool('crane', 'append', '--oci-empty-base', '-f', 'bundle.tar.gz', '-t', `${host}/acme/bundle:v1`);
    const digest = tool('crane', 'digest', `${host}/acme/bundle:v1`);
    const files = await run.fetch(`oci::${host}/acme/bundle@${digest}`);
    expect(Object.keys(files)).toEqual(['data.json', 'policy/a.rego', 'policy/deep/b.rego']);
    expect(JSON.parse(files['data.json'] ?? '')).toEqual({ limit: 3 });
    expect(files['policy/a.rego']).toContain('package a');
  });
});
