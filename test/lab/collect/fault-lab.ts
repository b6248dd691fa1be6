/** A small simulated account behind a proxy that answers some calls wrongly, and Driftlock run against it. */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PROXY = fileURLToPath(new URL('../../../../shared/lab/faultproxy.py', import.meta.url));
const ACCOUNT = fileURLToPath(new URL('fault-account.py', import.meta.url));
const CLI = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));
const SIMULATOR = 'moto_server';
const STARTS_WITHIN_MS = 30_000;
export const REDACTION_KEY = 'a key for the faults, long enough';

/** What is missing for the tests of faults; undefined where all is there. */
export function missingForFaults(): string | undefined {
  if (!existsSync(PROXY)) return 'shared/lab';
  if (!existsSync(CLI)) return 'dist';
  for (const words of [`command -v ${SIMULATOR}`, 'python3 -c "import boto3"']) {
    try {
      execFileSync('sh', ['-c', words], { stdio: 'ignore' });
    } catch {
      return words;
    }
  }
  return undefined;
}

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface FaultLab {
  readonly folder: string;
  /** The account without a proxy. */
  readonly port: number;
  /** What `ask` does while a proxy with these rules (`--deny`, `s3:*`) stands before the account. */
  behind<Result>(rules: readonly string[], ask: (port: number) => Promise<Result>): Promise<Result>;
  driftlock(port: number, ...words: readonly string[]): Promise<Ran>;
  /** Standard output and error of all that was run. */
  readonly said: readonly string[];
  down(): Promise<void>;
}

/** Environment for whoever asks the account at that port. */
export function environmentAt(port: number): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    DRIFTLOCK_REDACTION_KEY: REDACTION_KEY,
  };
}

/** Starts the simulator on a free port and fills it with fault-account.py. */
export async function startFaultLab(): Promise<FaultLab> {
  const folder = mkdtempSync(join(tmpdir(), 'driftlock-faults-'));
  const port = await freePort();
  const moto = spawn(SIMULATOR, ['-H', '127.0.0.1', '-p', String(port)], {
    env: { ...process.env, MOTO_EC2_LOAD_DEFAULT_AMIS: 'false' },
    stdio: 'ignore',
  });
  async function down(): Promise<void> {
    await ended(moto);
    rmSync(folder, { recursive: true, force: true });
  }
  try {
    await answering(port);
    await run('python3', [ACCOUNT, `http://127.0.0.1:${port}`]);
  } catch (error) {
    await down();
    throw error;
  }
  const said: string[] = [];
  async function recorded(...asked: Parameters<typeof driftlock>): Promise<Ran> {
    const ran = await driftlock(...asked);
    said.push(ran.stdout, ran.stderr);
    return ran;
  }
  return {
    folder,
    port,
    said,
    down,
    driftlock: recorded,
    behind: (rules, ask) => behindProxy(port, rules, ask),
  };
}

async function behindProxy<Result>(
  upstream: number,
  rules: readonly string[],
  ask: (port: number) => Promise<Result>,
): Promise<Result> {
  const words = [PROXY, '--upstream', `http://127.0.0.1:${upstream}`, '--port', '0', ...rules];
  const proxy = spawn('python3', words, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    return await ask(await portTold(proxy));
  } finally {
    await ended(proxy);
  }
}

function portTold(proxy: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    proxy.once('exit', (code) => reject(new Error(`faultproxy ended with ${code}: ${said}`)));
    proxy.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const port = /http:\/\/127\.0\.0\.1:(\d+) ->/.exec(said)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

async function driftlock(port: number, ...words: readonly string[]): Promise<Ran> {
  const env = { PATH: process.env.PATH, ...environmentAt(port) };
  try {
    const { stdout, stderr } = await run('node', [CLI, ...words], { env, maxBuffer: 256 << 20 });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
}

async function answering(port: number): Promise<void> {
  const until = Date.now() + STARTS_WITHIN_MS;
  for (;;) {
    try {
      await fetch(`http://127.0.0.1:${port}/moto-api/`);
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
