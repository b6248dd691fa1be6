/** `driftlock policy` as a process. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type SchemaObject } from 'ajv/dist/2020.js';
import { afterAll, expect, test } from 'vitest';
import { EXAMPLE, ROOT, runCli, temporaryFolder } from './run-cli.ts';

function schemaOf(name: string): SchemaObject {
  return JSON.parse(readFileSync(join(ROOT, `reports/${name}.schema.json`), 'utf8')) as SchemaObject;
}

const isList = new Ajv2020({ strict: true }).compile(schemaOf('policies-1'));
const isPolicy = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schemaOf('policy-1'));
const folder = temporaryFolder();
afterAll(() => folder.remove());

interface Listed {
  readonly policies: readonly {
    readonly id: string;
    readonly title: string;
    readonly severity: string;
    readonly resources: readonly string[];
    readonly aliases: readonly string[];
  }[];
}

test('list -f json names every policy with what it judges', async () => {
  const { code, stdout, stderr } = await runCli(['policy', 'list', '-f', 'json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const document = JSON.parse(stdout) as Listed;
  isList(document);
  expect(isList.errors).toBe(null);
  const { policies } = document;
  const ids = policies.map(({ id }) => id);
  expect(ids).toEqual([...ids].sort());
  expect(ids).toContain('aws.ec2.ebs_volume_encryption');
  for (const { title, severity, resources } of policies) {
    expect(title).not.toBe('');
    expect(['critical', 'high', 'medium', 'low', 'info']).toContain(severity);
    expect(resources.length).toBeGreaterThan(0);
  }
});

test('show -f json fits its schema for every policy, and says what the list says', async () => {
  const { stdout } = await runCli(['policy', 'list', '-f', 'json']);
  const { policies } = JSON.parse(stdout) as Listed;
  for (const listed of policies) {
    const shown = await runCli(['policy', 'show', listed.id, '-f', 'json']);
    expect({ code: shown.code, stderr: shown.stderr }).toEqual({ code: 0, stderr: '' });
    const { reads, ...rest } = JSON.parse(shown.stdout) as { reads: object };
    expect(rest).toEqual(listed);
    isPolicy({ ...rest, reads });
    expect(isPolicy.errors).toBe(null);
    expect(isPolicy({ ...rest, reads, extra: 1 })).toBe(false);
    expect(isPolicy(rest)).toBe(false);
  }
});

test('both schemas say the same of a policy', () => {
  const { reads, ...properties } = schemaOf('policy-1').properties as Record<string, unknown>;
  expect(reads).toBeDefined();
  expect(properties).toEqual(schemaOf('policies-1').$defs.policy.properties);
});

test('show says what parameters a policy needs, and which a file gives', async () => {
  const id = 'aws.resource.required_tags';
  const given = folder.write('given.json', JSON.stringify({ [id]: { required: ['Owner'] } }));
  const nothing = folder.write('nothing.json', '{}');
  const [plain, full, empty] = await Promise.all(
    [[], ['--params', given], ['--params', nothing]].map((more) => runCli(['policy', 'show', id, ...more])),
  );
  const lines = (stdout = '') => stdout.split('\n').filter((line) => /^ {4}(needs|given) /.test(line));
  const needs =
    '    needs     required, in the file of --params: {"aws.resource.required_tags": {"required": …}}';
  expect(lines(plain?.stdout)).toEqual([needs]);
  expect(lines(full?.stdout)).toEqual([needs, '    given     required = ["Owner"]']);
  expect(lines(empty?.stdout)).toEqual([
    needs,
    '    given     required is missing: a scan leaves the policy out',
  ]);
});

test('show refuses parameters for a policy that is not there', async () => {
  const params = folder.write('strange.json', '{"aws.resource.required_tagz": {}}');
  const { code, stderr } = await runCli(['policy', 'show', 'aws.resource.required_tags', '--params', params]);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /strange\.json: .*"aws\.resource\.required_tagz"\n {2}hint: did you mean "aws\.resource\.required_tags"\?/,
  );
});

test('list as a table has a line for each', async () => {
  const [{ stdout: json }, { stdout }] = await Promise.all([
    runCli(['policy', 'list', '-f', 'json']),
    runCli(['policy', 'list']),
  ]);
  for (const { id } of (JSON.parse(json) as Listed).policies) expect(stdout).toContain(id);
});

test('show finds a policy by its id and by an alias', async () => {
  const [byId, byAlias] = await Promise.all([
    runCli(['policy', 'show', 'aws.ec2.ebs_volume_encryption']),
    runCli(['policy', 'show', 'CKV_AWS_3']),
  ]);
  expect(byId.code).toBe(0);
  expect(byAlias.stdout).toBe(byId.stdout);
  expect(byId.stdout).toContain('values.encrypted');
});

test('input prints what a policy sees of each resource of the example', async () => {
  const plan = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as {
    resource_changes: { address: string; mode: string; type: string; change: { actions: string[] } }[];
  };
  const volume = plan.resource_changes.find(
    ({ type, mode }) => type === 'aws_ebs_volume' && mode === 'managed',
  );
  const { code, stdout } = await runCli(['policy', 'input', EXAMPLE, volume?.address ?? '']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    type: 'aws_ebs_volume',
    address: volume?.address,
    values: expect.any(Object),
  });
});

test('input says in a line for each reason what is not in it', async () => {
  const { code, stderr } = await runCli([
    'policy',
    'input',
    EXAMPLE,
    'aws_kms_key.main',
    '--policy',
    'aws.kms.key_rotation',
  ]);
  expect(code).toBe(0);
  const lines = stderr.trimEnd().split('\n');
  expect(lines.map((line) => line.replace(/: (?:[\w.]+, )*[\w.]+$/, ''))).toEqual([
    'driftlock: not known (unset), so not in the input',
    'driftlock: not known (after-apply), so not in the input',
  ]);
});

test('input of an unknown address offers the nearest', async () => {
  const { code, stdout, stderr } = await runCli(['policy', 'input', EXAMPLE, 'aws_ebs_volume.plan']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('no resource has the address aws_ebs_volume.plan');
  expect(stderr).toContain('did you mean');
});

test('list takes filters, in the table and in JSON', async () => {
  const flags = ['--service', 'sqs', '--severity', 'critical,medium'];
  const { code, stdout, stderr } = await runCli(['policy', 'list', ...flags, '-f', 'json']);
  const { policies } = JSON.parse(stdout) as Listed;
  const expected = ['aws.sqs.queue_encryption', 'aws.sqs.queue_public_access'];
  expect({ code, stderr, ids: policies.map(({ id }) => id) }).toEqual({ code: 0, stderr: '', ids: expected });
  const table = await runCli(['policy', 'list', ...flags]);
  expect(table.stdout).toMatch(/\n2 of \d+ policies; driftlock policy show <id> says more\n$/);
});

test('list says that nothing fits, and that is no error', async () => {
  const { code, stdout } = await runCli(['policy', 'list', '--search', 'sqs', '--severity', 'low']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^none of \d+ policies fits; driftlock policy list names them all\n$/);
});

test.each([
  ['--severity', 'hihg', 'did you mean "high"?'],
  ['--type', 'aws_s3_buckt', 'did you mean "aws_s3_bucket"?'],
  ['--service', '', 'a variable on the command line may be unset'],
])('list %s "%s" is an error that leads on', async (flag, value, hint) => {
  const { code, stdout, stderr } = await runCli(['policy', 'list', flag, value]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(`hint: ${hint}`);
});
