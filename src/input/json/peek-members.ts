/** Reads a few members of an object from its bytes without parsing the rest. */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * The string values of the members `names` at the top level of the object in `bytes`, which must be valid JSON;
 * undefined where a member is missing or no string. Stops once it has found all: the first of two like keys counts,
 * so whoever parses the whole afterwards compares.
 */
export function peekMembers<Name extends string>(
  bytes: Buffer,
  names: readonly Name[],
): Readonly<Partial<Record<Name, string>>> {
  const found: Partial<Record<Name, string>> = {};
  let missing = names.length;
  let at = 0;
  let depth = 0;
  let isKey = true;
  while (at < bytes.length && missing > 0) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      const end = stringEnd(bytes, at);
      if (depth === 1 && isKey) {
        const value = valueStart(bytes, end);
        const name = names.find((candidate) => isText(bytes, at, end, candidate));
        if (name !== undefined && bytes[value] === QUOTE && found[name] === undefined) {
          found[name] = JSON.parse(bytes.toString('utf8', value, stringEnd(bytes, value))) as string;
          missing--;
        }
        isKey = false;
      }
      at = end;
      continue;
    }
    if (byte === 0x7b || byte === 0x5b) depth++;
    else if (byte === 0x7d || byte === 0x5d) depth--;
    else if (byte === 0x2c && depth === 1) isKey = true;
    at++;
  }
  return found;
}

/** Where the string that begins at `start` ends, exclusive. */
function stringEnd(bytes: Buffer, start: number): number {
  let at = start + 1;
  while (bytes[at] !== QUOTE && at < bytes.length) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at + 1;
}

function valueStart(bytes: Buffer, keyEnd: number): number {
  let at = keyEnd;
  while (at < bytes.length && ((bytes[at] as number) <= 0x20 || bytes[at] === 0x3a)) at++;
  return at;
}

function isText(bytes: Buffer, start: number, end: number, name: string): boolean {
  if (end - start === name.length + 2) return bytes.toString('latin1', start + 1, end - 1) === name;
  return bytes.subarray(start, end).includes(BACKSLASH)
    ? JSON.parse(bytes.toString('utf8', start, end)) === name
    : false;
}
