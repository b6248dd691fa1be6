/** The files of one commit of a git repository, by the git program; nothing is checked out and nothing of it is run. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FetchContext } from './fetch-context.ts';
import type { FetchedFile } from './fetched-files.ts';
import { gitEnvironment } from './git-environment.ts';
import { gitFailure } from './git-failure.ts';
import { readGitFiles } from './git-files.ts';
import type { GitSource } from './git-source.ts';
import { MomentaryError, policyUnavailable } from './policy-unavailable.ts';
import { retryMomentary } from './retry-momentary.ts';
import { type ProgramResult, runProgram } from './run-program.ts';

/** Runs git in the repository that is being filled; `stop` ends it as the signal of the run does. */
export type Git = (
  args: readonly string[],
  options?: { readonly input?: string; readonly stop?: AbortSignal },
) => Promise<ProgramResult>;

const WATCH_MS = 500;
/** Of one command: contents of all policies, or the list of a large repository. */
const MOST_OUTPUT = 160 * 2 ** 20;
/** A host that does not give single commits says one of these, and the branches and tags are fetched instead. */
const NOT_ALONE =
  /unadvertised object|does not support shallow|shallow capabilit|want .* not valid|not valid|no-such-want|expected shallow/i;

/** Throws DriftlockError `policy-unavailable` with what to do; the signal's reason when that is aborted. */
export async function fetchGit(source: GitSource, context: FetchContext): Promise<FetchedFile[]> {
  const git = gitIn(path.join(context.workFolder, 'repository'), source, context);
  await checked(git, source, [
    'init',
    '--quiet',
    '--bare',
    '--template=',
    `--object-format=${source.commit.length === 64 ? 'sha256' : 'sha1'}`,
    path.join(context.workFolder, 'repository'),
  ]);
  await retryMomentary(() => download(git, source, context), context.limits.retryMs, context.signal);
  await checkCommit(git, source);
  return await readGitFiles(git, source, context);
}

function gitIn(folder: string, source: GitSource, { environment, signal }: FetchContext): Git {
  const env = { ...gitEnvironment(source, environment), GIT_DIR: folder };
  return async (args, { input = '', stop = signal } = {}) => {
    try {
      const options = { environment: env, input, mostOutput: MOST_OUTPUT, signal: stop };
      return await runProgram('git', args, options);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
      throw policyUnavailable(
        source.name,
        'policies in a git repository need git, which is not there',
        'install git, or put its folder into PATH; oci:: sources need no other program',
        cause,
      );
    }
  };
}

/** Standard output of git; throws what it complains of. */
async function checked(git: Git, source: GitSource, args: readonly string[]): Promise<Buffer> {
  const { code, output, complaint } = await git(args);
  if (code !== 0) throw gitFailure(source, code, complaint);
  return output;
}

const FETCH = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance'] as const;

/** That commit alone; all branches and tags where the host gives no single commits. */
async function download(git: Git, source: GitSource, context: FetchContext): Promise<void> {
  const { url, commit } = source;
  const alone = await watched(git, source, context, [...FETCH, '--depth=1', url, commit]);
  if (alone.code === 0) return;
  if (!NOT_ALONE.test(alone.complaint)) throw gitFailure(source, alone.code, alone.complaint);
  const refs = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'];
  const all = await watched(git, source, context, [...FETCH, url, ...refs]);
  if (all.code !== 0) throw gitFailure(source, all.code, all.complaint);
}

/** A fetch that is ended when the repository grows too large. */
async function watched(
  git: Git,
  source: GitSource,
  { limits, workFolder, signal }: FetchContext,
  args: readonly string[],
): Promise<ProgramResult> {
  const packs = path.join(workFolder, 'repository', 'objects', 'pack');
  const stop = new AbortController();
  const most = Math.round(limits.repositoryBytes / 2 ** 20);
  const watch = setInterval(() => {
    void sizeOf(packs).then((size) => {
      if (size <= limits.repositoryBytes) return;
      const hint = 'keep policies in a repository of their own';
      stop.abort(policyUnavailable(source.name, `the repository has more than ${most} MiB`, hint));
    });
  }, WATCH_MS);
  try {
    return await git(args, { stop: AbortSignal.any([signal, stop.signal]) });
  } finally {
    clearInterval(watch);
  }
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = names.map((name) =>
    stat(path.join(folder, name)).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** An annotated tag has an id of the same form, and what it points to is what was meant. */
async function checkCommit(git: Git, source: GitSource): Promise<void> {
  const { code, output } = await git(['cat-file', '-t', source.commit]);
  if (code !== 0) {
    const failure = gitFailure(source, code, 'fatal: does not have the commit on any branch or tag');
    throw failure instanceof MomentaryError ? failure.failure : failure;
  }
  const type = output.toString('utf8').trim();
  if (type === 'commit') return;
  const peeled = await git(['rev-parse', '--verify', '--quiet', `${source.commit}^{commit}`]);
  const hint =
    peeled.code === 0 ? `its commit is ref=${peeled.output.toString('utf8').trim()}` : 'pin a commit';
  throw policyUnavailable(source.name, `${source.commit} is a ${type}, not a commit`, hint);
}
