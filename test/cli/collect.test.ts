/** `driftlock collect`, `scan <snapshot>` and `drift` as processes, against an AWS that denies nearly everything. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DriftReport } from '../../src/finding/drift.ts';
import type { Manifest } from '../../src/finding/manifest.ts';
import type { Report } from '../../src/finding/report.ts';
import { ROOT, runCli, temporaryFolder } from './run-cli.ts';

const folder = temporaryFolder();
const SECRET = 'a redaction key of the tests';
const STATE = join(ROOT, 'test/fixtures/lab/refreshed.tfstate');

function schemaOf(name: string) {
  const schema = JSON.parse(readFileSync(join(ROOT, 'reports', name), 'utf8')) as object;
  return new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
}

const isManifest = schemaOf('snapshot-1.schema.json');
const isDrift = schemaOf('drift-1.schema.json');
const isReport = schemaOf('report-1.schema.json');

const IDENTITY = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
  <Arn>arn:aws:iam::123456789012:user/audit</Arn><UserId>A</UserId><Account>123456789012</Account>
</GetCallerIdentityResult></GetCallerIdentityResponse>`;
const REGIONS = `<DescribeRegionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><regionInfo>
  ${['eu-west-1', 'us-east-1'].map((name) => `<item><regionName>${name}</regionName><optInStatus>opt-in-not-required</optInStatus></item>`).join('')}
</regionInfo></DescribeRegionsResponse>`;

let server: Server;
let endpoint: string;
let identity = IDENTITY;
let regions = REGIONS;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      const answer = body.includes('Action=GetCallerIdentity')
        ? identity
        : body.includes('Action=DescribeRegions')
          ? regions
          : undefined;
      response.writeHead(answer === undefined || answer.includes('<Error>') ? 403 : 200, {
        'content-type': 'text/xml',
      });
      response.end(
        answer ??
          '<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors></Response>',
      );
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  folder.remove();
});

function environment(more: Readonly<Record<string, string>> = {}) {
  return {
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: endpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    DRIFTLOCK_REDACTION_KEY: SECRET,
    ...more,
  };
}

function collect(args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  return runCli(['collect', 'aws', ...args], { environment: environment(more) });
}

let counter = 0;
function fresh(): string {
  return join(folder.path, `snapshot-${counter++}`);
}

describe('an account in which nothing may be read', () => {
  test('is collected as gaps, each with the call; scanned and compared, it passes nothing', async () => {
    const out = fresh();
    const collected = await collect(['-o', out, '--types', '*', '-f', 'json']);
    expect([collected.code, collected.stderr]).toEqual([3, '']);
    const manifest = JSON.parse(collected.stdout) as Manifest;
    isManifest(manifest);
    expect(isManifest.errors).toBe(null);
    expect(JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'))).toEqual(manifest);
    const asked = manifest.coverage.filter(
      ({ type }) => !type.startsWith('driftlock_aws_account') && !type.startsWith('driftlock_aws_region'),
    );
    expect(asked.length).toBeGreaterThan(10);
    expect(
      asked.filter(
        ({ status, api, error }) => status === 'complete' || api === undefined || error === undefined,
      ),
    ).toEqual([]);

    const scanned = await runCli(['scan', out, '-f', 'json', '--show', 'all']);
    const report = JSON.parse(scanned.stdout) as Report;
    isReport(report);
    expect(isReport.errors).toBe(null);
    expect(scanned.code).toBe(3);
    expect(report.findings.filter(({ verdict }) => verdict !== 'unknown')).toEqual([]);

    const drift = await runCli(['drift', '--state', STATE, '--snapshot', out, '-f', 'json'], {
      environment: environment(),
    });
    const found = JSON.parse(drift.stdout) as DriftReport;
    isDrift(found);
    expect(isDrift.errors).toBe(null);
    expect([drift.code, found.changed, found.missing, found.unmanaged]).toEqual([3, [], [], []]);
    expect(found.summary.unknown).toBe(found.summary.compared);
  });

  test('--allow-incomplete makes 3 a 0, and the table names the calls', async () => {
    const { code, stdout } = await collect([
      '-o',
      fresh(),
      '--types',
      'aws_kms_*',
      '--regions',
      'eu-west-1',
      '--allow-incomplete',
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('denied: aws_kms_alias, aws_kms_key, aws_kms_key_policy in eu-west-1: kms:');
  });
});

describe('what cannot begin is one line, a hint, and exit code 2', () => {
  test.each<[string, readonly string[], Readonly<Record<string, string>>, RegExp]>([
    [
      'no credentials',
      [],
      { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
      /there are no AWS credentials\n {2}hint: /,
    ],
    [
      'a region that is not enabled',
      ['--regions', 'eu-west-l'],
      {},
      /"eu-west-l" is not enabled.*\n {2}hint: .*eu-west-1/,
    ],
    [
      'a type that no collector yields',
      ['--types', 'aws_kms_keyy'],
      {},
      /no collector yields "aws_kms_keyy"\n {2}hint: .*aws_kms_key/,
    ],
    [
      'an unreachable endpoint',
      [],
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
      /the AWS account cannot be asked: sts:GetCallerIdentity.*\n {2}hint: /,
    ],
    ['a concurrency of none', ['--concurrency', '0'], {}, /--concurrency/],
    [
      'a short redaction key',
      [],
      { DRIFTLOCK_REDACTION_KEY: 'short' },
      /a redaction key needs 16 characters/,
    ],
  ])('%s', async (_, args, more, message) => {
    const out = fresh();
    const { code, stdout, stderr } = await collect(['-o', out, ...args], more);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
    expect(existsSync(join(out, 'manifest.json'))).toBe(false);
  });

  test('an expired token', async () => {
    identity =
      '<ErrorResponse><Error><Code>ExpiredToken</Code><Message>The security token included in the request is expired</Message></Error></ErrorResponse>';
    const { code, stderr } = await collect(['-o', fresh()]);
    identity = IDENTITY;
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /AWS does not accept the credentials \(ExpiredToken: .*\)\n {2}hint: sign in again/,
    );
  });

  test('no region at all, which would be an account without anything', async () => {
    regions = '<DescribeRegionsResponse><regionInfo/></DescribeRegionsResponse>';
    const { code, stderr } = await collect(['-o', fresh()]);
    regions = REGIONS;
    expect(code).toBe(2);
    expect(stderr).toMatch(/AWS names no region that is enabled.*\n {2}hint: /);
  });

  test.each<[string, (out: string) => void, RegExp]>([
    [
      'a folder that holds something',
      (out) => {
        mkdirSync(out);
        writeFileSync(join(out, 'mine'), '');
      },
      /it is not empty/,
    ],
    ['a file', (out) => writeFileSync(out, ''), /cannot write the snapshot/],
    ['a folder that leads nowhere', (out) => symlinkSync('/dev/null/x', out), /cannot write the snapshot/],
  ])('an output that is %s', async (_, prepare, message) => {
    const out = fresh();
    prepare(out);
    const { code, stdout, stderr } = await collect(['-o', out]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});

describe('a snapshot that is not whole', () => {
  test.each<[string, (out: string) => void, RegExp]>([
    [
      'a folder without manifest',
      (out) => mkdirSync(out),
      /no snapshot, or an unfinished one|without Terraform configuration or a snapshot/,
    ],
    [
      'a manifest that is none',
      (out) => {
        mkdirSync(out);
        writeFileSync(join(out, 'manifest.json'), '[]');
      },
      /not the manifest of a snapshot/,
    ],
    [
      'a manifest of a newer format',
      (out) => {
        mkdirSync(out);
        writeFileSync(
          join(out, 'manifest.json'),
          '{"format_version":"2.0","shards":[],"coverage":[],"asked":{}}',
        );
      },
      /snapshot format 2\.0/,
    ],
  ])('%s', async (_, prepare, message) => {
    const out = fresh();
    prepare(out);
    for (const args of [
      ['scan', out],
      ['drift', '--state', STATE, '--snapshot', out],
    ]) {
      const { code, stdout, stderr } = await runCli(args, { environment: environment() });
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(message);
    }
  });

  test('a shard with a changed byte', async () => {
    const out = fresh();
    await collect(['-o', out, '--types', 'driftlock_aws_account']);
    const shard = readdirSync(out, { recursive: true, encoding: 'utf8' }).find((name) =>
      name.endsWith('.gz'),
    ) as string;
    const bytes = readFileSync(join(out, shard));
    bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1;
    writeFileSync(join(out, shard), bytes);
    const { code, stdout, stderr } = await runCli(['scan', out]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/the shard was changed after it was collected/);
  });

  test('a plan in place of a state', async () => {
    const out = fresh();
    await collect(['-o', out, '--types', 'driftlock_aws_account']);
    const plan = join(ROOT, 'examples/create.plan.json');
    const { code, stderr } = await runCli(['drift', '--state', plan, '--snapshot', out], {
      environment: environment(),
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(/a plan, not a state/);
  });
});
