/** One request to a registry: redirects followed with care, limits held, failures in words. */
import type { DriftlockError } from '../../errors.ts';
import type { FetchContext } from './fetch-context.ts';
import { isLoopback } from './loopback.ts';
import type { OciSource } from './oci-source.ts';
import { MomentaryError, policyUnavailable } from './policy-unavailable.ts';

export interface RegistryRequest {
  readonly url: string;
  /** What is asked for, in the words of an error: `the manifest`. */
  readonly what: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent to the origin of the URL alone, whereto ever that redirects. */
  readonly authorization?: string;
  /** A form to post, which is never redirected. */
  readonly form?: string;
  /** Bytes of the answer's body. */
  readonly most: number;
}

export interface RegistryAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** False where a redirect led to another origin. */
  readonly fromRegistry: boolean;
}

const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Names that cannot be, certificates that are wrong: asking again gives the same. */
const LASTING = /^(ENOTFOUND|.*CERT.*|.*SIGNED.*|ERR_TLS.*|UNABLE_TO_.*|EPROTO|ERR_SSL.*|ERR_INVALID_.*)$/;

/** Throws DriftlockError, MomentaryError where asking again may help, and the signal's reason when that is aborted. */
export async function requestRegistry(
  request: RegistryRequest,
  source: OciSource,
  context: FetchContext,
): Promise<RegistryAnswer> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), context.limits.silenceMs);
  const signal = AbortSignal.any([context.signal, silence.signal]);
  const first = new URL(request.url);
  let at = first;
  try {
    for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
      const response = await fetch(at, {
        ...(request.form === undefined ? {} : { method: 'POST', body: request.form }),
        headers: headersFor(request, at.origin === first.origin),
        redirect: 'manual',
        signal,
      });
      timer.refresh();
      const location = REDIRECTS.has(response.status) ? response.headers.get('location') : null;
      if (location === null || request.form !== undefined) {
        const body = await readBody(response, request, source, timer);
        return {
          status: response.status,
          headers: response.headers,
          body,
          fromRegistry: at.origin === first.origin,
        };
      }
      await response.body?.cancel();
      at = redirected(location, at, first, source);
    }
    throw policyUnavailable(source.name, `${first.host} redirects ${request.what} in a circle`);
  } catch (error) {
    context.signal.throwIfAborted();
    if (silence.signal.aborted) throw silent(at, request, source, context);
    throw failed(error, at, request, source, context);
  } finally {
    clearTimeout(timer);
  }
}

function headersFor({ headers, authorization, form }: RegistryRequest, own: boolean): Record<string, string> {
  return {
    ...headers,
    // What is packed on the way has another length and digest than what was asked for.
    'accept-encoding': 'identity',
    ...(own && authorization !== undefined ? { authorization } : {}),
    ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
  };
}

function redirected(location: string, from: URL, first: URL, source: OciSource): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
  const plain = to?.protocol === 'http:' && isLoopback(to.hostname) && isLoopback(first.hostname);
  if (to === undefined || !(to.protocol === 'https:' || plain) || to.username !== '' || to.password !== '')
    throw policyUnavailable(source.name, `${from.host} redirects to where nothing is fetched from`);
  return to;
}

async function readBody(
  response: Response,
  { most, what }: RegistryRequest,
  source: OciSource,
  timer: NodeJS.Timeout,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
    timer.refresh();
    length += next.value.length;
    if (length > most) {
      await reader?.cancel();
      throw policyUnavailable(source.name, `${what} is longer than ${most} bytes`);
    }
    parts.push(next.value);
  }
  return new Uint8Array(Buffer.concat(parts));
}

function silent(
  at: URL,
  { what }: RegistryRequest,
  source: OciSource,
  { limits }: FetchContext,
): DriftlockError {
  return policyUnavailable(
    source.name,
    `${at.host} sent nothing of ${what} for ${limits.silenceMs / 1000} s`,
    'try again later; what was fetched before is used without it',
  );
}

function failed(
  error: unknown,
  at: URL,
  { what }: RegistryRequest,
  source: OciSource,
  { environment }: FetchContext,
): unknown {
  // fetch() throws TypeError for whatever the network does, with its error for a cause.
  if (!(error instanceof TypeError)) return error;
  const cause = error.cause instanceof Error ? error.cause : error;
  const code = 'code' in cause ? String(cause.code) : '';
  const words = code === '' || cause.message.includes(code) ? cause.message : `${code}: ${cause.message}`;
  const failure = policyUnavailable(
    source.name,
    `${what} cannot be fetched from ${at.host} (${words || 'no connection'})`,
    hintFor(code, environment),
    error,
  );
  return LASTING.test(code) ? failure : new MomentaryError(failure);
}

function hintFor(code: string, environment: FetchContext['environment']): string {
  if (/CERT|SIGNED|UNABLE_TO_/.test(code))
    return 'name the certificate authority: NODE_EXTRA_CA_CERTS=<file>';
  const proxy = ['HTTPS_PROXY', 'https_proxy'].some((name) => (environment[name] ?? '') !== '');
  if (proxy && environment.NODE_USE_ENV_PROXY !== '1')
    return 'HTTPS_PROXY is used by Node 24 and newer with NODE_USE_ENV_PROXY=1';
  return 'check the name and the network; what was fetched before is used without it';
}
