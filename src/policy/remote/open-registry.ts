/** A registry for one repository: asks with credentials once they are wanted, again where it is busy. */
import type { DriftlockError } from '../../errors.ts';
import { type Challenge, readChallenges } from './auth-challenge.ts';
import { dockerCredentials, type RegistryCredentials } from './docker-credentials.ts';
import type { FetchContext } from './fetch-context.ts';
import { isLoopback } from './loopback.ts';
import type { OciSource } from './oci-source.ts';
import { MomentaryError, policyUnavailable } from './policy-unavailable.ts';
import { type RegistryAnswer, type RegistryRequest, requestRegistry } from './registry-request.ts';
import { retryMomentary } from './retry-momentary.ts';

export interface Registry {
  /** The body at a path below `/v2/<repository>/`, of a status 200. Throws DriftlockError with what to do. */
  get(path: string, what: string, accept: string, most: number): Promise<Uint8Array>;
}

type Session = { authorization?: string; credentials?: Promise<RegistryCredentials | undefined> };

const MOST_TOKEN = 2 ** 20;
/** Printable and in one line, as it goes into a header. */
const TOKEN = /^[\x21-\x7e]+$/;

export function openRegistry(source: OciSource, context: FetchContext): Registry {
  const session: Session = {};
  async function get(path: string, what: string, accept: string, most: number): Promise<Uint8Array> {
    const url = `${source.origin}/v2/${source.repository}/${path}`;
    const request = { url, what, headers: { accept }, most };
    return await retryMomentary(
      async () => bodyOf(await authorised(request, session, source, context), what, source, session),
      context.limits.retryMs,
      context.signal,
    );
  }
  return { get };
}

/** Asked without credentials first, as long as the registry wants none. */
async function authorised(
  request: RegistryRequest,
  session: Session,
  source: OciSource,
  context: FetchContext,
): Promise<RegistryAnswer> {
  const { authorization } = session;
  const asked = authorization === undefined ? request : { ...request, authorization };
  const answer = await requestRegistry(asked, source, context);
  if (answer.status !== 401 || !answer.fromRegistry) return answer;
  const challenges = readChallenges(answer.headers.get('www-authenticate') ?? '');
  const found = await authorizationFor(challenges, session, source, context);
  if (found === undefined) return answer;
  session.authorization = found;
  return await requestRegistry({ ...request, authorization: found }, source, context);
}

async function authorizationFor(
  challenges: readonly Challenge[],
  session: Session,
  source: OciSource,
  context: FetchContext,
): Promise<string | undefined> {
  session.credentials ??= dockerCredentials(source.registry, context);
  const credentials = await session.credentials;
  const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
  if (bearer !== undefined) return `Bearer ${await tokenFor(bearer, credentials, source, context)}`;
  const basic = challenges.some(({ scheme }) => scheme === 'basic');
  return basic && credentials !== undefined ? basicOf(credentials) : undefined;
}

function basicOf({ user, password }: RegistryCredentials): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** https://distribution.github.io/distribution/spec/auth/token/ and, with an identity token, …/auth/oauth/ */
async function tokenFor(
  { parameters }: Challenge,
  credentials: RegistryCredentials | undefined,
  source: OciSource,
  context: FetchContext,
): Promise<string> {
  const realm = realmOf(parameters.realm ?? '', source);
  const query = new URLSearchParams({
    ...(parameters.service === undefined ? {} : { service: parameters.service }),
    scope: parameters.scope ?? `repository:${source.repository}:pull`,
  });
  const request = { what: 'a token', headers: { accept: 'application/json' }, most: MOST_TOKEN };
  if (credentials?.identityToken !== undefined) {
    query.set('grant_type', 'refresh_token');
    query.set('client_id', 'driftlock');
    query.set('refresh_token', credentials.identityToken);
    const form = query.toString();
    return tokenIn(await requestRegistry({ ...request, url: realm.href, form }, source, context), source);
  }
  for (const [name, value] of query) realm.searchParams.set(name, value);
  const authorization = credentials === undefined ? {} : { authorization: basicOf(credentials) };
  const answer = await requestRegistry({ ...request, url: realm.href, ...authorization }, source, context);
  return tokenIn(answer, source);
}

/** Credentials are sent there, so nobody on the way may read them. */
function realmOf(realm: string, source: OciSource): URL {
  const url = URL.canParse(realm) ? new URL(realm) : undefined;
  const plain =
    url?.protocol === 'http:' && isLoopback(url.hostname) && isLoopback(new URL(source.origin).hostname);
  if (url === undefined || !(url.protocol === 'https:' || plain))
    throw policyUnavailable(source.name, `${source.registry} asks for a token from where none is fetched`);
  return url;
}

function tokenIn(answer: RegistryAnswer, source: OciSource): string {
  if (answer.status !== 200) throw refused(answer, 'a token', source, false);
  const found = jsonIn(answer.body);
  const token = found.token ?? found.access_token;
  if (typeof token !== 'string' || !TOKEN.test(token))
    throw policyUnavailable(source.name, `${source.registry} answers no token where it wants one`);
  return token;
}

function jsonIn(body: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    // Pages of proxies are HTML; the status says enough then.
    return {};
  }
}

function bodyOf(answer: RegistryAnswer, what: string, source: OciSource, session: Session): Uint8Array {
  if (answer.status === 200) return answer.body;
  throw refused(answer, what, source, session.authorization !== undefined);
}

/** What the status means, with the registry's own words where it has any. */
function refused(
  answer: RegistryAnswer,
  what: string,
  { name, registry, repository }: OciSource,
  authorised: boolean,
): DriftlockError | MomentaryError {
  const { status } = answer;
  const words = `${registry} answers ${status} for ${what}${saidBy(answer.body)}`;
  if (status === 401 || status === 403) {
    const refusal = authorised ? 'the credentials there do not suffice' : 'it wants credentials';
    const hint = `docker login ${registry} keeps credentials that may read ${repository}`;
    return policyUnavailable(name, `${words}: ${refusal}`, hint);
  }
  if (status === 404)
    return policyUnavailable(
      name,
      `${words}: it is not there, or not shown without credentials`,
      'check registry, repository and digest; a digest that was deleted does not come back',
    );
  if (status !== 408 && status !== 429 && status < 500) return policyUnavailable(name, words);
  const failure = policyUnavailable(
    name,
    words,
    'try again later; what was fetched before is used without it',
  );
  return new MomentaryError(failure, waitAskedFor(answer.headers.get('retry-after')));
}

/** `{"errors": [{"code", "message"}]}`, as the distribution specification has it. */
function saidBy(body: Uint8Array): string {
  const { errors } = jsonIn(body);
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  if (typeof first !== 'object' || first === null) return '';
  const { code, message } = first as Record<string, unknown>;
  const said = [code, message].filter((one) => typeof one === 'string' && one !== '').join(': ');
  return said === '' ? '' : ` (${said.slice(0, 200)})`;
}

/** Seconds or a date (RFC 9110 §10.2.3), in milliseconds from now. */
function waitAskedFor(header: string | null): number | undefined {
  if (header === null) return undefined;
  const wait = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
