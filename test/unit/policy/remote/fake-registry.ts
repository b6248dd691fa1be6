/** A registry on 127.0.0.1 that answers as a test wants: honestly, or not. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closed, listening } from './repository.ts';

export interface Layer {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly title?: string;
}

export interface SeenRequest {
  readonly method: string | undefined;
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

export type Gate = (request: SeenRequest, response: ServerResponse) => boolean | Promise<boolean>;

export interface FakeRegistry {
  /** `127.0.0.1:<port>` */
  readonly host: string;
  readonly requests: SeenRequest[];
  /** Answers before the registry does, and then gives true. */
  gate: Gate;
  /** Puts a blob there, and gives its digest. */
  blob(bytes: Uint8Array | string): string;
  /** Puts a manifest there as it is, and gives the name that fetches it. */
  document(document: unknown): string;
  /** Puts a manifest of these layers there, and gives the name that fetches it. */
  push(layers: readonly Layer[]): string;
  close(): Promise<void>;
}

export const REGO = 'application/vnd.cncf.openpolicyagent.policy.layer.v1+rego';
export const TAR_GZIP = 'application/vnd.oci.image.layer.v1.tar+gzip';

export function sha256(bytes: Uint8Array | string): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** A layer as conftest pushes it. */
export function rego(title: string, text = `package ${title}`): Layer {
  return { mediaType: REGO, title, bytes: Buffer.from(text) };
}

export async function fakeRegistry(): Promise<FakeRegistry> {
  const blobs = new Map<string, Uint8Array>();
  const requests: SeenRequest[] = [];
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Uint8Array[] = [];
    for await (const part of request) parts.push(part as Uint8Array);
    const { method, url = '', headers } = request;
    const body = Buffer.concat(parts).toString('utf8');
    const seen = { method, url, authorization: headers.authorization, body };
    requests.push(seen);
    if (await registry.gate(seen, response)) return;
    const bytes = blobs.get(url.slice(url.lastIndexOf('/') + 1));
    response.statusCode = bytes === undefined ? 404 : 200;
    response.end(bytes);
  }
  await listening(server);
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  function blob(content: Uint8Array | string): string {
    const bytes = Buffer.from(content);
    blobs.set(sha256(bytes), bytes);
    return sha256(bytes);
  }
  function document(content: unknown): string {
    return `oci::${host}/acme/p@${blob(typeof content === 'string' ? content : JSON.stringify(content))}`;
  }
  const registry: FakeRegistry = {
    host,
    requests,
    gate: () => false,
    blob,
    document,
    push: (layers) =>
      document({
        schemaVersion: 2,
        config: { mediaType: 'application/vnd.unknown.config.v1+json', digest: blob('{}'), size: 2 },
        layers: layers.map(({ mediaType, bytes, title }) => ({
          mediaType,
          digest: blob(bytes),
          size: bytes.length,
          ...(title === undefined ? {} : { annotations: { 'org.opencontainers.image.title': title } }),
        })),
      }),
    close: () => closed(server),
  };
  return registry;
}
