/** Files that were fetched, before they touch the disk: only what policies are made of, under names that are safe anywhere. */

/** A file of a policy folder; `path` is relative, with forward slashes. */
export interface FetchedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What one source may cost. Bytes and milliseconds. */
export interface FetchLimits {
  /** Files, links and folders that are listed, policies or not. */
  readonly entries: number;
  /** As they come over the wire; of git, what the repository takes on disk. */
  readonly transferBytes: number;
  readonly repositoryBytes: number;
  /** Of all files of policies, and of each archive that is unpacked. */
  readonly contentBytes: number;
  /** Without a byte from the other side. */
  readonly silenceMs: number;
  readonly totalMs: number;
  /** Before the first repetition of what failed for the moment; doubled each time. */
  readonly retryMs: number;
}

const MIB = 2 ** 20;

export const LIMITS: FetchLimits = {
  entries: 100_000,
  transferBytes: 64 * MIB,
  repositoryBytes: 1024 * MIB,
  contentBytes: 128 * MIB,
  silenceMs: 30_000,
  totalMs: 300_000,
  retryMs: 500,
};

/** Policies, their tests, and the data that they read. */
const KEPT = /\.(rego|json|ya?ml)$/;

/** Whether a file is part of the policies: hidden files and node_modules are not, as in a folder of one's own. */
export function isKept(path: string): boolean {
  const parts = path.split('/');
  return KEPT.test(path) && !parts.some((part) => part.startsWith('.') || part === 'node_modules');
}

/** What is wrong with a relative path, in words; undefined where it stays in its folder on every system. */
export function pathProblem(path: string): string | undefined {
  if (/[\p{Cc}\p{Cs}\\:\ufffd]/u.test(path)) return 'has a character that is not safe in the name of a file';
  const parts = path.split('/');
  if (parts[0] === '') return 'is absolute';
  if (parts.includes('..')) return 'leads out of the folder';
  if (parts.some((part) => part === '' || part === '.')) return 'is not a plain path';
  if (parts.some((part) => /[. ]$/.test(part))) return 'has a part that ends with a dot or a space';
  if (path.length > 1000 || parts.some((part) => Buffer.byteLength(part) > 255)) return 'is too long';
  return undefined;
}

/**
 * What keeps the paths from being files of one folder, in words: two of the same name, also where a file system does not
 * tell letter case apart, or one that would be a file and a folder.
 */
export function clashOf(paths: readonly string[]): string | undefined {
  const files = new Map<string, string>();
  for (const path of paths) {
    const key = foldedCase(path);
    const other = files.get(key);
    if (other === path) return `${path} is there twice`;
    if (other !== undefined) return `${other} and ${path} are one file where letter case is not told apart`;
    files.set(key, path);
  }
  for (const path of paths) {
    const parts = foldedCase(path).split('/');
    const above = parts.findIndex((_, index) => index > 0 && files.has(parts.slice(0, index).join('/')));
    if (above > 0) return `${files.get(parts.slice(0, above).join('/'))} is a file and a folder`;
  }
  return undefined;
}

function foldedCase(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
