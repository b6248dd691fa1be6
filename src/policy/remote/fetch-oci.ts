/** The files that a manifest in a registry names, each held against its digest. */
import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import type { FetchContext } from './fetch-context.ts';
import { clashOf, type FetchedFile, isKept, pathProblem } from './fetched-files.ts';
import { type Descriptor, MANIFEST_TYPES, type Manifest, readManifest } from './oci-manifest.ts';
import type { OciSource } from './oci-source.ts';
import { openRegistry, type Registry } from './open-registry.ts';
import { policyUnavailable } from './policy-unavailable.ts';
import { ArchiveError, type UnpackBudget, unpackArchive } from './unpack-archive.ts';

const MOST_MANIFEST = 4 * 2 ** 20;
const MOST_LAYERS = 2_000;
const CONCURRENCY = 4;

/** Layers that are one file each, as conftest pushes them. */
const FILE_LAYER = /^application\/vnd\.cncf\.openpolicyagent\.(policy|data)\.layer\.v1(\+|$)/;
const ARCHIVE = /[.+]tar([.+](gzip|zstd))?$/;
const PACKED = /[.+]gzip$/;
/** https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md#guidance-for-an-empty-descriptor */
const EMPTY = 'application/vnd.oci.empty.v1+json';

/** Throws DriftlockError `policy-unavailable` with what to do; the signal's reason when that is aborted. */
export async function fetchOci(source: OciSource, context: FetchContext): Promise<FetchedFile[]> {
  const registry = openRegistry(source, context);
  const manifest = await readPinned(registry, source);
  const layers = manifest.layers.filter(isWanted);
  refuseTooMuch(layers, source, context);
  const limit = pLimit(CONCURRENCY);
  const budget = { bytes: context.limits.contentBytes, entries: context.limits.entries };
  const parts = await Promise.all(
    layers.map((layer) => limit(() => filesOf(layer, registry, source, budget))),
  );
  const files = parts.flat();
  refuseUnsafe(files, manifest, source, context);
  return files;
}

/** The manifest of that digest; of an index with a single manifest, that one. */
async function readPinned(registry: Registry, source: OciSource): Promise<Manifest> {
  const document = await fetchManifest(registry, source.digest, source);
  if (document.manifests === undefined) return document;
  const [only, ...others] = document.manifests;
  if (only === undefined) throw policyUnavailable(source.name, 'the index lists no manifest');
  if (others.length > 0) {
    const digests = document.manifests.slice(0, 5).map(({ digest }) => digest);
    throw policyUnavailable(
      source.name,
      `the digest is that of an index of ${document.manifests.length} manifests`,
      `pin the one with the policies: ${digests.join(', ')}${document.manifests.length > 5 ? ', …' : ''}`,
    );
  }
  const manifest = await fetchManifest(registry, only.digest, source);
  if (manifest.manifests !== undefined) throw policyUnavailable(source.name, 'the index lists another index');
  return manifest;
}

async function fetchManifest(registry: Registry, digest: string, source: OciSource): Promise<Manifest> {
  const accept = MANIFEST_TYPES.join(', ');
  const bytes = await registry.get(`manifests/${digest}`, 'the manifest', accept, MOST_MANIFEST);
  checkDigest(bytes, digest, 'the manifest', source);
  return readManifest(bytes, source);
}

function checkDigest(bytes: Uint8Array, digest: string, what: string, source: OciSource): void {
  const found = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (found === digest) return;
  throw policyUnavailable(
    source.name,
    `${what} that ${source.registry} sends has another digest than ${digest}`,
    `it was changed on the way or in the registry (it has ${found}); nothing of it was kept`,
  );
}

/** A title says what a file is; oras gives plain files the type of archives. */
function isWanted({ mediaType, title }: Descriptor): boolean {
  if (mediaType === EMPTY) return false;
  if (FILE_LAYER.test(mediaType)) return true;
  if (title !== undefined && isKept(plainPath(title))) return true;
  return isArchive({ mediaType, title });
}

function isArchive({ mediaType, title }: Pick<Descriptor, 'mediaType' | 'title'>): boolean {
  return ARCHIVE.test(mediaType) && (title === undefined || isArchiveTitle(title, mediaType));
}

/** A README that was pushed beside the policies has the type of an archive, too; a packed folder has any name. */
function isArchiveTitle(title: string, mediaType: string): boolean {
  return PACKED.test(mediaType) || /\.(tar(\.gz)?|tgz)$/.test(title) || !/\.[^/]*$/.test(title);
}

/** Conftest gives the path as it was named to it, which may begin with a slash. */
function plainPath(title: string): string {
  return title.replace(/^\/|^(\.\/)+/, '');
}

function refuseTooMuch(layers: readonly Descriptor[], source: OciSource, { limits }: FetchContext): void {
  if (layers.length > MOST_LAYERS)
    throw policyUnavailable(source.name, `it has more than ${MOST_LAYERS} layers`);
  const bytes = layers.reduce((sum, { size }) => sum + size, 0);
  if (bytes > limits.transferBytes)
    throw policyUnavailable(source.name, `its layers have more than ${limits.transferBytes} bytes`);
}

async function filesOf(
  layer: Descriptor,
  registry: Registry,
  source: OciSource,
  budget: UnpackBudget,
): Promise<FetchedFile[]> {
  const what = `the layer ${layer.title ?? layer.digest}`;
  if (/zstd$/.test(layer.mediaType))
    throw policyUnavailable(source.name, `${what} is packed with zstd`, 'push it packed with gzip');
  const bytes = await registry.get(`blobs/${layer.digest}`, what, '*/*', layer.size);
  if (bytes.length !== layer.size)
    throw policyUnavailable(
      source.name,
      `${what} breaks off after ${bytes.length} of ${layer.size} bytes`,
      'try again later; nothing of it was kept',
    );
  checkDigest(bytes, layer.digest, what, source);
  if (FILE_LAYER.test(layer.mediaType) || (layer.title !== undefined && isKept(plainPath(layer.title))))
    return [{ path: titleOf(layer, source), bytes }];
  try {
    return await unpackArchive(bytes, isGzip(bytes), budget);
  } catch (cause) {
    if (!(cause instanceof ArchiveError)) throw cause;
    throw policyUnavailable(source.name, `${what}: the archive ${cause.message}`, undefined, cause);
  }
}

/** The first two bytes of gzip (RFC 1952 §2.3.1); no tar archive begins with them. */
function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function titleOf({ title, digest }: Descriptor, source: OciSource): string {
  if (title === undefined)
    throw policyUnavailable(
      source.name,
      `the layer ${digest} does not say which file it is`,
      'push it with conftest push or oras push, which write org.opencontainers.image.title',
    );
  return plainPath(title);
}

function refuseUnsafe(
  files: readonly FetchedFile[],
  manifest: Manifest,
  source: OciSource,
  { limits }: FetchContext,
): void {
  if (files.length === 0)
    throw policyUnavailable(
      source.name,
      `no policies are in it (${manifest.layers.length} layers; it says to be ${manifest.kind})`,
      'conftest push or oras push put .rego files there, opa build makes a bundle',
    );
  for (const { path } of files) {
    const problem = pathProblem(path);
    if (problem === undefined) continue;
    const hint = 'push the policies from the folder that they are in';
    throw policyUnavailable(source.name, `the path ${path} ${problem}`, hint);
  }
  const clash = clashOf(files.map(({ path }) => path));
  if (clash !== undefined) throw policyUnavailable(source.name, clash);
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  if (files.length > limits.entries || bytes > limits.contentBytes)
    throw policyUnavailable(
      source.name,
      `policies and data there are larger than ${limits.contentBytes} bytes`,
    );
}
