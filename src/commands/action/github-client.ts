/** The few calls of GitHub's REST API that a comment takes. */
import { DriftlockError } from '../../errors.ts';
import { MomentaryError } from '../../policy/remote/policy-unavailable.ts';
import { retryMomentary } from '../../policy/remote/retry-momentary.ts';
import { visibleText } from '../../visible-text.ts';

const LIMIT_MS = 30_000;
const FIRST_WAIT_MS = 1_000;
/** Characters of what the other side says of a failure. */
const LONGEST_REASON = 300;

export interface Comment {
  readonly id: number;
  readonly body?: string | null;
  readonly user?: { readonly login?: string; readonly type?: string } | null;
}

export interface GithubClient {
  /** A hundred by page, the oldest first; pages count from 1. */
  comments(number: number, page: number): Promise<readonly Comment[]>;
  /** Of the user that the token belongs to; undefined for the token of a job, which belongs to none. */
  login(): Promise<string | undefined>;
  create(number: number, body: string): Promise<void>;
  update(id: number, body: string): Promise<void>;
  /** `action` again, a few times, while it fails for the moment. */
  again<T>(action: () => Promise<T>): Promise<T>;
}

/** The token may not. */
export class RefusedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RefusedError';
  }
}

interface Connection {
  readonly api: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly token: string;
}

function failure(what: string, reason: string, cause?: unknown): DriftlockError {
  return new DriftlockError(
    'output-unwritable',
    `GitHub: ${what}: ${visibleText(reason).slice(0, LONGEST_REASON)}`,
    {
      ...(cause === undefined ? {} : { cause }),
    },
  );
}

/** How long the other side wants to be left alone; undefined where it does not say. */
function afterMs(headers: Headers): number | undefined {
  const after = Number(headers.get('retry-after'));
  if (Number.isFinite(after) && after > 0) return after * 1_000;
  const reset = Number(headers.get('x-ratelimit-reset'));
  if (headers.get('x-ratelimit-remaining') === '0' && reset > 0)
    return Math.max(0, reset * 1_000 - Date.now());
  return undefined;
}

async function reasonOf(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    if (typeof message === 'string') return `${response.status} ${message}`;
  } catch {
    // No JSON: a proxy speaks.
  }
  return `${response.status} ${text.slice(0, LONGEST_REASON)}`;
}

async function thrown(what: string, response: Response): Promise<never> {
  const reason = await reasonOf(response);
  const after = afterMs(response.headers);
  const { status } = response;
  const isBusy = status === 429 || status >= 500 || (status === 403 && after !== undefined);
  if (isBusy) throw new MomentaryError(failure(what, reason), after);
  if (status === 401 || status === 403 || status === 404)
    throw new RefusedError(
      `${what}: ${visibleText(reason)}; the job needs permissions: pull-requests: write, which a pull request from a fork does not get`,
    );
  throw failure(what, reason);
}

/** No redirect is followed: the token is for that host alone. */
function caller({ api, token }: Connection) {
  return async (what: string, method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${api.replace(/\/+$/, '')}${path}`, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(LIMIT_MS),
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'user-agent': 'driftlock',
        'x-github-api-version': '2022-11-28',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw new MomentaryError(failure(what, error instanceof Error ? error.message : String(error), error));
    });
    if (!response.ok) return await thrown(what, response);
    return await response.json();
  };
}

/** Throws DriftlockError (usage) for an address or a repository that is none. */
export function githubClient(connection: Connection): GithubClient {
  const { api, repository } = connection;
  if (!/^https?:\/\/[^\s@]+$/.test(api))
    throw new DriftlockError('usage', `GITHUB_API_URL: "${api}" is no address`);
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw new DriftlockError('usage', `GITHUB_REPOSITORY: "${repository}" is not owner/name`);
  const call = caller(connection);
  const issues = `/repos/${repository}/issues`;
  return {
    comments: async (number, page) =>
      (await call(
        'reading the comments',
        'GET',
        `${issues}/${number}/comments?per_page=100&page=${page}`,
      )) as Comment[],
    login: async () => {
      try {
        return ((await call('asking for the user', 'GET', '/user')) as { login?: string }).login;
      } catch (error) {
        if (error instanceof RefusedError) return undefined;
        throw error;
      }
    },
    create: async (number, body) => {
      await call('writing the comment', 'POST', `${issues}/${number}/comments`, { body });
    },
    update: async (id, body) => {
      await call('updating the comment', 'PATCH', `${issues}/comments/${id}`, { body });
    },
    again: (action) => retryMomentary(action, FIRST_WAIT_MS, new AbortController().signal),
  };
}
