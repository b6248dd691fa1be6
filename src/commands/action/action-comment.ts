/** The step of the GitHub Action that comments: one comment on a pull request for each category, written again by every run. */
import { readFileSync } from 'node:fs';
import { type Environment, environment } from '../../config/environment.ts';
import { DriftlockError } from '../../errors.ts';
import { writeOut } from '../../io.ts';
import { MARKER } from '../../report/pull-request-comment.ts';
import { annotation } from '../../report/workflow-command.ts';
import { notice } from '../notice.ts';
import { type Comment, type GithubClient, githubClient, RefusedError } from './github-client.ts';

/** Pages of a hundred: nobody reads on. */
const MOST_PAGES = 50;
const LONGEST_KEY = 100;

/** Undefined for an event that is about no pull request. */
function pullRequest({ GITHUB_EVENT_PATH: file }: Environment): number | undefined {
  if (file === undefined || file === '') return undefined;
  const event = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly pull_request?: { readonly number?: unknown };
    readonly issue?: { readonly number?: unknown; readonly pull_request?: unknown };
  };
  const number = event.pull_request?.number ?? (event.issue?.pull_request ? event.issue.number : undefined);
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

/** By category, so that several scans of one pull request keep a comment each. */
function markerOf({ INPUT_CATEGORY: category = '' }: Environment): string {
  const key = category.replace(/[^\w./:]+/g, '_').slice(0, LONGEST_KEY);
  return key === '' ? MARKER : MARKER.replace(' -->', `:${key} -->`);
}

/** Of several the oldest. Others may write the marker, too: theirs is not to be changed. */
async function earlier(client: GithubClient, number: number, marker: string): Promise<Comment | undefined> {
  for (let page = 1; page <= MOST_PAGES; page++) {
    const comments = await client.comments(number, page);
    for (const comment of comments) {
      if (comment.body?.split(/\r?\n/, 1)[0] !== marker) continue;
      const { user } = comment;
      if (user?.type === 'Bot' || (user?.login !== undefined && user.login === (await client.login())))
        return comment;
    }
    if (comments.length < 100) break;
  }
  return undefined;
}

async function write(client: GithubClient, number: number, marker: string, body: string): Promise<string> {
  const comment = await earlier(client, number, marker);
  if (comment === undefined) {
    await client.create(number, body);
    return 'written';
  }
  if (comment.body?.replaceAll('\r\n', '\n').trimEnd() === body.trimEnd()) return 'as it was';
  await client.update(comment.id, body);
  return 'updated';
}

function needed(environment: Environment, name: string): string {
  const value = environment[name] ?? '';
  if (value === '')
    throw new DriftlockError('usage', `a comment needs ${name}`, { hint: 'the Action sets it' });
  return value;
}

/** What is refused for want of permission, as to the token of a fork, is a warning: the summary of the job says the same. */
export async function actionComment(): Promise<number> {
  const given = environment();
  const number = pullRequest(given);
  if (number === undefined) {
    notice('no comment: the event is about no pull request');
    return 0;
  }
  const marker = markerOf(given);
  const text = readFileSync(needed(given, 'INPUT_COMMENT_FILE'), 'utf8');
  const body = text.replace(MARKER, () => marker);
  const client = githubClient({
    api: given.GITHUB_API_URL ?? 'https://api.github.com',
    repository: needed(given, 'GITHUB_REPOSITORY'),
    token: needed(given, 'GITHUB_TOKEN'),
  });
  try {
    // All of it again, since a call that failed may have been carried out.
    const done = await client.again(() => write(client, number, marker, body));
    notice(`the comment on pull request ${number} is ${done}`);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    writeOut(
      `${annotation('warning', error.message, { title: 'Driftlock could not comment on the pull request' })}\n`,
    );
  }
  return 0;
}
