/** What an artifact in a registry may hold, and what not. */
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeRegistry, fakeRegistry, REGO, rego, sha256, TAR_GZIP } from './fake-registry.ts';
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

async function archive(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const tar = pack();
  for (const [name, text] of Object.entries(files)) tar.entry({ name }, text);
  tar.finalize();
  const parts: Uint8Array[] = [];
  for await (const part of tar) parts.push(part as Uint8Array);
  return gzipSync(Buffer.concat(parts));
}

describe('what is in an artifact', () => {
  it('takes files as conftest and oras push them, and archives', async () => {
    const data = 'application/vnd.cncf.openpolicyagent.data.layer.v1+json';
    const plain = 'application/vnd.oci.image.layer.v1.tar';
    const name = registry.push([
      rego('policy/a.rego', 'package a'),
      { mediaType: data, title: 'policy/data.json', bytes: Buffer.from('{}') },
      { mediaType: plain, title: './b.rego', bytes: Buffer.from('package b') },
      { mediaType: plain, title: 'README.md', bytes: Buffer.from('no') },
      rego('/builds/x/c.rego', 'package c'),
      {
        mediaType: TAR_GZIP,
        title: 'more',
        bytes: await archive({ '/d.rego': 'package d', '/.manifest': '{}' }),
      },
      { mediaType: 'application/vnd.oci.empty.v1+json', bytes: Buffer.from('{}') },
    ]);
    expect(await run.fetch(name)).toEqual({
      'b.rego': 'package b',
      'builds/x/c.rego': 'package c',
      'd.rego': 'package d',
      'policy/a.rego': 'package a',
      'policy/data.json': '{}',
    });
    expect(registry.requests.filter(({ url }) => url.endsWith(sha256('no')))).toEqual([]);
    expect(registry.requests.map(({ authorization }) => authorization)).toEqual(Array(6).fill(undefined));
  });

  it('takes the only manifest of an index, and refuses one of several', async () => {
    const inner = registry.push([rego('a.rego')]).split('@')[1] as string;
    const size = 1;
    const mediaType = 'application/vnd.oci.image.manifest.v1+json';
    const one = { mediaType, digest: inner, size };
    expect(await run.fetch(registry.document({ schemaVersion: 2, manifests: [one] }))).toEqual({
      'a.rego': 'package a.rego',
    });
    expect(await run.refusal(registry.document({ schemaVersion: 2, manifests: [one, one] }))).toMatchObject({
      message: 'the digest is that of an index of 2 manifests',
      hint: `pin the one with the policies: ${inner}, ${inner}`,
    });
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '<html>', 'the manifest is malformed: it is not a JSON object'],
    ['a list', [], 'the manifest is malformed: it is not a JSON object'],
    ['schema 1', { schemaVersion: 1 }, 'the manifest is malformed: schemaVersion is not 2'],
    ['no layers', { schemaVersion: 2 }, 'the manifest is malformed: layers is not a list'],
    ['both', { schemaVersion: 2, layers: [], manifests: [] }, 'the manifest is malformed: it has both'],
    ['a bad layer', { schemaVersion: 2, layers: [1] }, 'layers[0] is not an object'],
    [
      'a path for a digest',
      { schemaVersion: 2, layers: [{ mediaType: REGO, digest: '../../x', size: 1 }] },
      'layers[0] has no digest',
    ],
    [
      'a negative size',
      { schemaVersion: 2, layers: [{ mediaType: REGO, digest: sha256(''), size: -1 }] },
      'layers[0] has no size',
    ],
    [
      'a huge size',
      { schemaVersion: 2, layers: [{ mediaType: REGO, digest: sha256(''), size: 2 ** 40 }] },
      'its layers have more than',
    ],
    [
      'another kind',
      { schemaVersion: 2, artifactType: 'application/vnd.example', layers: [] },
      'no policies are in it (0 layers; it says to be application/vnd.example)',
    ],
    ['an empty index', { schemaVersion: 2, manifests: [] }, 'the index lists no manifest'],
  ])('refuses a manifest that is %s', async (_, document, message) => {
    const name = registry.document(document);
    expect(await run.refusal(name)).toMatchObject({
      code: 'policy-unavailable',
      where: name,
      message: expect.stringContaining(message),
    });
    expect(run.entries()).toEqual([]);
  });

  it.each([
    [['../a.rego'], 'the path ../a.rego leads out of the folder'],
    [['a/../../b.rego'], 'the path a/../../b.rego leads out of the folder'],
    [['//etc/a.rego'], 'the path /etc/a.rego is absolute'],
    [['a\u0000.rego'], 'has a character that is not safe'],
    [['a.rego', 'a.rego'], 'a.rego is there twice'],
    [['a.rego', 'A.rego'], 'a.rego and A.rego are one file where letter case is not told apart'],
    [['ä.rego', 'a\u0308.rego'], 'are one file where'],
    [['a.rego', 'a.rego/b.rego'], 'a.rego is a file and a folder'],
  ])('refuses the paths %j', async (titles, message) => {
    const name = registry.push(titles.map((title, index) => rego(title, `package p${index}`)));
    expect((await run.refusal(name)).message).toContain(message);
    expect(run.entries()).toEqual([]);
  });

  it('refuses bombs, over all layers together', async () => {
    const packed = await archive({ 'a.txt': '0'.repeat(6 * 2 ** 20) });
    const layer = { mediaType: TAR_GZIP, bytes: packed };
    const limits = { contentBytes: 10 * 2 ** 20 };
    expect((await run.refusal(registry.push([layer, layer]), { limits })).message).toContain(
      'the archive is larger, when it is unpacked, than what is taken',
    );
  });

  it('says what it does not unpack', async () => {
    const zstd = { mediaType: 'application/vnd.oci.image.layer.v1.tar+zstd', bytes: Buffer.from('x') };
    expect((await run.refusal(registry.push([zstd]))).hint).toBe('push it packed with gzip');
    const untitled = { mediaType: REGO, bytes: Buffer.from('package a') };
    expect((await run.refusal(registry.push([untitled]))).message).toMatch(/does not say which file it is/);
  });
});
