/** The claim, held against a real Terraform and its real provider: state and cloud alike, before and after changes. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AWS_COLLECTORS } from '../../../src/collect/aws/registry.ts';
import type { DriftReport } from '../../../src/finding/drift.ts';
import type { Report } from '../../../src/finding/report.ts';
import { openInput } from '../../../src/input/open-input.ts';
import { carriedAttributes } from '../../../src/resource/carriers/index.ts';
import { collected } from './collected.ts';
import { compareWithState, comparisonLines } from './compare-with-state.ts';
import { missingForLab, type Simulator, startSimulator } from './simulator.ts';

const missing = missingForLab();
if (missing !== undefined) console.warn(`SKIPPED: the lab of collectors, for want of ${missing}`);

const CLI = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));
const EXPECTED = fileURLToPath(
  new URL('../../../../shared/lab/aws/recorded/expected_drift.json', import.meta.url),
);
const run = promisify(execFile);

let simulator: Simulator;
let folder: string;

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function driftlock(...args: readonly string[]): Promise<Ran> {
  const env = {
    PATH: process.env.PATH,
    ...simulator.environment,
    DRIFTLOCK_REDACTION_KEY: 'a key for the lab, long enough',
  };
  try {
    const { stdout, stderr } = await run('node', [CLI, ...args], { env, maxBuffer: 256 << 20 });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
}

/**
 * The simulator lacks GetEbsDefaultKmsKeyId, and its own images bring 1,177 snapshots, which its account owns: both are
 * left out, lest they be told as a gap and as unmanaged.
 */
const LEFT_OUT = ['aws_ebs_default_kms_key', 'aws_ebs_snapshot', 'aws_snapshot_create_volume_permission'];
const TYPES = Object.values(AWS_COLLECTORS)
  .flatMap(({ types }) => types)
  .filter((type) => !LEFT_OUT.includes(type));

async function collect(name: string): Promise<string> {
  const snapshot = join(folder, name);
  const where = ['-o', snapshot, '--types', TYPES.join(','), '--regions', 'us-east-1'];
  const { code, stderr } = await driftlock('collect', 'aws', ...where);
  expect([code, stderr]).toEqual([0, '']);
  return snapshot;
}

async function drift(
  state: string,
  snapshot: string,
): Promise<{ readonly code: number; readonly report: DriftReport }> {
  const { code, stdout } = await driftlock('drift', '--state', state, '--snapshot', snapshot, '-f', 'json');
  return { code, report: JSON.parse(stdout) as DriftReport };
}

async function verdicts(input: string): Promise<Map<string, string>> {
  const { stdout } = await driftlock('scan', input, '-f', 'json', '--show', 'all');
  const { findings } = JSON.parse(stdout) as Report;
  return new Map(
    findings.flatMap(({ policy, verdict, resource }) =>
      resource.key === undefined ? [] : [[`${policy} ${resource.key}`, verdict]],
    ),
  );
}

/** Verdicts on arguments of a deletion, which only Terraform keeps. */
const ONLY_IN_STATES = [
  'aws.secretsmanager.secret_recovery_window ["123456789012","us-east-1","aws_secretsmanager_secret","app/secret"]',
];

describe.skipIf(missing !== undefined)('the lab', { timeout: 600_000 }, () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'driftlock-collect-'));
    simulator = await startSimulator();
    await simulator.lab('apply');
    await simulator.lab('refresh');
    await simulator.lab('state', 'refreshed');
  }, 600_000);

  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await simulator?.down();
  });

  it('what is collected equals the state, or its collector says why not', async () => {
    const before = { ...process.env };
    Object.assign(process.env, simulator.environment);
    try {
      const live = await collected();
      const state = await openInput(join(simulator.folder, 'refreshed.tfstate'), {
        keepTypes: new Set(),
        terraform: false,
      });
      const compared = compareWithState(state.resources(), live);
      console.info(comparisonLines(compared).join('\n'));
      expect(Object.fromEntries([...compared].map(([type, { different }]) => [type, different]))).toEqual(
        Object.fromEntries([...compared.keys()].map((type) => [type, []])),
      );
    } finally {
      for (const name of Object.keys(simulator.environment)) delete process.env[name];
      Object.assign(process.env, before);
    }
  });

  it('the same verdict on state and cloud, and no drift right after apply and refresh', async () => {
    const snapshot = await collect('clean');
    const state = join(simulator.folder, 'refreshed.tfstate');
    const { code, report } = await drift(state, snapshot);
    expect({ changed: report.changed, missing: report.missing, unknown: report.unknown }).toEqual({
      changed: [],
      missing: [],
      unknown: [],
    });
    expect([code, report.unmanaged]).toEqual([0, []]);
    const [onState, live] = [await verdicts(state), await verdicts(snapshot)];
    const both = [...onState].filter(([name]) => live.has(name));
    expect(both.length).toBeGreaterThan(10);
    // A state does not tell whether a bucket is older than the default that new ones have, nor the cloud how a deletion will be asked for.
    const told = both.filter(([, verdict]) => verdict !== 'unknown');
    expect(told.filter(([name, verdict]) => live.get(name) !== verdict).map(([name]) => name)).toEqual(
      ONLY_IN_STATES.filter((name) => onState.has(name)),
    );
  });

  it('after changes behind its back: what Terraform itself sees, once each, and exactly four unmanaged', async () => {
    await simulator.lab('change');
    const snapshot = await collect('changed');
    const { code, report } = await drift(join(simulator.folder, 'refreshed.tfstate'), snapshot);
    expect(code).toBe(1);
    const types = new Set(report.coverage.map(({ type }) => type));
    expect(found(report)).toEqual(expected(types));
    expect(report.unmanaged.map(({ type, id, key }) => `${type} ${id ?? key}`).sort()).toEqual([
      'aws_iam_role_policy_attachment ["123456789012","global","aws_iam_role_policy_attachment","app","arn:aws:iam::aws:policy/AdministratorAccess"]',
      'aws_iam_user mallory',
      expect.stringMatching(/^aws_security_group sg-/),
      expect.stringMatching(/^aws_vpc_security_group_ingress_rule sgr-/),
    ]);
    const verdictsChanged = report.changed.flatMap(({ address, verdicts = [] }) =>
      verdicts.map((one) => `${address} ${one.address ?? ''} ${one.policy} ${one.before} → ${one.after}`),
    );
    expect(verdictsChanged.sort()).toEqual([
      'aws_cloudtrail.t  aws.cloudtrail.trail_validation pass → fail',
      'aws_db_instance.db  aws.rds.instance_backup_retention pass → fail',
      'aws_db_instance.db  aws.rds.instance_deletion_protection pass → fail',
      'aws_db_instance.db  aws.rds.instance_public_access pass → fail',
      'aws_dynamodb_table.d  aws.dynamodb.table_recovery pass → fail',
      'aws_ebs_encryption_by_default.d  aws.ec2.ebs_default_encryption pass → fail',
      'aws_iam_account_password_policy.strict  aws.iam.password_policy_length pass → fail',
      'aws_instance.i  aws.ec2.instance_metadata_v2 pass → fail',
      'aws_kms_key.main  aws.kms.key_rotation pass → fail',
      'aws_s3_bucket.data  aws.s3.bucket_versioning pass → fail',
      // The cloud tells nothing of what only Terraform keeps.
      'aws_secretsmanager_secret.s  aws.secretsmanager.secret_recovery_window fail → not-applicable',
    ]);
    const secret = report.changed.flatMap(({ attributes }) =>
      attributes.filter(({ sensitive }) => sensitive),
    );
    expect(secret.every((one) => !('before' in one) && !('after' in one))).toBe(true);
    for (const file of readdirSync(snapshot, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const bytes = readFileSync(join(file.parentPath, file.name));
      const text = (file.name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
      expect(text).not.toContain('hacked');
      expect(text).not.toContain('hunter2');
    }
  });
});

/** `address attribute` of each change, `address missing` of what is gone. */
function found({ changed, missing: gone }: DriftReport): readonly string[] {
  const places = changed.flatMap(({ address, attributes }) =>
    attributes.map(({ path }) => `${address} ${path[1]}`),
  );
  return [...new Set([...places, ...gone.map(({ address }) => `${address} missing`)])].sort();
}

interface TerraformDrift {
  readonly address: string;
  readonly type: string;
  readonly actions: readonly string[];
  readonly changes: readonly { readonly path: string }[];
}

/** What Terraform saw, of these types: a child's echo in its parent is the child's, and volatile attributes are left out. */
function expected(types: ReadonlySet<string>): readonly string[] {
  const all = JSON.parse(readFileSync(EXPECTED, 'utf8')) as readonly TerraformDrift[];
  const places = all
    .filter(({ type }) => types.has(type))
    .flatMap(({ address, type, actions, changes }) => {
      if (actions.includes('delete')) return [`${address} missing`];
      const attributes = changes.map(({ path }) => path.split(/[.[]/)[0] ?? '');
      return attributes
        .filter((name) => name !== 'latest_restorable_time' && name !== 'tags')
        .filter((name) => address === 'aws_security_group.inline' || !carriedAttributes(type).has(name))
        .map((name) => `${address} ${name}`);
    });
  return [...new Set(places)].sort();
}
