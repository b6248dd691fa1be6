/** The credentials that `docker login` keeps, for one registry (docs.docker.com/reference/cli/docker/login). */
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { DriftlockError } from '../../errors.ts';
import type { FetchContext } from './fetch-context.ts';
import { runProgram } from './run-program.ts';

export interface RegistryCredentials {
  readonly user: string;
  readonly password: string;
  /** Instead of a password: what the registry's token server changes for a token. */
  readonly identityToken?: string;
}

type Json = Readonly<Record<string, unknown>>;

const MOST_ANSWER = 65_536;
/** What helpers give for a user where the secret is an identity token. */
const TOKEN_USER = '<token>';

/** Undefined where there are none for the registry. Throws DriftlockError `config` where the file cannot be read. */
export async function dockerCredentials(
  registry: string,
  context: FetchContext,
): Promise<RegistryCredentials | undefined> {
  const { environment } = context;
  const home = environment.HOME || environment.USERPROFILE || homedir();
  const file = path.join(environment.DOCKER_CONFIG || path.join(home, '.docker'), 'config.json');
  const config = await readConfig(file);
  const helper = text(member(config.credHelpers, registry)) ?? text(config.credsStore);
  if (helper !== undefined && helper !== '') return await fromHelper(helper, registry, file, context);
  for (const key of keysOf(registry)) {
    const found = member(config.auths, key);
    if (found !== undefined) return fromEntry(found, registry, file);
  }
  return undefined;
}

/** Older files have URLs for keys. */
function keysOf(registry: string): string[] {
  const urls = [registry, `https://${registry}`, `https://${registry}/v1/`, `https://${registry}/v2/`];
  return isDockerHub(registry) ? [...urls, 'https://index.docker.io/v1/'] : urls;
}

function isDockerHub(registry: string): boolean {
  return registry === 'docker.io' || registry === 'index.docker.io';
}

async function readConfig(file: string): Promise<Json> {
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '')) return {};
    throw unreadable(file, (cause as Error).message, cause);
  }
  try {
    const parsed: unknown = JSON.parse(content);
    if (isRecord(parsed)) return parsed;
  } catch {
    // What JSON.parse says may quote the file, and secrets are in it.
  }
  throw unreadable(file, 'it is not a JSON object');
}

function unreadable(file: string, reason: string, cause?: unknown): DriftlockError {
  return new DriftlockError('config', `the credentials for registries cannot be read: ${reason}`, {
    where: file,
    hint: 'docker login writes the file anew; DOCKER_CONFIG names another folder',
    ...(cause === undefined ? {} : { cause }),
  });
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function member(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** `auth` is Base64 of `user:password`; an empty entry says that a helper has them. */
function fromEntry(entry: unknown, registry: string, file: string): RegistryCredentials | undefined {
  const auth = text(member(entry, 'auth')) ?? '';
  const [, user, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(auth, 'base64').toString('utf8')) ?? [];
  if (auth !== '' && user === undefined)
    throw unreadable(file, `"auth" of ${registry} is not Base64 of <user>:<password>`);
  const identityToken = text(member(entry, 'identitytoken')) ?? '';
  const found = {
    user: user ?? text(member(entry, 'username')) ?? '',
    // Docker once padded the password with zero bytes.
    password: (password ?? text(member(entry, 'password')) ?? '').replace(/\0+$/, ''),
  };
  if (identityToken !== '') return { ...found, identityToken };
  return found.user === '' && found.password === '' ? undefined : found;
}

/** `docker-credential-<name> get`: the registry on standard input, JSON on standard output. */
async function fromHelper(
  name: string,
  registry: string,
  file: string,
  { environment, signal, limits, notice }: FetchContext,
): Promise<RegistryCredentials | undefined> {
  if (!/^\w[\w.-]*$/.test(name)) throw unreadable(file, `"${name}" cannot be a credential helper`);
  const program = `docker-credential-${name}`;
  const input = isDockerHub(registry) ? 'https://index.docker.io/v1/' : registry;
  // Nothing but its timer would hold on to AbortSignal.timeout(), and that holds it weakly: it may never fire.
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new DOMException(program, 'TimeoutError')), limits.silenceMs);
  const ended = AbortSignal.any([signal, late.signal]);
  try {
    const options = { environment, input, mostOutput: MOST_ANSWER, signal: ended };
    const { code, output } = await runProgram(program, ['get'], options);
    const answer = output.toString('utf8');
    if (code === 0) return credentialsIn(answer, program);
    if (!/credentials not found/i.test(answer)) notice(`${program} has no credentials for ${registry}`);
  } catch (cause) {
    signal.throwIfAborted();
    notice(`${program} gives no credentials for ${registry}: ${reasonOf(cause)}`);
  } finally {
    clearTimeout(timer);
  }
  return undefined;
}

function reasonOf(cause: unknown): string {
  if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return 'it is not in PATH';
  return cause instanceof DOMException && cause.name === 'TimeoutError'
    ? 'it does not answer'
    : (cause as Error).message;
}

function credentialsIn(answer: string, program: string): RegistryCredentials {
  let parsed: unknown;
  try {
    parsed = JSON.parse(answer);
  } catch {
    parsed = undefined;
  }
  const [user, secret] = [text(member(parsed, 'Username')), text(member(parsed, 'Secret'))];
  if (user === undefined || secret === undefined) throw new Error(`${program} answers no credentials`);
  return user === TOKEN_USER ? { user: '', password: '', identityToken: secret } : { user, password: secret };
}
