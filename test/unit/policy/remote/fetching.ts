/** Fetches policies as the product does, into folders of the test's own. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type FetchLimits, LIMITS } from '../../../../src/policy/remote/fetched-files.ts';
import { withPolicyFolder } from '../../../../src/policy/remote/policy-folder.ts';

export interface Fetching {
  /** The folder of the cache. */
  readonly cache: string;
  readonly notices: string[];
  /** Texts by path, as they are read from the folder that the product gives. */
  fetch(name: string, more?: FetchOptions): Promise<Record<string, string>>;
  /** What the product throws: code, where, message and hint. */
  refusal(name: string, more?: FetchOptions): Promise<Refusal>;
  /** Names of what is in the folder of entries, whole or not. */
  entries(): string[];
  remove(): void;
}

export interface FetchOptions {
  readonly cache?: string | undefined;
  readonly limits?: Partial<FetchLimits>;
  readonly signal?: AbortSignal;
}

export interface Refusal {
  readonly code: unknown;
  readonly where: unknown;
  readonly message: string;
  readonly hint: unknown;
}

/** Short waits, so that a test sees the end of them. */
const QUICK: FetchLimits = { ...LIMITS, silenceMs: 1_500, totalMs: 30_000, retryMs: 1 };

export function fetching(): Fetching {
  const base = mkdtempSync(path.join(tmpdir(), 'driftlock-fetching-'));
  const cache = path.join(base, 'driftlock');
  const notices: string[] = [];
  async function fetch(name: string, { limits, ...more }: FetchOptions = {}) {
    const options = { cache, notice: (line: string) => void notices.push(line), ...more };
    return await withPolicyFolder(
      name,
      { ...options, limits: { ...QUICK, ...limits } },
      async (folder: string) => filesBelow(folder),
    );
  }
  async function refusal(name: string, more: FetchOptions = {}): Promise<Refusal> {
    try {
      await fetch(name, more);
    } catch (error) {
      const { code, where, hint } = error as unknown as Refusal;
      return { code, where, message: (error as Error).message, hint };
    }
    throw new Error(`${name} was fetched`);
  }
  return {
    cache,
    notices,
    fetch,
    refusal,
    entries: () => readdirSync(path.join(cache, 'sources-1')).sort(),
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
}

function filesBelow(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => statSync(path.join(folder, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}
