/** Policies in a registry that lies, breaks off, hangs, is busy, redirects. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeRegistry, fakeRegistry, rego, sha256 } from './fake-registry.ts';
import { type Fetching, fetching } from './fetching.ts';

let run: Fetching;
let registry: FakeRegistry;

beforeEach(async () => {
  run = fetching();
  registry = await fakeRegistry();
});
afterEach(async () => {
  await registry.close();
  run.remove();
});

function isLayer(url: string): boolean {
  return url.includes('/blobs/');
}

describe('a registry that lies or fails', () => {
  it.each([
    ['manifest', (url: string) => !isLayer(url), 'the manifest that'],
    ['layer', isLayer, 'the layer a.rego that'],
  ])('refuses a %s of another digest', async (_, which, what) => {
    const name = registry.push([rego('a.rego', 'package a')]);
    registry.gate = ({ url }, response) => {
      if (which(url)) response.end('package b');
      return which(url);
    };
    const refusal = await run.refusal(name);
    expect(refusal.message).toContain(`${what} ${registry.host} sends has another digest than sha256:`);
    expect(refusal.hint).toContain(`it has ${sha256('package b')}`);
    expect(run.entries()).toEqual([]);
  });

  it('refuses a layer that is longer or shorter than the manifest says', async () => {
    const name = registry.push([rego('a.rego', 'package a')]);
    registry.gate = ({ url }, response) => isLayer(url) && response.end('package a, and more') !== undefined;
    expect((await run.refusal(name)).message).toBe('the layer a.rego is longer than 9 bytes');
    registry.gate = ({ url }, response) => isLayer(url) && response.end('pack') !== undefined;
    expect((await run.refusal(name)).message).toBe('the layer a.rego breaks off after 4 of 9 bytes');
  });

  it('ends a body that never does', async () => {
    const name = registry.push([rego('a.rego', 'package a')]);
    registry.gate = (_, response) => {
      const timer = setInterval(() => response.write('x'.repeat(65_536)), 1);
      response.on('close', () => clearInterval(timer));
      return true;
    };
    expect((await run.refusal(name)).message).toBe(`the manifest is longer than ${4 * 2 ** 20} bytes`);
  });

  it('tells of a connection that breaks off, and of a Content-Length that is a lie, after asking again', async () => {
    const name = registry.push([rego('a.rego', 'package a')]);
    let times = 0;
    registry.gate = ({ url }, response) => {
      if (!isLayer(url)) return false;
      times += 1;
      response.writeHead(200, { 'content-length': '9' });
      response.write('pack');
      setTimeout(() => response.destroy(), 20);
      return true;
    };
    expect((await run.refusal(name)).message).toContain('the layer a.rego cannot be fetched from 127.0.0.1');
    expect(times).toBe(3);
    registry.gate = ({ url }, response) => {
      if (isLayer(url)) response.socket?.end('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npackage a');
      return isLayer(url);
    };
    expect((await run.refusal(name)).message).toMatch(/the layer a.rego (breaks off|cannot be fetched)/);
    expect(run.entries()).toEqual([]);
  });

  it.each([
    ['before the answer', () => true],
    [
      'in the middle of it',
      (_: unknown, response: { write(text: string): unknown }) => response.write('{') !== undefined,
    ],
  ])('waits a while for a host that hangs %s', async (_, gate) => {
    const name = registry.push([rego('a.rego')]);
    registry.gate = gate as FakeRegistry['gate'];
    const started = performance.now();
    expect(await run.refusal(name, { limits: { silenceMs: 300 } })).toMatchObject({
      message: `${registry.host} sent nothing of the manifest for 0.3 s`,
    });
    expect((await run.refusal(name, { limits: { totalMs: 300 } })).message).toBe(
      'the policies did not arrive within 0.3 s',
    );
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(run.entries()).toEqual([]);
  });

  it('ends a body that comes byte by byte, by time', async () => {
    const name = registry.push([rego('a.rego')]);
    registry.gate = (_, response) => {
      const timer = setInterval(() => response.write(' '), 50);
      response.on('close', () => clearInterval(timer));
      return true;
    };
    const limits = { silenceMs: 500, totalMs: 1_000 };
    expect((await run.refusal(name, { limits })).message).toContain('did not arrive within 1 s');
  });

  it.each([
    [400, 1, /answers 400 for the manifest$/],
    [403, 1, /answers 403 for the manifest: it wants credentials/],
    [404, 1, /answers 404 for the manifest: it is not there, or not shown without credentials/],
    [429, 3, /answers 429 for the manifest/],
    [500, 3, /answers 500 for the manifest/],
    [503, 3, /answers 503 for the manifest/],
  ])('tells what status %i means, asked %i times', async (status, times, message) => {
    const name = registry.push([rego('a.rego')]);
    registry.gate = (_, response) => {
      response.statusCode = status;
      response.end('<html>');
      return true;
    };
    expect((await run.refusal(name)).message).toMatch(message);
    expect(registry.requests).toHaveLength(times);
  });

  it("adds the registry's own words, and does not wait for as long as a host likes", async () => {
    const name = registry.push([rego('a.rego')]);
    registry.gate = (_, response) => {
      response.writeHead(429, { 'retry-after': '3600' });
      response.end(JSON.stringify({ errors: [{ code: 'TOOMANYREQUESTS', message: 'slow down' }] }));
      return true;
    };
    expect((await run.refusal(name)).message).toBe(
      `${registry.host} answers 429 for the manifest (TOOMANYREQUESTS: slow down)`,
    );
    expect(registry.requests).toHaveLength(1);
  });

  it('asks again what was busy, after the time that it was asked to wait', async () => {
    const name = registry.push([rego('a.rego', 'package a')]);
    let times = 0;
    const started = performance.now();
    registry.gate = (_, response) => {
      times += 1;
      if (times > 1) return false;
      response.writeHead(503, { 'retry-after': '1' }).end();
      return true;
    };
    expect(await run.fetch(name)).toEqual({ 'a.rego': 'package a' });
    expect(performance.now() - started).toBeGreaterThan(900);
  });
});

describe('redirects', () => {
  it('follows them to another host', async () => {
    const name = registry.push([rego('a.rego', 'package a')]);
    const other = await fakeRegistry();
    other.blob('package a');
    registry.gate = ({ url }, response) => {
      if (isLayer(url)) response.writeHead(307, { location: `http://${other.host}${url}` }).end();
      return isLayer(url);
    };
    expect(await run.fetch(name)).toEqual({ 'a.rego': 'package a' });
    await other.close();
  });

  it.each([
    ['/v2/acme/p/manifests/again', 'redirects the manifest in a circle'],
    ['http://registry.example/', 'redirects to where nothing is fetched from'],
    ['file:///etc/passwd', 'redirects to where nothing is fetched from'],
    ['https://u:p@127.0.0.1/', 'redirects to where nothing is fetched from'],
    ['http://[', 'redirects to where nothing is fetched from'],
  ])('does not follow one to %s for ever', async (location, message) => {
    const name = registry.push([rego('a.rego')]);
    registry.gate = (_, response) => {
      response.writeHead(302, { location }).end();
      return true;
    };
    expect((await run.refusal(name)).message).toContain(message);
    expect(registry.requests.length).toBeLessThan(8);
  });
});
