/** `npm run bench:collect`: a large simulated account collected: requests beside the least possible, time beside the simulator's ceiling. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli, measure, median, onPath, shared, writeBetween } from './measured.mjs';
import { requestLines } from './requests.mjs';

const SCALE = process.argv.find((arg) => arg.startsWith('--scale='))?.slice(8) ?? '0.2';
const RUNS = 3;
/** The simulator answers no more for more calls at once. */
const LOOP = { calls: 2000, atOnce: 4 };
const bulk = join(shared, 'lab/bulk_account.py');

function missing() {
  if (!existsSync(bulk)) return 'the lab (../shared)';
  for (const tool of ['moto_server', 'python3']) if (onPath(tool) === undefined) return tool;
  try {
    execFileSync('python3', ['-c', 'import boto3'], { stdio: 'ignore' });
  } catch {
    return 'boto3';
  }
  return undefined;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** One cheap call, its status. */
function identity(port, agent) {
  const headers = {
    authorization:
      'AWS4-HMAC-SHA256 Credential=testing/20260101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0',
    'content-type': 'application/x-www-form-urlencoded',
  };
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, agent, method: 'POST', path: '/', headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode));
    });
    call.on('error', reject).end('Action=GetCallerIdentity&Version=2011-06-15');
  });
}

async function up(port) {
  for (let tries = 0; tries < 150; tries++) {
    try {
      if ((await identity(port)) === 200) return;
    } catch (error) {
      if (error.code !== 'ECONNREFUSED') throw error;
    }
    await new Promise((ready) => setTimeout(ready, 200));
  }
  throw new Error('the simulator does not start');
}

/** Requests a second that the simulator answers in a plain loop. */
async function ceiling(port) {
  const agent = new Agent({ keepAlive: true, maxSockets: LOOP.atOnce });
  const started = performance.now();
  let left = LOOP.calls;
  async function loop() {
    while (left-- > 0) {
      const status = await identity(port, agent);
      if (status !== 200) throw new Error(`the simulator answers ${status}`);
    }
  }
  await Promise.all(Array.from({ length: LOOP.atOnce }, loop));
  agent.destroy();
  return (LOOP.calls * 1000) / (performance.now() - started);
}

function environment(port) {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ENDPOINT_URL_S3_CONTROL: `http://localhost:${port}`,
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    DRIFTLOCK_REDACTION_KEY: 'a key for the bench, long enough',
  };
}

/** Medians over cold runs, the ceiling measured before each. */
async function collected(port, folder, name, more) {
  const results = [];
  for (let run = 0; run < RUNS; run++) {
    const rate = await ceiling(port);
    const out = join(folder, `${name}-${run}`);
    const command = ['node', cli, 'collect', 'aws', '-o', out, '--regions', 'us-east-1', ...more];
    const result = measure(1, command, environment(port));
    const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
    const requests = Object.values(manifest.requests).reduce((sum, count) => sum + count, 0);
    results.push({ ...result, manifest, requests, rate, floor: requests / rate });
  }
  const { manifest, requests, exit } = results[0];
  return {
    manifest,
    requests,
    exit,
    wall: median(results.map(({ wall }) => wall)),
    peak: Math.max(...results.map(({ peak }) => peak)),
    rate: median(results.map(({ rate }) => rate)),
    floor: median(results.map(({ floor }) => floor)),
    ratio: median(results.map(({ wall, floor }) => wall / floor)),
  };
}

function summaryRow(what, { manifest, requests, wall, floor, ratio, rate, peak, exit }, least) {
  const perResource = (calls) => (calls / manifest.resources).toFixed(2);
  const cells = [
    what,
    manifest.resources.toLocaleString('en'),
    requests.toLocaleString('en'),
    perResource(requests),
    `${least.toLocaleString('en')} (${perResource(least)})`,
    wall.toFixed(1),
    `${floor.toFixed(1)} (${Math.round(rate)}/s)`,
    `${ratio.toFixed(1)} ×`,
    Math.round(peak),
    exit,
  ];
  return `| ${cells.join(' | ')} |`;
}

async function bench() {
  const folder = mkdtempSync(join(tmpdir(), 'driftlock-bench-'));
  const port = await freePort();
  const simulator = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: 'ignore',
    env: { ...process.env, MOTO_EC2_LOAD_DEFAULT_AMIS: 'false', MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
  });
  try {
    await up(port);
    const filled = ['--endpoint', `http://127.0.0.1:${port}`, '--scale', SCALE, '--threads', '4'];
    execFileSync('python3', [bulk, ...filled], {
      env: environment(port),
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const runs = [
      ['all that can be read', await collected(port, folder, 'all', ['--types', '*'])],
      ['what the policies need', await collected(port, folder, 'needed', [])],
    ];
    const detail = runs.map(([what, { manifest }]) => [what, requestLines(manifest)]);
    return [
      '| collected | resources | requests | per resource | least (per resource) | wall, s | simulator alone, s | × | peak, MB | exit |',
      '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
      ...runs.map(([what, result], index) => summaryRow(what, result, detail[index][1].least)),
      '',
      '| collected | requests for | there are | sent | least | why more |',
      '| --- | --- | ---: | ---: | ---: | --- |',
      ...detail.flatMap(([what, { rows }]) => rows.map((row) => `| ${what} | ${row.join(' | ')} |`)),
    ];
  } finally {
    simulator.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

const absent = missing();
if (absent !== undefined) {
  process.stdout.write(`SKIPPED: the bench of collecting, for want of ${absent}\n`);
} else {
  const lines = await bench();
  process.stdout.write(`${lines.join('\n')}\n`);
  if (process.argv.includes('--write')) writeBetween('collect', lines);
}
