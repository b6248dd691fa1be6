/** The name of a policy folder in a git repository, as Terraform users write it: `git::<url>//<path>?ref=<commit>`. */

import { suggestion } from '../../config/nearest.ts';
import { maskName } from '../../config/source-name.ts';
import { DriftlockError } from '../../errors.ts';
import { pathProblem } from './fetched-files.ts';
import { isLoopback } from './loopback.ts';

export interface GitSource {
  /** As the user wrote it, credentials masked. */
  readonly name: string;
  /** Of the repository, without credentials but the user's name. */
  readonly url: string;
  readonly protocol: 'https' | 'http' | 'ssh' | 'file';
  /** What the URL had before the host; `password` only of http and https. */
  readonly user?: string;
  readonly password?: string;
  /** 40 or 64 lower-case hexadecimal digits. */
  readonly commit: string;
  /** Inside the repository, '' for all of it. */
  readonly path: string;
}

const FORM = 'git::https://<host>/<repository>.git//<folder>?ref=<commit>';
const BARE_SSH = /^[A-Za-z0-9_][\w.-]*@[A-Za-z0-9][A-Za-z0-9.-]*:(?!\/\/)[^-].*$/;
const PROTOCOLS = ['https', 'http', 'ssh', 'file'] as const;

type Address = Pick<GitSource, 'url' | 'protocol' | 'user' | 'password'>;

/** Throws DriftlockError `usage`, its hint the command that finds the commit where that is what is missing. */
export function parseGitSource(name: string): GitSource {
  const shown = maskName(name);
  const rest = name.slice('git::'.length);
  if (/\p{Cc}/u.test(rest)) throw wrong(shown, 'a name of a git repository has no control characters');
  const query = rest.indexOf('?');
  const [place, options] = query < 0 ? [rest, ''] : [rest.slice(0, query), rest.slice(query + 1)];
  const { repository, path } = splitPath(place);
  const problem = path === '' ? undefined : pathProblem(path);
  if (problem !== undefined) throw wrong(shown, `the path in the repository ${problem}`, `it is ${FORM}`);
  const address = addressOf(repository, shown);
  return { name: shown, ...address, path, commit: commitOf(options, shown, maskName(address.url)) };
}

function wrong(shown: string, message: string, hint = `it is ${FORM}`): DriftlockError {
  return new DriftlockError('usage', message, { where: shown, hint });
}

/** The first `//` that is not the one of the scheme divides the repository from the folder in it. */
function splitPath(place: string): { repository: string; path: string } {
  const start = /^[a-z0-9+.-]+:\/\//i.exec(place)?.[0].length ?? 0;
  const at = place.indexOf('//', start);
  if (at < 0) return { repository: place, path: '' };
  return { repository: place.slice(0, at), path: place.slice(at + 2).replace(/\/$/, '') };
}

function addressOf(repository: string, shown: string): Address {
  if (BARE_SSH.test(repository)) return { url: repository, protocol: 'ssh' };
  const scheme = /^([a-z0-9+.-]+):\/\//i.exec(repository)?.[1]?.toLowerCase();
  if (scheme === undefined)
    throw wrong(shown, 'no URL of a git repository', `it is ${FORM}, with https, ssh or file`);
  const protocol = PROTOCOLS.find((one) => one === scheme);
  if (protocol === undefined)
    throw wrong(shown, `git repositories are not fetched by ${scheme}`, suggestion(scheme, PROTOCOLS));
  if (protocol === 'file') return fileAddress(repository, shown);
  if (!URL.canParse(repository)) throw wrong(shown, 'the URL of the git repository is malformed');
  return urlAddress(new URL(repository), protocol, shown);
}

function fileAddress(repository: string, shown: string): Address {
  const rest = repository.slice('file://'.length);
  if (!rest.startsWith('/')) throw wrong(shown, 'file:// takes an absolute path', 'git::file:///<path>');
  return { url: `file://${rest}`, protocol: 'file' };
}

function urlAddress(url: URL, protocol: 'https' | 'http' | 'ssh', shown: string): Address {
  if (url.hash !== '' || url.hostname === '' || /^[/]*$/.test(url.pathname))
    throw wrong(shown, 'the URL of the git repository is malformed');
  // Programs that git starts take such names for options.
  if (url.hostname.startsWith('-') || url.username.startsWith('-'))
    throw wrong(shown, 'neither host nor user may begin with "-"');
  if (protocol === 'http' && !isLoopback(url.hostname))
    throw wrong(shown, 'http is not encrypted: who is on the way could read it', 'use https');
  const [user, password] = [decoded(url.username, shown), decoded(url.password, shown)];
  if (protocol === 'ssh' && password !== '')
    throw wrong(shown, 'ssh takes no password from a URL', 'use a key, or https');
  if (protocol !== 'ssh') {
    url.username = '';
    url.password = '';
  }
  return {
    url: url.href,
    protocol,
    ...(user === '' ? {} : { user }),
    ...(password === '' ? {} : { password }),
  };
}

function decoded(text: string, shown: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrong(shown, 'the credentials in the URL are not percent-encoded');
  }
}

/** Names that move, and short ids, which more than one commit may have, are refused. */
function commitOf(options: string, shown: string, url: string): string {
  const given = new URLSearchParams(options);
  const strange = [...given.keys()].find((key) => key !== 'ref');
  if (strange !== undefined)
    throw wrong(shown, `unknown option "${strange}"`, 'the only option of a git repository is ref');
  const [ref = '', ...more] = given.getAll('ref');
  if (more.length > 0) throw wrong(shown, 'ref is given twice');
  if (/^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(ref)) return ref.toLowerCase();
  const looksUp = `git ls-remote ${url}`;
  if (ref === '')
    throw wrong(shown, 'no commit is pinned', `add ?ref=<commit>, which this finds: ${looksUp} HEAD`);
  if (/^[0-9a-f]{4,63}$/i.test(ref))
    throw wrong(
      shown,
      `${ref} is no full commit id`,
      `in a clone of the repository, this prints it: git rev-parse ${ref}`,
    );
  const name = /^[\w.][\w./-]*$/.test(ref) ? ref : '<branch or tag>';
  throw wrong(
    shown,
    `"${ref}" may be another commit tomorrow: ref must be a full commit id`,
    `this finds it (of two lines, the one with ^{}): ${looksUp} ${name} '${name}^{}'`,
  );
}
