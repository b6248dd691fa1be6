/** Refuses names of what would have to be fetched, where only files of this machine do. */
import { isAddress, maskCredentials, maskName, schemeOf } from '../config/source-name.ts';
import { DriftlockError } from '../errors.ts';

/** Throws DriftlockError `usage` for `git::…`, `oci::…` and URLs, shown without credentials; `taker` is who takes files. */
export function localOnly(name: string, taker: string): void {
  if (!isAddress(name)) return;
  throw new DriftlockError('usage', `${taker} takes files and folders of this machine only`, {
    where: schemeOf(name) === undefined ? maskCredentials(name) : maskName(name),
    hint: 'fetch it first (git clone, oras pull), and name the folder',
  });
}
