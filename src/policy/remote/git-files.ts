/** The policies in a commit, read as they were committed: no checkout, so no filters, no line ends changed, no links. */
import path from 'node:path/posix';
import type { FetchContext } from './fetch-context.ts';
import type { Git } from './fetch-git.ts';
import { clashOf, type FetchedFile, isKept, pathProblem } from './fetched-files.ts';
import type { GitSource } from './git-source.ts';
import { policyUnavailable } from './policy-unavailable.ts';
import type { ProgramResult } from './run-program.ts';

interface Entry {
  readonly mode: string;
  readonly id: string;
  readonly size: number;
  /** From the folder of the source down. */
  readonly path: string;
}

const LINK = '120000';
const SUBMODULE = '160000';

/** Throws DriftlockError `policy-unavailable` where the path is not there, or something in it cannot be taken. */
export async function readGitFiles(
  git: Git,
  source: GitSource,
  context: FetchContext,
): Promise<FetchedFile[]> {
  const entries = await listed(git, source, context);
  tellSubmodules(entries, source, context);
  const links = await followLinks(git, entries, source);
  const files = entries.filter(({ mode, path: file }) => mode.startsWith('100') && isKept(file));
  const kept = [...files, ...links];
  refuseUnsafe(kept, source, context);
  const contents = await readBlobs(git, [...new Set(kept.map(({ id }) => id))], source);
  return kept.map((entry) => ({ path: entry.path, bytes: contents.get(entry.id) as Uint8Array }));
}

function whole(result: ProgramResult, source: GitSource): Buffer {
  if (result.code === 0 && !result.overflowed) return result.output;
  const words = result.overflowed ? 'too much is in it' : result.complaint.trim().slice(0, 300);
  throw policyUnavailable(source.name, `git cannot read the commit: ${words}`);
}

/** What lies at the path and below it. */
async function listed(git: Git, source: GitSource, { limits }: FetchContext): Promise<Entry[]> {
  const where = source.path === '' ? [] : ['--', source.path];
  const args = ['ls-tree', '-r', '-z', '-l', '--full-tree', source.commit, ...where];
  const text = decode(whole(await git(args), source), source);
  const lines = text.split('\0').filter((line) => line !== '');
  if (lines.length > limits.entries)
    throw policyUnavailable(
      source.name,
      `the folder has more than ${limits.entries} files`,
      'name the folder of the policies: …git//<folder>?ref=…',
    );
  const entries = lines.map((line) => parsed(line, source.path));
  const itself = entries.find(({ path: file }) => file === '');
  if (entries.length === 0 || (itself !== undefined && !itself.mode.startsWith('100')))
    throw policyUnavailable(
      source.name,
      `${source.path === '' ? 'nothing' : `no folder ${source.path}`} is in the commit`,
      'the path after .git// is that of a folder in the repository, links not followed',
    );
  return itself === undefined ? entries : [{ ...itself, path: path.basename(source.path) }];
}

function decode(bytes: Buffer, source: GitSource): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw policyUnavailable(source.name, 'a file there has a name that is not UTF-8', undefined, cause);
  }
}

/** `<mode> <type> <id> <size>\t<path>`, the size padded and "-" for what has none. */
function parsed(line: string, folder: string): Entry {
  const tab = line.indexOf('\t');
  const [mode = '', , id = '', size = ''] = line.slice(0, tab).split(/ +/);
  const whole = line.slice(tab + 1);
  const inside = folder === '' ? whole : whole.slice(folder.length + 1);
  return { mode, id, size: Number.parseInt(size, 10) || 0, path: inside };
}

function tellSubmodules(entries: readonly Entry[], source: GitSource, { notice }: FetchContext): void {
  const names = entries.filter(({ mode }) => mode === SUBMODULE).map((entry) => entry.path);
  if (names.length > 0)
    notice(`submodules are not fetched: ${names.slice(0, 5).join(', ')}, in ${source.name}`);
}

/**
 * A link to a file of the folder is that file. One that leads elsewhere and that policies, data or a folder of them may
 * be behind is refused, since they would be missing in silence.
 */
async function followLinks(git: Git, entries: readonly Entry[], source: GitSource): Promise<Entry[]> {
  const links = entries.filter(
    ({ mode, path: file }) => mode === LINK && (isKept(file) || isKept(`${file}/any.rego`)),
  );
  const ids = [...new Set(links.map(({ id }) => id))];
  const targets = await readBlobs(git, ids, source);
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  return links.flatMap((link) => {
    const target = decode(Buffer.from(targets.get(link.id) ?? []), source);
    const place = path.isAbsolute(target) ? target : path.join(path.dirname(link.path), target);
    const found = byPath.get(place);
    if (found?.mode.startsWith('100')) return isKept(link.path) ? [{ ...found, path: link.path }] : [];
    // A README that is a link is no policy, wherever it leads.
    if (!isKept(link.path) && path.extname(link.path) !== '') return [];
    throw policyUnavailable(
      source.name,
      `the link ${link.path} does not lead to a file of the policies (${target.slice(0, 200)})`,
      'links are followed to files in the folder only',
    );
  });
}

function refuseUnsafe(kept: readonly Entry[], source: GitSource, { limits }: FetchContext): void {
  if (kept.length === 0)
    throw policyUnavailable(source.name, 'no policies are there', 'name a folder that holds .rego files');
  for (const { path: file } of kept) {
    const problem = pathProblem(file);
    if (problem !== undefined) throw policyUnavailable(source.name, `the path ${file} ${problem}`);
  }
  const clash = clashOf(kept.map((entry) => entry.path));
  if (clash !== undefined) throw policyUnavailable(source.name, clash);
  const bytes = kept.reduce((sum, { size }) => sum + size, 0);
  if (bytes > limits.contentBytes)
    throw policyUnavailable(
      source.name,
      `policies and data there are larger than ${Math.floor(limits.contentBytes / 2 ** 20)} MiB`,
      'name the folder of the policies: …git//<folder>?ref=…',
    );
}

/** Contents by id, as `git cat-file --batch` gives them: `<id> blob <size>\n<bytes>\n` each. */
async function readBlobs(
  git: Git,
  ids: readonly string[],
  source: GitSource,
): Promise<Map<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  if (ids.length === 0) return contents;
  const output = whole(await git(['cat-file', '--batch'], { input: `${ids.join('\n')}\n` }), source);
  let at = 0;
  for (const id of ids) {
    const line = output.indexOf('\n', at);
    const [, type, size] = output.toString('latin1', at, Math.max(at, line)).split(' ');
    const start = line + 1;
    const end = start + Number(size);
    if (type !== 'blob' || !(end < output.length))
      throw policyUnavailable(source.name, `git cannot read the commit: ${id} is missing`);
    contents.set(id, new Uint8Array(output.subarray(start, end)));
    at = end + 1;
  }
  return contents;
}
