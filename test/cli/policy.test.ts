/** `driftlock policy` as a process. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { EXAMPLE, ROOT, runCli } from './run-cli.ts';

const schema = JSON.parse(readFileSync(join(ROOT, 'reports/policies-1.schema.json'), 'utf8')) as object;
const isList = new Ajv2020({ strict: true }).compile(schema);

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

test('input of an unknown address offers the nearest', async () => {
  const { code, stdout, stderr } = await runCli(['policy', 'input', EXAMPLE, 'aws_ebs_volume.plan']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('no resource has the address aws_ebs_volume.plan');
  expect(stderr).toContain('did you mean');
});
