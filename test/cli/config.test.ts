/** What `driftlock.yaml` says of policies, as a process meets it. */
import { afterAll, describe, expect, test } from 'vitest';
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

  test('a disabled policy is told of nowhere', async () => {
    const text = 'policies: {"*": {enabled: false}, aws.kms.*: {enabled: true}}';
    const { stdout } = await runWith(text, [...scan, '--show', 'all']);
    expect(stdout).not.toContain(ENCRYPTION);
    expect((JSON.parse(stdout) as { summary: { policies: number } }).summary.policies).toBe(1);
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
    const text = `policies:\n  "aws.ec2.*":\n    severity: info\n  CKV_AWS_3: {enabled: false}`;
    const [list, table, page] = await Promise.all(
      [['list', '-f', 'json'], ['list'], ['show', 'CKV_AWS_3']].map((args) =>
        runWith(text, ['policy', ...args]),
      ),
    );
    const document = JSON.parse(list?.stdout ?? '') as { policies: { id: string; configured?: object }[] };
    isList(document);
    expect(isList.errors).toBe(null);
    expect(document.policies.filter(({ configured }) => configured !== undefined)).toEqual([
      expect.objectContaining({
        id: ENCRYPTION,
        severity: 'info',
        configured: {
          enabled: { value: false, where: 'driftlock.yaml:4:24' },
          severity: { value: 'info', where: 'driftlock.yaml:3:15' },
        },
      }),
      expect.objectContaining({
        id: 'aws.ec2.security_group_open_ports',
        severity: 'info',
        configured: { severity: { value: 'info', where: 'driftlock.yaml:3:15' } },
      }),
    ]);
    expect(table?.stdout).toMatch(
      /info +aws\.ec2\.ebs_volume_encryption +disabled by driftlock\.yaml:4: EBS/,
    );
    expect(table?.stdout).toContain(', 1 of them disabled;');
    expect(page?.stdout).toMatch(
      / set +disabled \(driftlock\.yaml:4\)\n +severity info \(driftlock\.yaml:3\)\n/,
    );
  });
});
