/** action.yml, step by step as processes, with files of a runner and a GitHub on this machine. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { complaints, hasMultitool } from '../unit/report/multitool.ts';
import { type ActionRun, runAction } from './action-steps.ts';
import { type FakeGithub, fakeGithub } from './fake-github.ts';
import { created, planOf, temporaryFolder } from './run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const UPLOAD = 'github/codeql-action/upload-sarif';
const MARKER = '<!-- driftlock:report -->';
const VOLUME = { availability_zone: 'eu-west-1a', encrypted: false, size: 1 };
const OPEN = created('aws_ebs_volume', 'data', VOLUME);
const ONE = { input: 'tfplan.json', arguments: '--no-config\n--policy=aws.ec2.ebs_volume_encryption' };

let github: FakeGithub;
let count = 0;
beforeEach(async () => {
  github = await fakeGithub();
  count += 1;
  folder.write(`${count}/.git/HEAD`, '');
  folder.write(`${count}/runner/event.json`, JSON.stringify({ pull_request: { number: 7 } }));
});
afterEach(() => github.close());

async function run(
  inputs: Record<string, string>,
  plan = planOf(OPEN),
  event = 'event.json',
): Promise<ActionRun> {
  folder.write(`${count}/tfplan.json`, plan);
  const workspace = path.join(folder.path, String(count));
  const environment = {
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: 'acme/infra',
    GITHUB_EVENT_PATH: path.join(workspace, 'runner', event),
  };
  return await runAction({ workspace, inputs: { ...ONE, ...inputs }, environment });
}

function codes({ steps }: ActionRun): [string, number][] {
  return steps.map(({ name, code }) => [name, code]);
}

function logOf({ steps }: ActionRun, name: string): string {
  return steps.find((step) => step.name === name)?.log ?? '';
}

test('a plan that fails: log, annotations, summary, comment, upload, outputs, exit code', async () => {
  const done = await run({ category: 'aws/prod' });
  expect(codes(done)).toEqual([
    ['Build driftlock', 0],
    ['Judge', 0],
    ['Comment on the pull request', 0],
    ['Exit code', 1],
  ]);
  const { report = '', comment = '', sarif = '', ...told } = done.outputs;
  expect(told).toEqual({ 'exit-code': '1', failed: '1', unknown: '0', incomplete: 'false' });
  expect(done.used).toEqual({ [UPLOAD]: { sarif_file: sarif } });
  expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({ summary: { verdicts: { fail: 1 } } });

  const [result, ...others] = JSON.parse(readFileSync(sarif, 'utf8')).runs[0].results;
  expect([result.locations[0].physicalLocation.artifactLocation.uri, others]).toEqual(['tfplan.json', []]);
  if (hasMultitool) expect(complaints(readFileSync(sarif, 'utf8'))).toEqual([]);

  const [, before = '', table = '', after = ''] =
    /^(::stop-commands::\S+)\n(.*?)\n(::\S+::)\n/s.exec(logOf(done, 'Judge')) ?? [];
  expect(after).toBe(`${before.replace('stop-commands::', '')}::`);
  expect(table).toContain('Exit code 1');
  const annotations = logOf(done, 'Judge')
    .split('\n')
    .filter((line) => line.startsWith('::error'));
  expect(annotations).toEqual([
    '::error file=tfplan.json,line=1,title=high · EBS volumes are encrypted at rest::aws_ebs_volume.data: the volume is not encrypted%0Abecause values.encrypted = false%0Aaws.ec2.ebs_volume_encryption',
  ]);
  expect(done.summary).toMatch(/^<!-- driftlock:report -->\n## Driftlock: 1 failed\n/);
  const text = readFileSync(comment, 'utf8');
  expect(github.comments.map(({ body }) => body)).toEqual([
    text.replace(MARKER, '<!-- driftlock:report:aws/prod -->'),
  ]);
  expect([...github.tokens]).toEqual(['Bearer token-of-the-job']);
});

test('a second run updates its comment, and none of another category or of anybody else', async () => {
  await run({});
  github.add(`${MARKER}\nmine`, { login: 'mallory', type: 'User' });
  github.comments.unshift({ id: 98, body: `${MARKER}\nmine`, user: { login: 'mallory', type: 'User' } });
  await run({ category: 'other' });
  expect(github.comments.length).toBe(4);
  const good = await run({}, planOf(created('aws_ebs_volume', 'data', { ...VOLUME, encrypted: true })));
  expect(codes(good).at(-1)).toEqual(['Comment on the pull request', 0]);
  expect(github.comments.map(({ body }) => body.split('\n').slice(0, 2))).toEqual([
    [MARKER, 'mine'],
    [MARKER, '## Driftlock: nothing failed'],
    [MARKER, 'mine'],
    ['<!-- driftlock:report:other -->', '## Driftlock: 1 failed'],
  ]);
  const calls = github.calls.length;
  await run({}, planOf(created('aws_ebs_volume', 'data', { ...VOLUME, encrypted: true })));
  expect(github.calls.slice(calls).filter((one) => !one.startsWith('GET '))).toEqual([]);
});

test('an earlier comment is found behind hundreds of others', async () => {
  for (let index = 0; index < 250; index++) github.add(`said ${index}`, { login: 'someone', type: 'User' });
  await run({});
  await run({}, planOf());
  expect(github.comments.length).toBe(251);
  expect(github.comments.at(-1)?.body).toMatch(/## Driftlock: nothing to judge/);
});

test('incomplete evidence is not uploaded, and ends with 3; accepted it is, and ends with 0', async () => {
  const plan = planOf({ complete: false, errored: true });
  const done = await run({}, plan);
  expect(done.used).toEqual({});
  expect(codes(done).at(-1)).toEqual(['Exit code', 3]);
  expect(done.outputs).toMatchObject({ 'exit-code': '3', sarif: '', incomplete: 'true' });
  expect(logOf(done, 'Judge')).toContain('no SARIF is written to ');
  const accepted = await run({ 'allow-incomplete': 'true' }, plan);
  expect(accepted.failed).toBe(false);
  expect(Object.keys(accepted.used)).toEqual([UPLOAD]);
});

test('what cannot be judged is told everywhere, and in place of an older comment', async () => {
  await run({});
  const done = await run({}, '{"format_version": "1.2"\n::error::x');
  expect(codes(done).slice(1)).toEqual([
    ['Judge', 0],
    ['Comment on the pull request', 0],
    ['Exit code', 2],
  ]);
  expect(done.used).toEqual({});
  expect(done.outputs).toMatchObject({ 'exit-code': '2', sarif: '', report: '' });
  expect(logOf(done, 'Judge')).toMatch(/\n::error title=Driftlock could not do its job::\S/);
  expect(done.summary).toContain('## Driftlock: nothing was judged');
  expect(github.comments.map(({ body }) => body.split('\n')[1])).toEqual([
    '## Driftlock: nothing was judged',
  ]);
});

test('text that a plan brings is never a command', async () => {
  const name = 'x\n::error::owned\n##[error]owned\n::set-output name=a::b';
  const plan = planOf({
    resource_changes: OPEN.resource_changes.map((one) => ({
      ...one,
      address: `aws_ebs_volume.data["${name}"]`,
      index: name,
    })),
  });
  const done = await run({}, plan);
  expect(done.outputs.failed).toBe('1');
  const lines = logOf(done, 'Judge').split('\n');
  const commands = lines
    .filter((line) => /^\s*(::|##)/.test(line))
    .map((line) => line.replace(/driftlock_\w+/, 'T'));
  expect(commands).toEqual([
    '::stop-commands::T',
    '::T::',
    expect.stringMatching(/^::error file=tfplan\.json,line=1,/),
  ]);
});

test('what the workflow does without is left out', async () => {
  const off = {
    comment: 'false',
    'upload-sarif': 'false',
    annotations: 'false',
    summary: 'false',
    fail: 'false',
  };
  const done = await run(off);
  expect(codes(done).map(([, code]) => code)).toEqual([0, 0, 0]);
  expect([done.failed, done.summary, done.used, github.calls]).toEqual([false, '', {}, []]);
  expect(logOf(done, 'Judge')).not.toContain('::error');
  expect(done.outputs['exit-code']).toBe('1');
  const broken = await run({ ...off, input: 'nowhere.json' });
  expect(codes(broken).at(-1)).toEqual(['Exit code', 2]);
});

test('an event that is about no pull request has no comment', async () => {
  folder.write(`${count}/runner/push.json`, '{"ref": "refs/heads/main"}');
  const done = await run({}, planOf(OPEN), 'push.json');
  expect(logOf(done, 'Comment on the pull request')).toBe(
    'driftlock: no comment: the event is about no pull request\n',
  );
  expect(github.calls).toEqual([]);
});

describe('GitHub', () => {
  const forbidden = { status: 403, body: { message: 'Resource not accessible by integration\n::error::x' } };

  test('refuses: a warning, and the job goes on', async () => {
    github.next.push(undefined, forbidden);
    const done = await run({});
    expect(codes(done).slice(2)).toEqual([
      ['Comment on the pull request', 0],
      ['Exit code', 1],
    ]);
    expect(logOf(done, 'Comment on the pull request')).toMatch(
      /^::warning title=Driftlock could not comment on the pull request::writing the comment: 403 Resource not accessible by integration\\n::error::x; [^\n]*\n$/,
    );
  });

  test('fails for a moment: asked again from the beginning, and one comment is there', async () => {
    github.next.push(undefined, { status: 502, body: { message: 'bad gateway' }, done: true });
    const done = await run({});
    expect(codes(done)[2]).toEqual(['Comment on the pull request', 0]);
    expect(github.comments.length).toBe(1);
    expect(github.comments[0]?.body).toContain('1 failed');
    expect(github.calls.map((one) => one.split(' ')[0])).toEqual(['GET', 'POST', 'GET']);
  });

  test('fails for good: the step fails, and says with what', async () => {
    github.next.push({
      status: 301,
      body: { message: 'Moved Permanently' },
      headers: { location: 'http://x' },
    });
    const done = await run({});
    expect(codes(done)[2]).toEqual(['Comment on the pull request', 2]);
    expect(logOf(done, 'Comment on the pull request')).toBe(
      'driftlock: GitHub: reading the comments: 301 Moved Permanently\n',
    );
    expect(Object.keys(done.used)).toEqual([UPLOAD]);
  });
});

test.each([
  [{ 'fail-on': 'hgih' }, 'fail-on'],
  [{ 'upload-sarif': 'yes' }, 'upload-sarif'],
  [{ category: 'a b' }, 'category'],
  [{ input: '--version' }, 'input'],
  [{ input: '-' }, 'input'],
  [{ input: '' }, 'input'],
  [{ profile: '$(touch owned)' }, 'profile'],
  [{ arguments: '--format=json=/tmp/x' }, 'arguments'],
  [{ arguments: '-fjson' }, 'arguments'],
] as const)('%j is a mistake', async (inputs, name) => {
  const done = await run(inputs);
  expect(codes(done)).toEqual([
    ['Build driftlock', 0],
    ['Judge', 2],
  ]);
  expect(logOf(done, 'Judge')).toMatch(new RegExp(`^driftlock: input ${name} of the action`));
});

test('no input is read by a shell', async () => {
  const done = await run({ input: '$(touch owned).json\n`touch owned`;touch owned' });
  expect(done.outputs['exit-code']).toBe('2');
  expect(existsSync(path.join(folder.path, String(count), 'owned'))).toBe(false);
});
