/** Fuzzed documents through the built command line with any flags: exit code, streams, no stack. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, test } from 'vitest';
import { ROOT, runCli, temporaryFolder } from '../cli/run-cli.ts';
import { documentOf } from './fuzz-case.ts';
import { type Random, randomOf } from './random.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
const isReport = ajv.compile(schema('report-1'));
const isError = ajv.compile(schema('error-1'));

function schema(name: string): object {
  return JSON.parse(readFileSync(`${ROOT}/reports/${name}.schema.json`, 'utf8')) as object;
}

const PARAMETERS = { 'aws.resource.required_tags': { required: ['owner', '__proto__', ''] } };

/** Flags that may stand together; some are wrong. */
function flags(random: Random): string[] {
  const maybe = (...given: string[]): string[] => (random.oneIn(3) ? given : []);
  return [
    ...maybe('-f', random.pick(['json', 'table', 'json', 'sarif', ''])),
    ...maybe('--show', random.pick(['all', 'pass', 'fail,not-applicable', 'nothing'])),
    ...maybe('--only', random.pick(['changed', 'all'])),
    ...maybe('--unknown', random.pick(['fail', 'report'])),
    ...maybe('--fail-on', random.pick(['critical', 'info', 'hihg'])),
    ...maybe('--policy', random.pick(['aws.s3.*', '*encryption', 'aws.none', '*'])),
    ...maybe('--params', folder.write('params.json', JSON.stringify(PARAMETERS))),
    ...maybe('--allow-incomplete'),
    ...maybe('--no-color'),
    ...maybe('--now', random.pick(['0', '2026-01-31T12:00:00Z', 'yesterday'])),
  ];
}

/** Cut off, changed in a byte, packed: what a file may go through beside its content. */
function packed(text: string, random: Random): string | Uint8Array {
  switch (random.int(6)) {
    case 0:
      return text.slice(0, random.int(text.length));
    case 1:
      return gzipSync(text);
    case 2:
      return gzipSync(text).subarray(0, -random.int(20) - 1);
    case 3: {
      const bytes = Buffer.from(text);
      bytes[random.int(bytes.length)] = random.int(256);
      return bytes;
    }
    default:
      return text;
  }
}

interface Run {
  readonly seed: number;
  readonly args: readonly string[];
  readonly stdin?: string | Uint8Array;
}

function runOf(seed: number): Run {
  const random = randomOf(seed);
  const content = packed(documentOf(seed), random);
  if (random.oneIn(4)) return { seed, args: ['scan', '-', ...flags(random)], stdin: content };
  const more = random.oneIn(6) ? [folder.write(`other-${seed}.json`, documentOf(seed + 1))] : [];
  return { seed, args: ['scan', folder.write(`plan-${seed}.json`, content), ...more, ...flags(random)] };
}

/** Standard output of a run that could not do its job: nothing, or the error as JSON where that was asked for. */
function failureOutput(stdout: string, args: readonly string[]): void {
  const asked = args.includes('json') && args[args.indexOf('json') - 1] === '-f';
  if (!asked) {
    expect(stdout).toBe('');
    return;
  }
  expect(isError(JSON.parse(stdout)), ajv.errorsText(isError.errors)).toBe(true);
}

function reportOutput(stdout: string, args: readonly string[]): void {
  const format = args.includes('-f') ? args[args.indexOf('-f') + 1] : 'table';
  if (format === 'sarif') {
    expect((JSON.parse(stdout) as { version: string }).version).toBe('2.1.0');
    return;
  }
  if (format === 'table') {
    expect(stdout).toMatch(/^Exit code [013]/m);
    expect(/[^\P{C}\n]/u.exec(stdout)).toBe(null);
    return;
  }
  expect(isReport(JSON.parse(stdout)), ajv.errorsText(isReport.errors)).toBe(true);
}

async function check({ seed, args, stdin }: Run): Promise<void> {
  const { code, stdout, stderr } = await runCli(args, {
    limitMs: 20_000,
    ...(stdin === undefined ? {} : { stdin }),
  });
  const context = `seed ${seed}: driftlock ${args.join(' ')}\n${stderr.slice(0, 2000)}`;
  expect([0, 1, 2, 3], context).toContain(code);
  expect(stderr, context).not.toMatch(/this is a bug|^\s+at \S/m);
  const lines = stderr.split('\n').slice(0, -1);
  expect(
    lines.filter((line) => !/^(driftlock: |\s+hint: )/.test(line)),
    context,
  ).toEqual([]);
  if (code === 2) {
    expect([1, 2], context).toContain(lines.length);
    failureOutput(stdout, args);
  } else reportOutput(stdout, args);
}

describe('the built command line', () => {
  // Two at a time, as there are two cores.
  const seeds = Array.from({ length: 60 }, (_, index) => 200_000 + 2 * index);
  test('ends as it says it does, on sixty fuzzed files', async () => {
    for (let at = 0; at < seeds.length; at += 2)
      await Promise.all(seeds.slice(at, at + 2).map((seed) => check(runOf(seed))));
  }, 120_000);
});
