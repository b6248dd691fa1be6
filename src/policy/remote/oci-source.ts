/** The name of policies in a registry: `oci::<registry>/<repository>[:<tag>]@sha256:<digest>`. */

import { maskName } from '../../config/source-name.ts';
import { DriftlockError } from '../../errors.ts';
import { isLoopback } from './loopback.ts';

export interface OciSource {
  /** As the user wrote it, credentials masked. */
  readonly name: string;
  /** `https://host[:port]`, or http for this machine. */
  readonly origin: string;
  /** Host and port as the user names them: what credentials are kept under. */
  readonly registry: string;
  readonly repository: string;
  /** `sha256:` and 64 lower-case hexadecimal digits, of the manifest. */
  readonly digest: string;
}

const FORM = 'oci::<registry>/<repository>@sha256:<digest>';
/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests */
const REPOSITORY = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
/** Docker Hub answers at another host than the one in its names. */
const DOCKER_HUB = new Set(['docker.io', 'index.docker.io']);

/** Throws DriftlockError `usage`, its hint the command that finds the digest where that is what is missing. */
export function parseOciSource(name: string): OciSource {
  const rest = name.slice('oci::'.length).replace(/^https:\/\//i, '');
  const shown = maskName(name);
  const at = /^(.*?)(?:@((?:sha\d+|[\w+.-]+):[^@]*))?$/s.exec(rest);
  const [, place = '', digest] = at ?? [];
  if (place.includes('@'))
    throw wrong(shown, 'credentials do not belong into the name', 'docker login <registry> keeps them');
  const slash = place.indexOf('/');
  const registry = place.slice(0, Math.max(0, slash));
  const [, repository = '', tag] = /^(.*?)(?::([^/]*))?$/s.exec(place.slice(slash + 1)) ?? [];
  const origin = originOf(registry, shown);
  if (repository.length > 255 || !REPOSITORY.test(repository))
    throw wrong(shown, `"${repository}" cannot be the name of a repository`);
  if (tag !== undefined && !TAG.test(tag)) throw wrong(shown, `"${tag}" cannot be a tag`);
  const reference = `${registry}/${repository}`;
  return {
    name: shown,
    origin,
    registry,
    repository,
    digest: pinned(digest, `${reference}:${tag ?? 'latest'}`, shown),
  };
}

function wrong(shown: string, message: string, hint = `it is ${FORM}`): DriftlockError {
  return new DriftlockError('usage', message, { where: shown, hint });
}

function originOf(registry: string, shown: string): string {
  const named = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/.test(
    registry,
  );
  // A name without a dot or port is a folder of Docker Hub to docker, and a host to nobody.
  const meant = /[.:]/.test(registry) || registry === 'localhost';
  if (!named || !meant || !URL.canParse(`https://${registry}`))
    throw wrong(shown, `"${registry}" is not the host of a registry`);
  if (DOCKER_HUB.has(registry)) return 'https://registry-1.docker.io';
  const { hostname, host } = new URL(`https://${registry}`);
  if (!isLoopback(hostname)) return `https://${host}`;
  return new URL(`http://${registry}`).origin;
}

function pinned(digest: string | undefined, reference: string, shown: string): string {
  const finds = `this prints it: crane digest ${reference}, or: oras resolve ${reference}`;
  if (digest === undefined) throw wrong(shown, 'no digest is pinned', `add @sha256:<digest>; ${finds}`);
  if (/^sha256:[0-9a-f]{64}$/.test(digest)) return digest;
  throw wrong(shown, `"${digest}" is not a digest of the form sha256:<64 hexadecimal digits>`, finds);
}
