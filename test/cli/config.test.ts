/** What `driftlock.yaml` says of policies, as a process meets it. */
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bucketSnapshot } from './bucket-snapshot.ts';
import { ajv, ENCRYPTION, findings, schema, withConfig } from './with-config.ts';

const isList = ajv.compile(schema('policies-1'));
const { folder, plan: PLAN, run: runWith } = withConfig();
afterAll(() => folder.remove());

describe('what it says of policies', () => {
  const scan = ['scan', PLAN, '-f', 'json'];
  const FAILED = { policy: ENCRYPTION, severity: 'high', verdict: 'fail' };

  test.each<[string, string, readonly string[], number, readonly object[]]>([
    ['nothing', '{}', [], 1, [FAILED]],
    ['disabled', `policies: {${ENCRYPTION}: {enabled: false}}`, ['--show', 'all'], 0, []],
    [
      'severity above --fail-on',
      `policies: {CKV_AWS_3: {severity: critical}}`,
      ['--fail-on', 'critical'],
      1,
      [{ ...FAILED, severity: 'critical' }],
    ],
    [
      'severity below failOn',
      `failOn: medium\npolicies: {"aws.*": {severity: low}}`,
      [],
      0,
      [{ ...FAILED, severity: 'low' }],
    ],
    [
      'a warning',
      `policies: {"aws.*": {enforcement: warn}}`,
      ['--fail-on', 'info'],
      0,
      [{ ...FAILED, enforcement: 'warn' }],
    ],
    [
      'a warning where unknown fails',
      `unknown: fail\npolicies: {"aws.*": {enforcement: warn}}`,
      [],
      0,
      [{ ...FAILED, enforcement: 'warn' }],
    ],
    ['paths elsewhere', `policies: {${ENCRYPTION}: {paths: [module.a]}}`, ['--show', 'all'], 0, []],
    ['paths here', `policies: {${ENCRYPTION}: {paths: ["aws_ebs_volume.*"]}}`, [], 1, [FAILED]],
    ['all but this', `policies: {${ENCRYPTION}: {paths: ["!aws_ebs_volume.v"]}}`, ['--show', 'all'], 0, []],
  ])('%s', async (_, text, flags, code, expected) => {
    const outcome = await runWith(text, [...scan, ...flags]);
    expect({ code: outcome.code, stderr: outcome.stderr }).toEqual({ code, stderr: '' });
    expect(findings(outcome).filter(({ policy }) => policy === ENCRYPTION)).toEqual(expected);
  });

  test('disabled policies are told of in the summary alone', async () => {
    const text = 'policies: {"*": {enabled: false}, aws.kms.key_rotation: {enabled: true}}';
    const { stdout } = await runWith(text, [...scan, '--show', 'all']);
    const report = JSON.parse(stdout) as {
      summary: { policies: number; disabled: readonly { policy: string; where: string }[] };
    };
    expect(report.summary.policies).toBe(1);
    const place = 'driftlock.yaml:1:27';
    expect(new Set(report.summary.disabled.map(({ where }) => where))).toEqual(new Set([place]));
    expect(report.summary.disabled).toContainEqual({ policy: ENCRYPTION, where: place });
    expect(JSON.stringify({ ...report, summary: {} })).not.toContain(ENCRYPTION);
    const twice = 'policies: {CKV_AWS_3: {enabled: false}, aws.kms.key_rotation: {enabled: false}}';
    expect((await runWith(twice, ['scan', PLAN])).stdout.replaceAll('\n', ' ')).toContain(
      `2 policies are disabled by driftlock.yaml: aws.ec2.ebs_volume_encryption, aws.kms.`,
    );
    // Those that nobody asked for are nobody's loss.
    const chosen = await runWith(twice, [...scan, '--policy', 'aws.s3.*']);
    expect((JSON.parse(chosen.stdout) as typeof report).summary.disabled).toEqual([]);
  });

  test('what paths leave out is counted, and has no want of a policy', async () => {
    const text = `policies: {${ENCRYPTION}: {paths: [module.a]}}`;
    const only = ['--policy', ENCRYPTION];
    const [json, table] = await Promise.all([
      runWith(text, [...scan, ...only]),
      runWith(text, ['scan', PLAN, ...only]),
    ]);
    const { summary } = JSON.parse(json.stdout) as { summary: { outsidePaths: object; unjudged: object } };
    expect([summary.outsidePaths, summary.unjudged]).toEqual([
      { resources: 1, withoutAddress: 0, policies: [{ policy: ENCRYPTION, resources: 1 }] },
      [],
    ]);
    expect(table.stdout).toContain(`\n1 resource left out by paths: ${ENCRYPTION} (1)\n`);
  });

  test('of a snapshot, where nothing has an address, what paths left out is told beside the report', async () => {
    const snapshot = join(folder.path, 'snapshot');
    await bucketSnapshot(snapshot, ['lab-data', 'acme-logs']);
    const only = ['scan', snapshot, '--policy', 'aws.s3.*', '-f', 'json'];
    function of(text: string) {
      return runWith(`policies: {"aws.s3.*": {paths: ${text}}}`, only);
    }
    const [module, sandbox, named] = await Promise.all([
      of('[module.a]'),
      of('["!module.a"]'),
      of('[lab-*, "!acme-*"]'),
    ]);
    type Paths = { resources: number; withoutAddress: number };
    const [left, none, one] = [module, sandbox, named].map(({ stdout }) => {
      const { summary } = JSON.parse(stdout) as { summary: { outsidePaths: Paths } };
      return [summary.outsidePaths.resources, summary.outsidePaths.withoutAddress];
    });
    expect([left, none, one]).toEqual([
      [2, 2],
      [0, 0],
      [1, 0],
    ]);
    expect([module.stderr, sandbox.stderr, named.stderr]).toEqual([
      'driftlock: 2 resources have no address to hold against `paths` of the configuration, and policies left them out\n',
      '',
      '',
    ]);
  });

  test.each([
    ['scan', [PLAN, '--policy', ENCRYPTION]],
    ['explain', [ENCRYPTION, 'aws_ebs_volume.v', PLAN]],
  ])('%s by a disabled policy is an error with its line', async (verb, args) => {
    const { code, stdout, stderr } = await runWith(`policies:\n  CKV_AWS_3: {enabled: false}`, [
      verb,
      ...args,
    ]);
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr:
        `driftlock: driftlock.yaml:2:24: the policy ${ENCRYPTION} is disabled by the configuration\n` +
        '  hint: take `enabled: false` out there, or go without the configuration: --no-config\n',
    });
  });

  test('explain says where paths leave a resource out', async () => {
    const text = `policies: {${ENCRYPTION}: {paths: [module.a]}}`;
    const { code, stderr } = await runWith(text, ['explain', ENCRYPTION, 'aws_ebs_volume.v', PLAN]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        `driftlock: driftlock.yaml:1:51: ${ENCRYPTION} does not judge aws_ebs_volume.v\n` +
        '  hint: the configuration keeps the policy to other paths\n',
    });
  });

  test('explain has the severity and the parameters of the file', async () => {
    const id = 'aws.resource.required_tags';
    const text = `policies: {${id}: {severity: critical, params: {required: [owner]}}}`;
    const { code, stdout } = await runWith(text, ['explain', id, 'aws_ebs_volume.v', PLAN, '-f', 'json']);
    const { finding } = JSON.parse(stdout) as { finding: { severity: string; messages: readonly string[] } };
    expect([code, finding.severity, finding.messages]).toEqual([0, 'critical', ['the tag owner is missing']]);
  });

  test('parameters of the file and of --params go together, and --params wins', async () => {
    const id = 'aws.resource.required_tags';
    const params = folder.write('params.json', JSON.stringify({ [id]: { required: ['flag'] } }));
    const text = `policies: {${id}: {params: {required: [owner]}}}`;
    const outcomes = await Promise.all(
      [[], ['--params', params], ['--no-config']].map((flags) =>
        runWith(text, ['scan', PLAN, '-f', 'json', '--policy', id, ...flags]),
      ),
    );
    const messages = outcomes.map(({ stdout }) =>
      (JSON.parse(stdout) as { findings: { messages: string[] }[] }).findings.flatMap((one) => one.messages),
    );
    expect(messages).toEqual([['the tag owner is missing'], ['the tag flag is missing'], []]);
  });

  test('policy list and show say what is disabled and changed, and where', async () => {
    const text = `policies:\n  "aws.kms.key_r*":\n    severity: info\n  aws.ec2.ebs_v*: {severity: info}\n  CKV_AWS_3: {enabled: false}`;
    const [list, table, page] = await Promise.all(
      [['list', '-f', 'json'], ['list'], ['show', 'CKV_AWS_3']].map((args) =>
        runWith(text, ['policy', ...args]),
      ),
    );
    const document = JSON.parse(list?.stdout ?? '') as { policies: { id: string; configured?: object }[] };
    isList(document);
    expect(isList.errors).toBe(null);
    const byFile = document.policies.filter(({ configured = {} }) => Object.hasOwn(configured, 'severity'));
    expect(byFile).toEqual([
      expect.objectContaining({
        id: ENCRYPTION,
        severity: 'info',
        configured: {
          enabled: { value: false, where: 'driftlock.yaml:5:24' },
          severity: { value: 'info', where: 'driftlock.yaml:4:30' },
        },
      }),
      expect.objectContaining({
        id: 'aws.kms.key_rotation',
        severity: 'info',
        configured: { severity: { value: 'info', where: 'driftlock.yaml:3:15' } },
      }),
    ]);
    expect(table?.stdout).toMatch(
      /info +aws\.ec2\.ebs_volume_encryption +disabled by driftlock\.yaml:5: EBS/,
    );
    expect(table?.stdout).toContain(', 1 of them disabled;');
    expect(page?.stdout).toMatch(
      / set +disabled \(driftlock\.yaml:5\)\n +severity info \(driftlock\.yaml:4\)\n/,
    );
  });
});
