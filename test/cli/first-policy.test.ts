/** A person's path: from `policy new` to a finding in the lab's plan and in a snapshot, with three mistakes on the way. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bucketSnapshot } from './bucket-snapshot.ts';
import { EXAMPLE, type Outcome, runCli, temporaryFolder } from './run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const FILE = 'policies/acme/s3/bucket_logging.rego';

function run(...args: string[]): Promise<Outcome> {
  return runCli(args, { cwd: folder.path, environment: { XDG_CACHE_HOME: join(folder.path, 'cache') } });
}

function edited(from: string, to: string): void {
  const text = readFileSync(join(folder.path, FILE), 'utf8');
  expect(text).toContain(from);
  folder.write(FILE, text.replace(from, to));
}

/** The first line that `policy check` prints while the policy says `to`. */
async function mistaken(from: string, to: string): Promise<string | undefined> {
  edited(from, to);
  const { code, stdout } = await run('policy', 'check', 'policies');
  edited(to, from);
  expect(code).toBe(1);
  return stdout.split('\n')[0];
}

/** Resources that failed, by address or id. */
async function failed(input: string): Promise<readonly (string | undefined)[]> {
  const only = ['--policies', 'policies', '--policy', 'acme.*', '-f', 'json'];
  const { code, stdout, stderr } = await run('scan', input, ...only);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  const { findings } = JSON.parse(stdout) as {
    findings: readonly { verdict: string; resource: { address?: string; id?: string } }[];
  };
  return findings.map(({ verdict, resource: { address, id } }) => `${verdict} ${address ?? id}`);
}

test('a policy is made, mended, tested and judges a plan and a live account', {
  timeout: 240_000,
}, async () => {
  const made = await run('policy', 'new', 'acme.s3.bucket_logging', '--resources', 'aws_s3_bucket');
  expect({ code: made.code, stderr: made.stderr }).toEqual({ code: 0, stderr: '' });
  edited('The bucket of every aws_s3_bucket begins with acme-', 'Buckets have the name of a team');

  const read = 'startswith(input.values.bucket, _prefix)';
  expect(await mistaken(read, 'startswith(input.values.buket, _prefix)')).toBe(
    `${FILE}:13:40: error: \`input.values.buket\`: aws_s3_bucket has no attribute \`buket\`; did you mean \`bucket\`? [unknown-place]`,
  );
  expect(await mistaken(read, 'input.values.bucket > 5')).toBe(
    `${FILE}:13:16: error: \`input.values.bucket\` is a string, 5 is a number: which is less depends on their types alone; write "5" [wrong-type]`,
  );
  expect(await mistaken('_prefix := "acme-"', '_prefix := input.params.prefix')).toBe(
    `${FILE}:15:18: error: \`input.params\`: parameters are no part of the input: read \`data.params["<id of the policy>"].…\` [unknown-place]`,
  );
  expect(await mistaken('_prefix := "acme-"', '_prefix := data.params.prefix')).toBe(
    `${FILE}:15:24: error: parameters of this policy are \`data.params["acme.s3.bucket_logging"]\`, not \`data.params.prefix\` [parameter]`,
  );
  const given = '_prefix := data.params["acme.s3.bucket_logging"].prefix';
  edited('_prefix := "acme-"', given);
  expect((await run('policy', 'check', 'policies')).stdout.split('\n')[0]).toBe(
    `${FILE}:15:50: warning: without the parameter \`prefix\` \`_prefix\` is undefined and denies nothing; declare it under \`custom\` in METADATA: \`params: {prefix: {type: …, default: …}}\`, or write \`default _prefix := …\` [parameter-default]`,
  );
  edited(given, `default _prefix := "acme-"\n\n${given}`);

  expect((await run('policy', 'check', 'policies', '--fail-on', 'warning')).stdout).toBe(
    'no problems in 1 policy, 2 files\n',
  );
  expect(await run('policy', 'test', 'policies')).toEqual({ code: 0, stdout: '3 passed\n', stderr: '' });
  expect(await failed(EXAMPLE)).toEqual(['fail aws_s3_bucket.data', 'fail aws_s3_bucket.logs']);
  const snapshot = join(folder.path, 'snapshot');
  await bucketSnapshot(snapshot, ['lab-data', 'acme-logs']);
  expect(await failed(snapshot)).toEqual(['fail lab-data']);
});
