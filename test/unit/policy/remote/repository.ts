/** Real git repositories in a temporary folder, and git's own servers for them on 127.0.0.1. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Repository {
  readonly folder: string;
  git(...args: string[]): string;
  /** Writes files, commits everything, and gives the commit. */
  commit(files: Readonly<Record<string, string>>): string;
  remove(): void;
}

/** Nothing of whoever runs the tests. */
export const GIT_ENVIRONMENT = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.org',
};

export function repository(...options: string[]): Repository {
  const folder = mkdtempSync(path.join(tmpdir(), 'driftlock-repository-'));
  function git(...args: string[]): string {
    return execFileSync('git', ['-C', folder, ...args], {
      env: GIT_ENVIRONMENT,
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim();
  }
  git('init', '--quiet', '--initial-branch=main', ...options);
  return {
    folder,
    git,
    commit(files) {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        writeFileSync(path.join(folder, name), text);
      }
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '-m', 'a commit');
      return git('rev-parse', 'HEAD');
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface GitHost {
  readonly url: string;
  /** Method, path and query, and what was sent for Authorization. */
  readonly requests: { readonly line: string; readonly authorization: string | undefined }[];
  close(): Promise<void>;
}

/**
 * `git http-backend` for the repository, behind `gate`, which may answer itself and then gives true. Old protocols only
 * where `protocol` says so.
 */
export async function gitHost(
  { folder }: Repository,
  gate: (request: IncomingMessage, response: ServerResponse) => boolean = () => false,
  protocol?: string,
): Promise<GitHost> {
  const requests: GitHost['requests'][number][] = [];
  const server = createServer((request, response) => {
    requests.push({ line: `${request.method} ${request.url}`, authorization: request.headers.authorization });
    if (!gate(request, response)) backend(folder, request, response, protocol);
  });
  await listening(server);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/r.git`, requests, close: () => closed(server) };
}

export async function listening(server: Server): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}

export async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** CGI (RFC 3875), as far as git needs it. */
function backend(
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
  protocol = request.headers['git-protocol'] as string | undefined,
): void {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const child = spawn('git', ['http-backend'], {
    env: {
      ...GIT_ENVIRONMENT,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROJECT_ROOT: path.join(folder, '.git'),
      PATH_INFO: url.pathname.replace('/r.git', ''),
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: (request.headers['content-encoding'] as string | undefined) ?? '',
      ...(protocol === undefined ? {} : { GIT_PROTOCOL: protocol }),
    },
  });
  request.pipe(child.stdin);
  const parts: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  child.stdin.on('error', () => {});
  child.on('close', () => {
    const all = Buffer.concat(parts);
    const end = all.indexOf('\r\n\r\n');
    for (const line of all.toString('latin1', 0, end).split('\r\n')) {
      const [, name = '', value = ''] = /^([^:]+): *(.*)$/.exec(line) ?? [];
      if (name.toLowerCase() === 'status') response.statusCode = Number.parseInt(value, 10);
      else response.setHeader(name, value);
    }
    response.end(all.subarray(end + 4));
  });
}
