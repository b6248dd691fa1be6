/** `driftlock collect` told to end while calls are under way: what is left, what is said, and what the next run says. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeAws, startFakeAws } from './fake-aws.ts';
import { CLI, runCli, temporaryFolder } from './run-cli.ts';

const folder = temporaryFolder();
const SHARD = 'aws/123456789012/us-east-1/aws_kms_alias.ndjson.gz';
const NEVER = new Promise<undefined>(() => undefined);
let aws: FakeAws;

beforeAll(async () => {
  aws = await startFakeAws(({ operation }) => {
    if (operation === 'ListAliases') return '{"Aliases":[{"AliasName":"alias/a","TargetKeyId":"k"}]}';
    if (operation === 'ListKeys') return '{"Keys":[]}';
    return operation === 'ListTables' ? NEVER : undefined;
  });
});
afterAll(() => {
  aws.close();
  folder.remove();
});

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Collects these types, and sends the signal as soon as `isReady`. */
async function interrupted(
  out: string,
  types: string,
  signal: NodeJS.Signals,
  isReady: () => boolean,
): Promise<Ended> {
  const child = spawn(process.execPath, [CLI, 'collect', 'aws', '-o', out, '--types', types, '-f', 'json'], {
    env: { PATH: process.env.PATH, ...aws.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (part: Buffer) => {
    said.stdout += part.toString();
  });
  child.stderr.on('data', (part: Buffer) => {
    said.stderr += part.toString();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, by) => resolve({ code, signal: by, ...said }));
  });
  const until = Date.now() + 20_000;
  while (!isReady()) {
    if (Date.now() > until) child.kill('SIGKILL');
    if (child.exitCode !== null || child.signalCode !== null) break;
    await new Promise((ready) => setTimeout(ready, 20));
  }
  child.kill(signal);
  return await ended;
}

function filesIn(out: string): string[] {
  return readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(out.length + 1));
}

function collect(out: string) {
  return runCli(['collect', 'aws', '-o', out, '--types', 'aws_kms_alias'], { environment: aws.environment });
}

describe('an interrupted collect', () => {
  test.each<[NodeJS.Signals, number]>([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])(
    'by %s leaves what is whole, says so in one line, and the next run says what it is',
    async (signal, code) => {
      const out = join(folder.path, signal);
      const before = aws.asked.get('ListTables') ?? 0;
      const types = 'aws_kms_alias,aws_dynamodb_table';
      const isReady = () => (aws.asked.get('ListTables') ?? 0) > before && existsSync(join(out, SHARD));
      expect(await interrupted(out, types, signal, isReady)).toEqual({
        code,
        signal: null,
        stdout: '',
        stderr: `driftlock: interrupted: ${out} is an unfinished snapshot (1 file), which nothing reads; remove it or choose another folder\n`,
      });
      expect(filesIn(out)).toEqual([SHARD]);

      const again = await collect(out);
      expect([again.code, again.stdout, again.stderr]).toEqual([
        2,
        '',
        `driftlock: cannot collect into ${out}: it holds an unfinished snapshot of an interrupted collect\n  hint: remove it or choose another folder\n`,
      ]);
      expect(filesIn(out)).toEqual([SHARD]);
      const scanned = await runCli(['scan', out]);
      expect([scanned.code, scanned.stdout, scanned.stderr]).toEqual([
        2,
        '',
        `driftlock: ${out}: a folder without manifest.json: an unfinished snapshot of an interrupted collect\n  hint: collect again, into another folder\n`,
      ]);
    },
  );

  test('before anything is whole leaves an empty folder, which the next run takes', async () => {
    const out = join(folder.path, 'empty');
    const before = aws.asked.get('ListTables') ?? 0;
    const isReady = () => (aws.asked.get('ListTables') ?? 0) > before;
    const { code, stderr } = await interrupted(out, 'aws_dynamodb_table', 'SIGINT', isReady);
    expect([code, stderr]).toEqual([130, `driftlock: interrupted: nothing is left in ${out}\n`]);
    expect(readdirSync(out)).toEqual([]);
    expect((await collect(out)).code).toBe(0);
  });

  test('by a kill leaves what the next run cannot tell from another run', async () => {
    const out = join(folder.path, 'killed');
    const isReady = () => existsSync(join(out, SHARD));
    const { signal } = await interrupted(out, 'aws_kms_alias,aws_dynamodb_table', 'SIGKILL', isReady);
    expect(signal).toBe('SIGKILL');
    expect(filesIn(out).sort()).toEqual([SHARD, 'manifest.json.partial']);
    const again = await collect(out);
    expect([again.code, again.stderr]).toEqual([
      2,
      `driftlock: cannot collect into ${out}: it holds an unfinished snapshot, which another run is writing or which was left when that was killed\n  hint: remove it or choose another folder\n`,
    ]);
  });

  test('whose folder holds something else beside it is not taken for one', async () => {
    const out = join(folder.path, 'beside');
    mkdirSync(join(out, 'aws/1/us-east-1'), { recursive: true });
    writeFileSync(join(out, 'aws/1/us-east-1/aws_vpc.ndjson.gz'), '');
    writeFileSync(join(out, 'aws/notes.txt'), '');
    expect((await collect(out)).stderr).toContain(': it is not empty\n');
  });
});
