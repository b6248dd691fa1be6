/** What a registry asks for in `WWW-Authenticate` (RFC 9110 §11.6.1): schemes, each with its parameters. */

export interface Challenge {
  /** Lower case: `bearer`, `basic`. */
  readonly scheme: string;
  /** By lower-case name. */
  readonly parameters: Readonly<Record<string, string>>;
}

const PARAMETER = /\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]*))\s*(?:,|$)/y;
const SCHEME = /[\s,]*([\w!#$%&'*+.^`|~-]+)(?:\s+|$)/y;

/** The challenges of the header, as far as it can be read. */
export function readChallenges(header: string): Challenge[] {
  const challenges: Challenge[] = [];
  let at = 0;
  while (at < header.length) {
    SCHEME.lastIndex = at;
    const scheme = SCHEME.exec(header)?.[1];
    if (scheme === undefined) break;
    const parameters: Record<string, string> = {};
    at = PARAMETER.lastIndex = SCHEME.lastIndex;
    for (let found = PARAMETER.exec(header); found !== null; found = PARAMETER.exec(header)) {
      const [, name = '', quoted, plain = ''] = found;
      parameters[name.toLowerCase()] = quoted?.replace(/\\(.)/g, '$1') ?? plain;
      at = PARAMETER.lastIndex;
      // At the end a sticky pattern would begin again from the start.
      if (at >= header.length) break;
    }
    challenges.push({ scheme: scheme.toLowerCase(), parameters });
  }
  return challenges;
}
