/** As much of GitHub's REST API as a comment takes, on this machine. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface FakeComment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string; readonly type: string };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** What was asked for is done all the same. */
  readonly done?: true;
}

export interface FakeGithub {
  readonly url: string;
  readonly comments: FakeComment[];
  /** `GET /path`, in order. */
  readonly calls: string[];
  readonly tokens: Set<string>;
  /** Answers the next calls instead of the API; undefined lets one through. */
  readonly next: (Answer | undefined)[];
  add(body: string, user?: FakeComment['user']): void;
  close(): Promise<void>;
}

const BOT = { login: 'github-actions[bot]', type: 'Bot' };

/** Of pull request 7 of acme/infra; a body of more than 65,536 characters is refused, as GitHub refuses it. */
export async function fakeGithub(): Promise<FakeGithub> {
  const comments: FakeComment[] = [];
  const calls: string[] = [];
  const tokens = new Set<string>();
  const next: (Answer | undefined)[] = [];
  const add = (body: string, user = BOT) => {
    comments.push({ id: comments.length + 1, body, user });
  };

  function answer(method: string, path: string, text: string): Answer {
    const { pathname, searchParams } = new URL(path, 'http://x');
    const { body = '' } = (text === '' ? {} : JSON.parse(text)) as { body?: string };
    if (body.length > 65_536) return { status: 422, body: { message: 'Body is too long' } };
    if (method === 'GET' && pathname === '/user')
      return { status: 403, body: { message: 'Resource not accessible by integration' } };
    if (pathname === '/repos/acme/infra/issues/7/comments' && method === 'GET') {
      const [page, size] = [Number(searchParams.get('page')), Number(searchParams.get('per_page'))];
      return { status: 200, body: comments.slice((page - 1) * size, page * size) };
    }
    if (pathname === '/repos/acme/infra/issues/7/comments' && method === 'POST') {
      add(body);
      return { status: 201, body: comments.at(-1) };
    }
    const [, id] = /^\/repos\/acme\/infra\/issues\/comments\/(\d+)$/.exec(pathname) ?? [];
    const comment = comments.find((one) => String(one.id) === id);
    if (method !== 'PATCH' || comment === undefined) return { status: 404, body: { message: 'Not Found' } };
    comment.body = body;
    return { status: 200, body: comment };
  }

  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    request.on('end', () => {
      calls.push(`${request.method} ${request.url}`);
      tokens.add(request.headers.authorization ?? '');
      const instead = next.shift();
      const own = instead === undefined || instead.done === true;
      const answered = own ? answer(request.method ?? '', request.url ?? '', text) : instead;
      const said = instead ?? answered;
      response.writeHead(said.status, { 'content-type': 'application/json', ...said.headers });
      response.end(JSON.stringify(said.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    comments,
    calls,
    tokens,
    next,
    add,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
