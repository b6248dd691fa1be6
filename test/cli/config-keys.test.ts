/** The other keys of `driftlock.yaml`, `--print-config`, and the example of its page. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { EXAMPLE, ROOT, runCli } from './run-cli.ts';
import { ajv, findings, schema, VOLUME_PLAN, withConfig } from './with-config.ts';

const isSettings = ajv.compile(schema('settings-1'));
const { folder, plan: PLAN, run: runWith } = withConfig();
afterAll(() => folder.remove());

describe('other keys', () => {
  test('inputs and policyFolders count from the file, wherever one stands', async () => {
    folder.write('repo/.git/HEAD', '');
    folder.write('repo/driftlock.yaml', 'inputs: [plan.json]\npolicyFolders: [rules]');
    folder.write('repo/plan.json', VOLUME_PLAN);
    const rego = `# METADATA
# title: Volumes have a name
# custom:
#   severity: info
#   resources: [aws_ebs_volume]
#   params:
#     tag: {type: string, default: Name}
package acme.named

# METADATA
# entrypoint: true
deny contains $"no {data.params["acme.named"].tag}" if not input.tags[data.params["acme.named"].tag]
`;
    folder.write('repo/rules/named.rego', rego);
    const deep = folder.write('repo/a/b/x', '');
    const cwd = join(deep, '..');
    const cache = { XDG_CACHE_HOME: join(folder.path, 'cache') };
    const [plain, both] = await Promise.all([
      runCli(['scan', '-f', 'json', '--policy', 'acme.named'], { cwd, environment: cache }),
      runCli(['scan', '-f', 'json', '--policy', 'acme.*', '--policies', '../../rules/'], {
        cwd,
        environment: cache,
      }),
    ]);
    const report = JSON.parse(plain?.stdout ?? '') as {
      input: { name: string }[];
      findings: { messages: string[] }[];
    };
    expect([
      plain?.code,
      plain?.stderr,
      report.input.map(({ name }) => name),
      report.findings.map((one) => one.messages),
    ]).toEqual([0, '', ['../../plan.json'], [['no Name']]]);
    // Named by both, it is read once.
    expect(both).toEqual(plain);
  });

  test.each<[string, readonly string[], Readonly<Record<string, string>>, number]>([
    ['file', [], {}, 0],
    ['profile over file', ['--profile', 'p'], {}, 1],
    ['environment over profile', ['--profile', 'p'], { DRIFTLOCK_FAIL_ON: 'critical' }, 0],
    ['flag over environment', ['--fail-on', 'low'], { DRIFTLOCK_FAIL_ON: 'critical' }, 1],
    ['a profile of the environment', [], { DRIFTLOCK_PROFILE: 'p' }, 1],
    ['none of it with --no-config', ['--no-config'], { DRIFTLOCK_PROFILE: 'p' }, 1],
  ])('exit code: %s', async (_, flags, environment, code) => {
    const text = 'failOn: critical\nprofiles: {p: {failOn: medium}}';
    expect((await runWith(text, ['scan', PLAN, ...flags], environment)).code).toBe(code);
  });

  test('the hint of a report carries what chose the configuration', async () => {
    const text = 'failOn: critical\nprofiles: {p: {policies: {"aws.kms.*": {severity: info}}}}';
    const file = folder.write('named.yaml', text);
    const { stdout } = await runCli([
      'scan',
      EXAMPLE,
      '--policy',
      'aws.sqs.*',
      '--config',
      file,
      '--profile',
      'p',
    ]);
    expect(stdout.replaceAll(/[\s\\]+/g, ' ')).toMatch(
      /driftlock explain .* --config \S*named\.yaml --profile p/,
    );
  });
});

describe('--print-config', () => {
  test('says of each value who gave it', async () => {
    const text = 'failOn: high\npolicies: {"aws.s3.*": {severity: low}}\nprofiles: {p: {only: changed}}';
    const args = [
      'scan',
      PLAN,
      '--print-config',
      '-f',
      'json',
      '--profile',
      'p',
      '--show',
      'pass',
      '--now',
      '5',
    ];
    const { code, stdout, stderr } = await runWith(text, args, { DRIFTLOCK_UNKNOWN: 'fail' });
    const document = JSON.parse(stdout) as { settings: readonly object[] };
    isSettings(document);
    expect({ code, stderr, errors: isSettings.errors }).toEqual({ code: 0, stderr: '', errors: null });
    const byDefault = { kind: 'default' };
    expect(document.settings).toEqual([
      { name: 'config', value: 'driftlock.yaml', source: byDefault },
      { name: 'profile', value: 'p', source: { kind: 'flag', name: '--profile' } },
      { name: 'inputs', value: [PLAN], source: { kind: 'argument' } },
      { name: 'failOn', value: 'high', source: { kind: 'file', where: 'driftlock.yaml:1:9' } },
      {
        name: 'show',
        value: ['fail', 'unknown', 'error', 'waived', 'pass'],
        source: { kind: 'flag', name: '--show' },
      },
      {
        name: 'only',
        value: 'changed',
        source: { kind: 'profile', name: 'p', where: 'driftlock.yaml:3:22' },
      },
      { name: 'unknown', value: 'fail', source: { kind: 'environment', name: 'DRIFTLOCK_UNKNOWN' } },
      { name: 'introduced', value: false, source: byDefault },
      { name: 'allowIncomplete', value: false, source: byDefault },
      { name: 'assumptions', value: true, source: byDefault },
      { name: 'policyTimeout', value: 10, source: byDefault },
      { name: 'now', value: 5, source: { kind: 'flag', name: '--now' } },
      { name: 'waivers.longestTerm', value: 365, source: byDefault },
      { name: 'waivers.mostResources', value: 10, source: byDefault },
      { name: 'waivers.inline', value: 'all', source: byDefault },
      {
        name: 'policies."aws.s3.*".severity',
        value: 'low',
        source: { kind: 'file', where: 'driftlock.yaml:2:35' },
      },
    ]);
  });

  const WAIVERS = ['waivers.longestTerm', 'waivers.mostResources', 'waivers.inline'];
  const JUDGING = ['assumptions', 'policyTimeout', 'now'];
  test.each([
    ['scan', ['failOn', 'show', 'only', 'unknown', 'introduced', 'allowIncomplete', ...JUDGING, ...WAIVERS]],
    ['explain', [...JUDGING, ...WAIVERS]],
    ['collect aws', ['allowIncomplete']],
    ['drift', ['allowIncomplete', ...JUDGING, ...WAIVERS]],
  ])('%s prints what it takes, and does nothing', async (verb, expected) => {
    const { code, stdout, stderr } = await runWith('assumptions: false', [
      ...verb.split(' '),
      '--print-config',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const names = stdout.split('\n').map((line) => line.split(' ')[0]);
    expect(names.filter((name) => !['config', 'profile', 'inputs', ''].includes(name ?? ''))).toEqual(
      expected,
    );
  });

  test('an entry for a policy that is not there is found', async () => {
    const { code, stderr } = await runWith('policies: {aws.s3.bucket_versionin: {}}', [
      'scan',
      '--print-config',
    ]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'driftlock: driftlock.yaml:1:12: unknown policy "aws.s3.bucket_versionin"\n' +
        '  hint: did you mean "aws.s3.bucket_versioning"? driftlock policy list names them all\n',
    });
  });
});

test('the example of the page is right: for the schema, and for a run', async () => {
  const page = readFileSync(join(ROOT, 'docs/config.md'), 'utf8');
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  const isConfig = ajv.compile(schema('config-1'));
  isConfig(parse(example));
  expect(isConfig.errors).toBe(null);
  const rego = readFileSync(join(ROOT, 'policies/aws/kms/key_rotation.rego'), 'utf8').replaceAll(
    'policies.aws.kms.key_rotation',
    'acme.key_rotation',
  );
  folder.write('page/policies/key_rotation.rego', rego);
  folder.write('page/tfplan.json', VOLUME_PLAN);
  const file = folder.write('page/driftlock.yaml', example);
  const environment = { XDG_CACHE_HOME: join(folder.path, 'cache') };
  const { code, stdout, stderr } = await runCli(['scan', '-f', 'json'], {
    cwd: join(file, '..'),
    environment,
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(findings({ code, stdout, stderr })).toContainEqual({
    policy: 'aws.resource.required_tags',
    severity: 'low',
    enforcement: 'warn',
    verdict: 'fail',
  });
});
