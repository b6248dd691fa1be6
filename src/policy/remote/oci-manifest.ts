/** What a manifest lists (github.com/opencontainers/image-spec v1.1, manifest.md and image-index.md). */
import type { OciSource } from './oci-source.ts';
import { policyUnavailable } from './policy-unavailable.ts';

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  /** `org.opencontainers.image.title`: the path of the file that it is. */
  readonly title: string | undefined;
}

export interface Manifest {
  /** Where the document is an index: what it lists. */
  readonly manifests?: readonly Descriptor[];
  readonly layers: readonly Descriptor[];
  /** What it says to be, for messages. */
  readonly kind: string;
}

type Json = Readonly<Record<string, unknown>>;

export const MANIFEST_TYPES = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
] as const;

const TITLE = 'org.opencontainers.image.title';
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Throws DriftlockError where the bytes, whose digest is right, are no manifest. */
export function readManifest(bytes: Uint8Array, source: OciSource): Manifest {
  const document = parsed(bytes, source);
  const { schemaVersion, layers, manifests, artifactType, config } = document;
  if (schemaVersion !== 2) throw malformed(source, 'schemaVersion is not 2');
  const kind = text(artifactType) ?? (isRecord(config) ? text(config.mediaType) : undefined) ?? 'no type';
  if (manifests !== undefined && layers !== undefined)
    throw malformed(source, 'it has both layers and manifests');
  if (manifests !== undefined)
    return { manifests: descriptors(manifests, 'manifests', source), layers: [], kind };
  return { layers: descriptors(layers, 'layers', source), kind };
}

function malformed(source: OciSource, reason: string): Error {
  return policyUnavailable(source.name, `the manifest is malformed: ${reason}`);
}

function parsed(bytes: Uint8Array, source: OciSource): Json {
  try {
    const document: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (isRecord(document)) return document;
  } catch {
    // Said below in the same words.
  }
  throw malformed(source, 'it is not a JSON object');
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function descriptors(value: unknown, what: string, source: OciSource): Descriptor[] {
  if (!Array.isArray(value)) throw malformed(source, `${what} is not a list`);
  return value.map((one: unknown, index) => descriptor(one, `${what}[${index}]`, source));
}

function descriptor(value: unknown, place: string, source: OciSource): Descriptor {
  if (!isRecord(value)) throw malformed(source, `${place} is not an object`);
  const { mediaType, digest, size, annotations } = value;
  if (typeof mediaType !== 'string') throw malformed(source, `${place} has no mediaType`);
  if (typeof digest !== 'string' || !DIGEST.test(digest))
    throw malformed(source, `${place} has no digest of the form sha256:<64 hexadecimal digits>`);
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
    throw malformed(source, `${place} has no size`);
  const title = isRecord(annotations) && Object.hasOwn(annotations, TITLE) ? annotations[TITLE] : undefined;
  return { mediaType, digest, size, title: text(title) };
}
