import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/finding/report.ts';
import { created, EXAMPLE, planOf, ROOT, runCli, temporaryFolder } from './run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const schema = JSON.parse(readFileSync(join(ROOT, 'reports/report-1.schema.json'), 'utf8')) as object;
const isReport = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

async function scanned(
  args: readonly string[],
  stdin?: string | Uint8Array,
): Promise<{ code: number | null; report: Report; stderr: string }> {
  const { code, stdout, stderr } = await runCli(
    ['scan', ...args, '-f', 'json'],
    stdin === undefined ? {} : { stdin },
  );
  const report = JSON.parse(stdout) as Report;
  isReport(report);
  expect(isReport.errors).toBe(null);
  return { code, report, stderr };
}

const GOOD = created('aws_ebs_volume', 'data', { availability_zone: 'eu-west-1a', size: 1, encrypted: true });
const BAD = created('aws_ebs_volume', 'data', { availability_zone: 'eu-west-1a', size: 1, encrypted: false });
const ENCRYPTION = ['--policy', 'aws.ec2.ebs_volume_encryption'];

describe('--no-assumptions', () => {
  const bucket = created('aws_s3_bucket', 'logs', { bucket: 'logs' });
  const versioning = ['--policy', 'aws.s3.bucket_versioning', '--show', 'all'];

  test('makes what leans on more than known values unknown, and counts it so', async () => {
    const file = folder.write('bucket.json', planOf(bucket));
    const { report: usual } = await scanned([file, ...versioning]);
    expect(usual.findings.map(({ verdict, assumes }) => [verdict, assumes?.[0]?.kind])).toEqual([
      ['fail', 'nothing-elsewhere'],
    ]);
    const { code, report } = await scanned([file, ...versioning, '--no-assumptions']);
    expect([code, report.summary.verdicts.unknown, report.summary.verdicts.fail]).toEqual([0, 1, 0]);
    expect(report.findings.map(({ verdict, unknown, assumes }) => [verdict, unknown, assumes])).toEqual([
      [
        'unknown',
        [
          {
            path: ['referrers', 'aws_s3_bucket_versioning', 'bucket'],
            reason: 'link-open',
            condition: expect.stringMatching(/^for no member of `referrers.* is "Enabled"$/),
          },
        ],
        undefined,
      ],
    ]);
  });

  test('is a setting of the environment as well, over which the command line wins', async () => {
    const file = folder.write('bucket.json', planOf(bucket));
    const environment = { DRIFTLOCK_ASSUMPTIONS: 'false' };
    const strict = await runCli(['scan', file, ...versioning], { environment });
    expect(strict.code).toBe(0);
    const back = await runCli(['scan', file, ...versioning, '--assumptions'], { environment });
    expect(back.code).toBe(1);
  });

  test('leaves alone what leans on nothing', async () => {
    const { code } = await scanned([
      folder.write('bad.json', planOf(BAD)),
      ...ENCRYPTION,
      '--no-assumptions',
    ]);
    expect(code).toBe(1);
  });
});

describe('the example plan', () => {
  test('fails, with a valid report', async () => {
    const { code, report } = await scanned([EXAMPLE]);
    expect(code).toBe(1);
    expect(report.summary.verdicts.fail).toBeGreaterThan(0);
    expect(report.findings.filter(({ verdict }) => verdict === 'fail').length).toBe(
      report.summary.verdicts.fail,
    );
  });

  test('is the same from a file outside of any repository, gzip, standard input, and with a byte order mark', async () => {
    const bytes = readFileSync(EXAMPLE);
    const { report } = await scanned([folder.write('plan.json', bytes)]);
    const others = await Promise.all([
      scanned([folder.write('plan.json.gz', gzipSync(bytes))]),
      scanned(['-'], bytes),
      scanned([folder.write('bom.json', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]))]),
    ]);
    for (const other of others) {
      expect(other.report.findings).toEqual(report.findings);
      expect(other.report.summary).toEqual(report.summary);
    }
    const digests = [bytes, gzipSync(bytes), bytes].map((one) =>
      createHash('sha256').update(one).digest('hex'),
    );
    const told = [report, ...others.map((other) => other.report)].map(({ input }) => input[0]?.sha256);
    expect(told.slice(0, 3)).toEqual(digests);
    expect(new Set(told).size).toBe(3);
  });

  test('in two folders of a repository has findings of its own, the same in every checkout', async () => {
    const text = readFileSync(EXAMPLE);
    for (const repository of ['one', 'two']) folder.write(`${repository}/.git/HEAD`, '');
    const names = [
      'one/live/prod/p.json',
      'one/live/dev/p.json',
      'two/live/prod/elsewhere.json',
      'plain/p.json',
    ];
    const found = await Promise.all(
      names.map(async (name) => {
        const { report } = await scanned([folder.write(name, text), '--show', 'all']);
        return report.findings.map(({ fingerprints }) => fingerprints);
      }),
    );
    const [prod = [], dev = [], checkout, plain] = found;
    expect(prod.length).toBeGreaterThan(5);
    expect(checkout).toEqual(prod);
    const { report } = await scanned(['-', '--show', 'all'], text);
    expect(report.findings.map(({ fingerprints }) => fingerprints)).toEqual(plain);
    const seen = new Set(prod.flat());
    // The first may be the key, which is the same wherever the plan lies.
    expect(dev.filter((one) => seen.has(one.at(-1) ?? ''))).toEqual([]);
  });

  test('as a table: no colour without a terminal, all on standard output', async () => {
    const { code, stdout, stderr } = await runCli(['scan', EXAMPLE]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).not.toContain('\u001b');
    expect(stdout).toMatch(/^Exit code 1: findings at or above low\.$/m);
  });

  test('several formats at once', async () => {
    const json = join(folder.path, 'out.json');
    const { code, stdout } = await runCli(['scan', EXAMPLE, '-f', 'table', '-f', `json=${json}`]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Exit code 1/m);
    expect(isReport(JSON.parse(readFileSync(json, 'utf8')))).toBe(true);
  });

  test('judges the same twice, byte by byte', async () => {
    const [one, two] = await Promise.all([
      runCli(['scan', EXAMPLE, '-f', 'json', '--show', 'all']),
      runCli(['scan', EXAMPLE, '-f', 'json', '--show', 'all']),
    ]);
    expect(one.stdout).toBe(two.stdout);
  });
});

describe('exit codes', () => {
  test.each([
    ['nothing fails', GOOD, [], 0],
    ['something fails', BAD, [], 1],
    ['something fails below the threshold', BAD, ['--fail-on', 'critical'], 0],
    ['the plan is partial', { ...GOOD, complete: false }, [], 3],
    ['the plan is partial, and that is allowed', { ...GOOD, complete: false }, ['--allow-incomplete'], 0],
    ['the plan ended with an error', { ...GOOD, errored: true, complete: false }, [], 3],
    ['the plan is partial and something fails', { ...BAD, complete: false }, [], 1],
  ])('%s', async (name, parts, flags, code) => {
    const file = folder.write(`${name}.json`, planOf(parts));
    expect((await scanned([file, ...ENCRYPTION, ...flags])).code).toBe(code);
  });

  test('unknown leaves the code alone unless it counts as a failure', async () => {
    const parts = structuredClone(GOOD) as unknown as {
      resource_changes: [{ change: { after: object; after_unknown: object } }];
    };
    const [{ change }] = parts.resource_changes;
    change.after = { availability_zone: 'eu-west-1a', size: 1 };
    change.after_unknown = { encrypted: true };
    const plan = JSON.parse(planOf(parts as unknown as Record<string, unknown>)) as {
      configuration: { root_module: { resources: [{ expressions: Record<string, unknown> }] } };
    };
    plan.configuration.root_module.resources[0].expressions.encrypted = { references: ['var.encrypted'] };
    const file = folder.write('unknown.json', JSON.stringify(plan));
    const { code, report } = await scanned([file, ...ENCRYPTION]);
    expect({ code, verdicts: report.findings.map(({ verdict }) => verdict) }).toEqual({
      code: 0,
      verdicts: ['unknown'],
    });
    expect((await scanned([file, ...ENCRYPTION, '--unknown', 'fail'])).code).toBe(1);
  });

  test('an empty plan: 0, and it says so', async () => {
    const file = folder.write('nothing.json', planOf());
    const { code, stdout, stderr } = await runCli(['scan', file]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Nothing to judge: the plan holds no resources.');
  });

  test('types without a policy are named', async () => {
    const file = folder.write(
      'other.json',
      planOf(created('aws_vpc', 'main', { cidr_block: '10.0.0.0/16' })),
    );
    const { code, report } = await scanned([file, ...ENCRYPTION]);
    expect({ code, unjudged: report.summary.unjudged }).toEqual({
      code: 0,
      unjudged: [{ type: 'aws_vpc', resources: 1 }],
    });
  });

  test('so are types of resources that go away, in both formats', async () => {
    const before = { id: 'vpc-1', cidr_block: '10.0.0.0/16' };
    const about = { address: 'aws_vpc.main', mode: 'managed', type: 'aws_vpc', name: 'main' };
    const change = {
      actions: ['delete'],
      before,
      after: null,
      before_sensitive: false,
      after_sensitive: false,
    };
    const provider_name = 'registry.terraform.io/hashicorp/aws';
    const file = folder.write(
      'destroy.json',
      planOf({ resource_changes: [{ ...about, provider_name, change }] }),
    );
    const { code, report } = await scanned([file, ...ENCRYPTION]);
    const { resources, unjudged, leaving } = report.summary;
    expect({ code, resources, unjudged, leaving }).toEqual({
      code: 0,
      resources: 1,
      unjudged: [],
      leaving: [{ type: 'aws_vpc', resources: 1 }],
    });
    const { stdout } = await runCli(['scan', file, ...ENCRYPTION]);
    expect(stdout).toContain('1 resource goes away, which no policy judges: aws_vpc\n');
  });
});

describe("a team's own policies", () => {
  function policy(name: string, body: string): string {
    const text = `# METADATA\n# title: ${name}\n# custom:\n#   severity: high\n#   resources: [aws_ebs_volume]\npackage policies.acme.${name}\n\n# METADATA\n# entrypoint: true\n${body}\n`;
    folder.write(`${name}/acme/${name}.rego`, text);
    return join(folder.path, name);
  }

  test('are judged beside the bundled ones', async () => {
    const policies = policy(
      'size',
      'deny contains $"{input.values.size} GB is small" if input.values.size < 8',
    );
    const { code, report } = await scanned([folder.write('t.json', planOf(GOOD)), '--policies', policies]);
    expect(code).toBe(1);
    expect(
      report.findings.filter(({ policy: id }) => id === 'acme.size').map(({ messages }) => messages),
    ).toEqual([['1 GB is small']]);
  });

  test('a conflict inside one is an error of that one alone, and exit 3', async () => {
    const conflict =
      'deny contains "x" if value == 3\n\nvalue := 1 if input.values.size > 0\n\nvalue := 2 if input.values.size > 0';
    const policies = policy('conflict', conflict);
    const { code, report } = await scanned([
      folder.write('t.json', planOf(GOOD)),
      '--policies',
      policies,
      '--policy',
      'acme.*',
      ...ENCRYPTION,
      '--show',
      'all',
    ]);
    expect(code).toBe(3);
    expect(report.findings.map(({ policy: id, verdict }) => [id, verdict]).sort()).toEqual([
      ['acme.conflict', 'error'],
      ['aws.ec2.ebs_volume_encryption', 'pass'],
    ]);
  });

  test('one that does not end is ended, and exit 3', async () => {
    const loop =
      'deny contains "x" if {\n\tsome a in numbers.range(1, 100000)\n\tsome b in numbers.range(1, 100000)\n\tsome c in numbers.range(1, 100000)\n\ta + b + c == -1\n}';
    const policies = policy('loop', loop);
    const started = performance.now();
    const { code, report } = await scanned([
      folder.write('t.json', planOf(GOOD)),
      '--policies',
      policies,
      '--policy-timeout',
      '1',
    ]);
    expect(code).toBe(3);
    expect(report.findings.map(({ policy: id, verdict }) => [id, verdict])).toContainEqual([
      'acme.loop',
      'error',
    ]);
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});
