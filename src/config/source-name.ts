/** Names of policy folders that are fetched (`git::…`, `oci::…`): told apart, and shown without what is secret in them. */
import path from 'node:path';

const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*)::/;

/** `git` of `git::https://…`; undefined where the name is that of a local folder or file. */
export function schemeOf(name: string): string | undefined {
  return SCHEME.exec(name)?.[1];
}

/** Whether it names what lies elsewhere: a name with a scheme, or a URL that lacks the word for how it is fetched. */
export function isAddress(name: string): boolean {
  return schemeOf(name) !== undefined || /^[a-z][a-z0-9+.-]*:\/\//i.test(name);
}

/** The user of an SSH address is no secret, and needed to know which repository is meant. */
function maskedUser(scheme: string, user: string): string {
  if (!/^(git::)?ssh$/i.test(scheme) || user.includes('/')) return '***';
  const [name = '', ...password] = user.split(':');
  return password.length === 0 ? name : `${name}:***`;
}

/** The text with the credentials of every URL in it replaced by `***`. Applying it twice changes nothing more. */
export function maskCredentials(text: string): string {
  return text.replace(
    /([a-z][a-z0-9+.:-]*):\/\/([^\s/?#'"]*)@/gi,
    (_, scheme: string, user: string) => `${scheme}://${maskedUser(scheme, user)}@`,
  );
}

const BARE_SSH = /^git::[\w.-]+@[^@:/]+:[^@]*$/i;
/** Everything before the last `@` that is not the one of a digest. */
const BEFORE_AT = /^([a-z0-9+.-]+::(?:([a-z0-9+.-]+):\/\/)?)(.*)@((?!sha\d+:)[^@]*(?:@sha.*)?)$/is;

function maskAddress(name: string): string {
  if (BARE_SSH.test(name)) return name;
  const address = name.replace(SCHEME, '');
  if (/^[a-z0-9+.-]+:\/\//i.test(address) && URL.canParse(address))
    return name.replace(
      /([a-z0-9+.-]+):\/\/([^/]*)@/i,
      (_, scheme: string, user: string) => `${scheme}://${maskedUser(scheme, user)}@`,
    );
  return name.replace(
    BEFORE_AT,
    (_, start: string, scheme = '', user = '', end = '') => `${start}${maskedUser(scheme, user)}@${end}`,
  );
}

/** The name of a source as it is shown: what is or may be a credential is masked, also in a name that is malformed. */
export function maskName(name: string): string {
  const query = name.indexOf('?');
  if (query < 0) return maskAddress(name);
  const options = name.slice(query).replace(/([?&](?!ref=)[^=&]+=)[^&]*/gi, '$1***');
  return `${maskAddress(name.slice(0, query))}${options}`;
}

/** `folder/file` as errors show it; of a folder that is fetched, its name and the file in it. */
export function filePlace(folder: string, file: string): string {
  return schemeOf(folder) === undefined ? path.join(folder, file) : `${folder}: ${file}`;
}
