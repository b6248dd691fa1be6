/** Calls that are denied, throttled, broken or made with expired credentials: nothing passes, nothing vanishes, all is told. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AWS_COLLECTORS } from '../../../src/collect/aws/registry.ts';
import type { DriftReport } from '../../../src/finding/drift.ts';
import type { Resource } from '../../../src/resource/resource.ts';
import { collected } from './collected.ts';
import { type Evidence, evidenceOf, falseDrift, untruths } from './evidence.ts';
import {
  environmentAt,
  type FaultLab,
  missingForFaults,
  type Ran,
  REDACTION_KEY,
  startFaultLab,
} from './fault-lab.ts';
import { filesIn, secretsIn, stateOf } from './marked-secrets.ts';

const missing = missingForFaults();
if (missing !== undefined) console.warn(`SKIPPED: faults of collectors, for want of ${missing}`);

const AT_ONCE = 3;
/** The simulator lacks GetEbsDefaultKmsKeyId, so that its type is a gap in any run. */
const LACKING = 'aws_ebs_default_kms_key';
/** Without these no run begins; see below for those that others stand in for. */
const STAND_INS: Readonly<Record<string, string>> = {
  'iam:GenerateCredentialReport': 'iam:GetCredentialReport',
  'lambda:ListCodeSigningConfigs': 'lambda:GetFunctionCodeSigningConfig',
};
const WITHOUT = new Set(['sts:GetCallerIdentity', 'ec2:DescribeRegions', ...Object.keys(STAND_INS)]);
const TYPES = Object.values(AWS_COLLECTORS).flatMap(({ types }) => types);

let lab: FaultLab;
let temporary: string;
let clean: Evidence;
let truth: readonly Resource[];

interface Outcome {
  readonly ran: Ran;
  readonly evidence: Evidence;
}

async function collect(port: number, name: string, types = TYPES.filter((type) => type !== LACKING)) {
  const words = ['-o', join(lab.folder, name), '--types', types.join(','), '--regions', 'us-east-1'];
  return lab.driftlock(port, 'collect', 'aws', ...words, '-f', 'json');
}

async function outcome(name: string, rules: readonly string[], types?: string[]): Promise<Outcome> {
  const ran = await lab.behind(rules, (port) => collect(port, name, types));
  return { ran, evidence: await evidence(name, ran) };
}

async function evidence(name: string, ran: Ran): Promise<Evidence> {
  if (ran.code !== 0 && ran.code !== 3) throw new Error(`${name}: collect exits ${ran.code}: ${ran.stderr}`);
  const folder = join(lab.folder, name);
  const { stdout } = await lab.driftlock(
    0,
    'scan',
    folder,
    '-f',
    'json',
    '--show',
    'all',
    '--now',
    '1800000000',
  );
  return evidenceOf(folder, stdout);
}

function honest({ evidence: found }: Outcome): readonly string[] {
  return [...untruths(clean, found), ...falseDrift(truth, found, REDACTION_KEY)];
}

describe.skipIf(missing !== undefined)('faults', { timeout: 400_000 }, () => {
  beforeAll(async () => {
    temporary = mkdtempSync(join(tmpdir(), 'driftlock-secrets-'));
    lab = await startFaultLab();
    const before = { ...process.env };
    Object.assign(process.env, environmentAt(lab.port));
    try {
      truth = (await collected()).resources;
    } finally {
      for (const name of Object.keys(environmentAt(0))) delete process.env[name];
      Object.assign(process.env, before);
    }
    clean = await evidence('clean', await collect(lab.port, 'clean'));
  });

  afterAll(async () => {
    rmSync(temporary, { recursive: true, force: true });
    await lab?.down();
  });

  it('none: all is read, twice the same, and drift sees none', async () => {
    const again = await outcome('again', []);
    expect(again.ran.code).toBe(0);
    expect(honest(again)).toEqual([]);
    expect([...again.evidence.resources.keys()]).toEqual([...clean.resources.keys()]);
    expect(again.evidence.verdicts).toEqual(clean.verdicts);
    const types = new Set([...clean.resources.values()].map(({ type }) => type));
    expect(TYPES.filter((type) => !types.has(type))).toEqual([
      LACKING,
      'aws_s3_bucket_notification',
      'aws_s3_bucket_request_payment_configuration',
      'aws_sqs_queue_redrive_allow_policy',
    ]);
    expect(new Set(clean.verdicts.values())).toEqual(new Set(['pass', 'fail', 'not-applicable']));
  });

  it('each action denied: named, exit 3, nothing lost, nothing else said', async () => {
    const actions = Object.keys(clean.manifest.requests).filter((action) => !WITHOUT.has(action));
    expect(actions.length).toBeGreaterThan(75);
    const rounds = process.env.DRIFTLOCK_FAULTS === 'each' ? actions.map((one) => [one]) : roundsOf(actions);
    const found = await several(rounds, async (denied) => {
      const one = await outcome(`denied-${denied[0]?.replace(':', '-')}`, ['--deny', denied.join(',')]);
      const unnamed = denied.filter((action) => !isNamed(one, action)).map((action) => `${action} not named`);
      return [...(one.ran.code === 3 ? [] : [`exit ${one.ran.code}`]), ...unnamed, ...honest(one)].map(
        (line) => `${denied.join(',')}: ${line}`,
      );
    });
    expect(found.flat()).toEqual([]);
  });

  it('a denied action that another one stands in for takes nothing away; both denied do', async () => {
    const found = await several(Object.entries(STAND_INS), async ([action, other]) => {
      const alone = await outcome(`alone-${action.replace(':', '-')}`, ['--deny', action]);
      const both = await outcome(`both-${action.replace(':', '-')}`, ['--deny', `${action},${other}`]);
      expect([action, alone.ran.code, honest(alone)]).toEqual([action, 0, []]);
      expect(alone.evidence.verdicts).toEqual(clean.verdicts);
      expect([action, both.ran.code, honest(both)]).toEqual([action, 3, []]);
      return isNamed(both, action) || isNamed(both, other);
    });
    expect(found).toEqual([true, true]);
  });

  it('a type of which the simulator has nothing, denied', async () => {
    const one = await outcome('lacking', ['--deny', 'ec2:GetEbsDefaultKmsKeyId'], [LACKING]);
    expect(one.ran.code).toBe(3);
    expect(one.evidence.manifest.coverage).toEqual([
      expect.objectContaining({ type: LACKING, status: 'denied', api: 'ec2:GetEbsDefaultKmsKeyId' }),
    ]);
  });

  it('regions that may not be listed can be named', async () => {
    const { ran, evidence: found } = await outcome('regions', ['--deny', 'ec2:DescribeRegions']);
    expect([ran.code, ran.stderr]).toEqual([
      0,
      'driftlock: ec2:DescribeRegions is denied: nobody checks that the named regions are enabled\n',
    ]);
    expect(found.verdicts).toEqual(clean.verdicts);
    const folder = join(lab.folder, 'all-regions');
    const unnamed = await lab.behind(['--deny', 'ec2:DescribeRegions'], (port) =>
      lab.driftlock(port, 'collect', 'aws', '-o', folder),
    );
    expect([unnamed.code, existsSync(folder)]).toEqual([2, false]);
    expect(unnamed.stderr).toContain('hint: allow ec2:DescribeRegions, or name the regions');
  });

  it('a third of all calls throttled: nothing is lost', async () => {
    const one = await outcome('throttled', ['--throttle', '0.3', '--seed', '7']);
    expect([one.ran.code, honest(one)]).toEqual([0, []]);
    expect(total(one)).toBeGreaterThan(total({ evidence: clean }) * 1.2);
    expect(one.evidence.verdicts).toEqual(clean.verdicts);
  });

  it.each([['fail500'], ['reset']])(
    'one call in twenty: %s: it ends, and tells what it lacks',
    async (fault) => {
      // The account is asked who it is and what regions it has before anything else: without that no run begins.
      const only = `${Object.keys(clean.manifest.requests)
        .filter((action) => !['sts:GetCallerIdentity', 'ec2:DescribeRegions'].includes(action))
        .join(',')}`;
      const one = await outcome(fault, [`--${fault}`, '0.05', '--seed', '11', '--only', only]);
      const gaps = one.evidence.manifest.coverage.filter(({ status }) => status !== 'complete');
      expect(gaps.length).toBeGreaterThan(0);
      expect([one.ran.code, honest(one)]).toEqual([3, []]);
    },
  );

  it('credentials that expire: it ends, asks no more, and tells what it lacks', async () => {
    const began = Date.now();
    const one = await outcome('expired', ['--expire-after', '60']);
    expect(Date.now() - began).toBeLessThan(60_000);
    expect([one.ran.code, honest(one)]).toEqual([3, []]);
    // Those under way when it was noticed may be refused as well.
    expect(total(one)).toBeLessThan(60 + 8 + 20);
    const told = one.evidence.manifest.coverage.map(({ error }) => error ?? '');
    expect(told.some((text) => /expired$/.test(text))).toBe(true);
  });

  it('twelve secrets: in no byte of any of these snapshots, of what was said, nor of reports and drift', async () => {
    // What the cloud gives is marked; the others are never given, or never asked for.
    const given = [...new Set(truth.flatMap((one) => secretsIn(JSON.stringify(one.values))))];
    expect(given.sort()).toEqual(['1', '11', '2', '4', '5', '6']);
    expect(Object.keys(clean.manifest.requests)).not.toContain('secretsmanager:GetSecretValue');
    const before = lab.said.length;
    const snapshots = ['clean', 'fail500', 'expired'].map((name) => join(lab.folder, name));
    for (const snapshot of snapshots) {
      await lab.driftlock(0, 'scan', snapshot, '--show', 'all');
      for (const [suffix, changed] of [
        ['', []],
        ['-before', SECRET_PLACES],
      ] as const) {
        const state = join(temporary, `state${suffix}.tfstate`);
        writeFileSync(state, stateOf(truth, suffix));
        const words = ['drift', '--state', state, '--snapshot', snapshot];
        await lab.driftlock(0, ...words);
        const { stdout, stderr } = await lab.driftlock(0, ...words, '-f', 'json');
        expect(stderr).toBe('');
        if (snapshot.endsWith('clean')) expect(changedPlaces(stdout)).toEqual(changed);
      }
    }
    await lab.behind(['--deny', 'lambda:*,ssm:GetParameters'], (port) =>
      lab.driftlock(port, 'collect', 'aws', '-o', join(lab.folder, 'table'), '--regions', 'us-east-1'),
    );
    expect(lab.said.length).toBe(before + 2 * (3 * 5 + 1));
    const shown = lab.said.map((text) => ['said', text] as const);
    const found = [...shown, ...filesIn(lab.folder)].map(([where, text]) => [
      where,
      secretsIn(text, REDACTION_KEY),
    ]);
    expect(found.length).toBeGreaterThan(2000);
    expect(found.filter(([, secrets]) => secrets?.length !== 0)).toEqual([]);
  });
});

/** Where drift tells a secret as changed, and nothing of what it was and is. */
const SECRET_PLACES = [
  'aws_instance values.user_data',
  'aws_instance values.user_data',
  'aws_lambda_function values.environment.0.variables',
  'aws_lambda_function values.environment.0.variables',
  'aws_ssm_parameter values.value',
  'aws_ssm_parameter values.value',
  'aws_ssm_parameter values.value',
];

function changedPlaces(drift: string): readonly string[] {
  const { changed } = JSON.parse(drift) as DriftReport;
  return changed
    .flatMap(({ type, attributes }) =>
      attributes.map(
        (one) => `${type} ${one.path.join('.')}${'before' in one || 'after' in one ? ' shown' : ''}`,
      ),
    )
    .sort();
}

function total({ evidence: { manifest } }: Pick<Outcome, 'evidence'>): number {
  return Object.values(manifest.requests).reduce((sum, count) => sum + count, 0);
}

/** One action of each service at a time: collectors ask one service, but for what links them. */
function roundsOf(actions: readonly string[]): readonly (readonly string[])[] {
  const rounds: string[][] = [];
  const counts = new Map<string, number>();
  for (const action of actions) {
    const service = action.split(':')[0] ?? '';
    const round = counts.get(service) ?? 0;
    counts.set(service, round + 1);
    rounds[round] = [...(rounds[round] ?? []), action];
  }
  return rounds;
}

function several<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const limit = pLimit(AT_ONCE);
  return Promise.all(items.map((item) => limit(() => work(item))));
}

function isNamed({ evidence: { manifest } }: Outcome, action: string): boolean {
  return manifest.coverage.some(
    ({ api, error }) => api === action || error?.includes(`${action} (`) === true,
  );
}
