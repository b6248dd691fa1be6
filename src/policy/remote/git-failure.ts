/** What git says when it cannot fetch, as one line with what to do. */

import { maskName } from '../../config/source-name.ts';
import type { DriftlockError } from '../../errors.ts';
import type { GitSource } from './git-source.ts';
import { MomentaryError, policyUnavailable } from './policy-unavailable.ts';

interface Kind {
  readonly says: RegExp;
  readonly message: (source: GitSource) => string;
  readonly hint: (source: GitSource) => string;
  readonly momentary?: true;
}

function hostOf({ url, protocol }: GitSource): string {
  if (protocol === 'file') return 'this machine';
  if (URL.canParse(url)) return new URL(url).host;
  return /@([^:]*):/.exec(url)?.[1] ?? url;
}

function listing({ url }: GitSource): string {
  return `git ls-remote ${maskName(url)}`;
}

/** In order: of an answer that fits several, the first. */
const KINDS: readonly Kind[] = [
  {
    says: /not our ref|couldn't find remote ref|no such remote ref|does not have the commit/i,
    message: ({ commit }) => `the repository has no commit ${commit}`,
    hint: (source) => `this lists what its branches and tags stand at: ${listing(source)}`,
  },
  {
    says: /Host key verification failed/i,
    message: (source) => `the SSH key of ${hostOf(source)} is not known`,
    hint: (source) =>
      `add it to known_hosts once you have checked it: ssh-keyscan ${hostOf(source)} >> ~/.ssh/known_hosts`,
  },
  {
    says: /terminal prompts disabled|could not read (Username|Password)|Authentication failed|Permission denied|error: 40[13]\b|HTTP Basic: Access denied|no supported authentication|Too many authentication failures/i,
    message: (source) => `${hostOf(source)} wants credentials, or refuses the ones that it was given`,
    hint: (source) =>
      `give git access, by a credential helper or an SSH key, until this works without asking: ${listing(source)}`,
  },
  {
    says: /Could not resolve host|Name or service not known|nodename nor servname|Temporary failure in name resolution/i,
    message: (source) => `there is no host ${hostOf(source)}`,
    hint: () => 'check the name and the network; what was fetched before is used without it',
  },
  {
    says: /Connection refused|Connection timed out|Failed to connect|Could(n't| not) connect|Network is unreachable|No route to host|Operation timed out|Operation too slow/i,
    message: (source) => `${hostOf(source)} cannot be reached`,
    hint: () => 'check the address, the network and the proxy; what was fetched before is used without it',
    momentary: true,
  },
  {
    says: /dubious ownership/i,
    message: () => 'the repository belongs to another user',
    hint: ({ url }) => `git config --global --add safe.directory ${url.replace(/^file:\/\//, '')}`,
  },
  {
    says: /Repository not found|does not appear to be a git repository|error: 404|repository '.*' not found|does not exist|not a git repository|project you were looking for could not be found/i,
    message: () => 'there is no such repository, or it is not shown without credentials',
    hint: (source) => `check the address: ${listing(source)}`,
  },
  {
    says: /unable to update url base from redirection|error: 30[12378]\b/i,
    message: (source) => `${hostOf(source)} redirects to another address`,
    hint: () => 'name that address; credentials of a URL are not sent on',
  },
  {
    says: /SSL certificate|certificate verif|server certificate/i,
    message: (source) => `the certificate of ${hostOf(source)} is not trusted`,
    hint: () => 'name the certificate authority to git: git config --global http.sslCAInfo <file>',
  },
  {
    says: /error: (429|5\d\d)\b|Connection reset|early EOF|RPC failed|unexpected disconnect|remote end hung up/i,
    message: (source) => `${hostOf(source)} is busy or broke the connection off`,
    hint: () => 'try again later; what was fetched before is used without it',
    momentary: true,
  },
  {
    says: /No space left on device|Out of diskspace/i,
    message: () => 'the disk is full',
    hint: () => 'make room; nothing of it was kept',
  },
];

/** The lines that say why: git puts them last, or marks them. */
function lastWords(complaint: string): string {
  const lines = complaint.split('\n').map((line) => line.trim());
  const marked = lines.filter((line) => /^(fatal|error|remote: error|remote: fatal):/i.test(line));
  const told = marked[0] ?? lines.findLast((line) => line !== '') ?? 'nothing';
  return told.slice(0, 300);
}

/** Every form in which what is secret might be repeated. */
function withoutSecrets(text: string, { user, password }: GitSource): string {
  const secrets = [password, password === undefined ? undefined : encodeURIComponent(password)];
  if (password !== undefined) secrets.push(Buffer.from(`${user ?? ''}:${password}`).toString('base64'));
  return secrets.reduce<string>(
    (masked, secret) =>
      secret === undefined || secret.length < 4 ? masked : masked.replaceAll(secret, '***'),
    text,
  );
}

/** The failure as DriftlockError; MomentaryError where it may pass by itself. */
export function gitFailure(
  source: GitSource,
  code: number | null,
  complaint: string,
): DriftlockError | MomentaryError {
  const kind = KINDS.find(({ says }) => says.test(complaint));
  const words = withoutSecrets(lastWords(complaint), source);
  if (kind === undefined) {
    const old = code === 129 ? 'git is too old: 2.29 or newer is needed' : undefined;
    return policyUnavailable(source.name, old ?? `git cannot fetch it: ${words}`, `try: ${listing(source)}`);
  }
  const failure = policyUnavailable(
    source.name,
    `${kind.message(source)} (git: ${words})`,
    kind.hint(source),
  );
  return kind.momentary === true ? new MomentaryError(failure) : failure;
}
