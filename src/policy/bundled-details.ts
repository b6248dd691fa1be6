/** What undecided verdicts need of the bundled policies: files of the build, read only as far as somebody asks. */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import type { PolicyConditions } from '../finding/condition.ts';
import type { PolicyDetails } from '../finding/policy.ts';

/** Where the conditions of a policy stand in the file of all, in bytes. */
type Places = Readonly<Record<string, readonly [start: number, length: number]>>;

/**
 * The files' names behind the cloud's, and their texts. The conditions of a policy are a line of a file of more than a
 * megabyte, of which a scan needs some.
 */
export function detailFiles({ conditions, ...rest }: PolicyDetails): Readonly<Record<string, string>> {
  const lines: string[] = [];
  const places: Record<string, readonly [number, number]> = {};
  let start = 0;
  for (const [id, one] of Object.entries(conditions)) {
    const line = `${JSON.stringify(one)}\n`;
    const length = Buffer.byteLength(line);
    lines.push(line);
    places[id] = [start, length];
    start += length;
  }
  return {
    '.conditions.ndjson': lines.join(''),
    '.conditions.index.json': JSON.stringify(places),
    '.sources.json': JSON.stringify(rest),
  };
}

/** Throws what the file system does where a file of the build is not there. */
export function bundledDetails(folder: URL, cloud: string): PolicyDetails {
  let rest: Omit<PolicyDetails, 'conditions'> | undefined;
  const more = () => {
    rest ??= JSON.parse(readFileSync(new URL(`${cloud}.sources.json`, folder), 'utf8')) as Omit<
      PolicyDetails,
      'conditions'
    >;
    return rest;
  };
  const places = JSON.parse(
    readFileSync(new URL(`${cloud}.conditions.index.json`, folder), 'utf8'),
  ) as Places;
  return {
    conditions: conditionsIn(new URL(`${cloud}.conditions.ndjson`, folder), places),
    get sources() {
      return more().sources;
    },
    get packages() {
      return more().packages;
    },
  };
}

function conditionsIn(file: URL, places: Places): PolicyDetails['conditions'] {
  const conditions: Record<string, PolicyConditions> = {};
  for (const [id, [start, length]] of Object.entries(places)) {
    let found: PolicyConditions | undefined;
    Object.defineProperty(conditions, id, {
      enumerable: true,
      get: () => {
        found ??= JSON.parse(readPart(file, start, length)) as PolicyConditions;
        return found;
      },
    });
  }
  return conditions;
}

function readPart(file: URL, start: number, length: number): string {
  const bytes = Buffer.allocUnsafe(length);
  const descriptor = openSync(file, 'r');
  try {
    let read = 0;
    while (read < length) {
      const more = readSync(descriptor, bytes, read, length - read, start + read);
      if (more === 0) throw new Error(`${file.pathname} ends before its place ${start + length}`);
      read += more;
    }
  } finally {
    closeSync(descriptor);
  }
  return bytes.toString('utf8');
}
