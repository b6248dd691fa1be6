// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of HCL.
/** Configurations in JSON, against what Terraform planned of the same folder. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/resource/resource.ts';
import { loadHcl } from '../../../../src/toolchain/hcl.ts';
import { blocksOf, withoutCompound } from './plan-blocks.ts';
import { documentOf, planDifferences, readPlan } from './plan-differences.ts';

const FIXTURE = fileURLToPath(new URL('../../../fixtures/source-json', import.meta.url));
const PLAN = join(FIXTURE, 'plan.json.gz');

it('come out as Terraform plans them', async () => {
  const { wrong, lost, gained, same, resources } = await planDifferences(FIXTURE, PLAN);
  expect(resources).toBe(29);
  expect(same).toBeGreaterThan(400);
  // The provider fills these in inside of blocks that are attributes.
  expect(wrong).toEqual([
    'aws_security_group.dynamic.ingress.0.self: undefined, planned false',
    'aws_security_group.dynamic.ingress.1.self: undefined, planned false',
  ]);
  // The provider works these out from other attributes.
  expect(lost).toEqual([
    'aws_s3_bucket_lifecycle_configuration.b.rule.0.expiration.0.expired_object_delete_marker',
    'aws_s3_bucket_lifecycle_configuration.b.rule.1.filter.0.and.0.object_size_greater_than',
    'aws_s3_bucket_lifecycle_configuration.b.rule.1.filter.0.and.0.object_size_less_than',
    'aws_s3_bucket_lifecycle_configuration.b.transition_default_minimum_object_size',
  ]);
  // What a plan does not show of documents that hold something unknown.
  expect(gained).toEqual([
    'aws_iam_policy.encoded.policy',
    'aws_iam_policy.written.policy',
    'aws_iam_role_policy.data.policy',
  ]);
});

it('have the references that a plan has, and of dynamic blocks more', async () => {
  const own = blocksOf((await documentOf(FIXTURE)).configuration as JsonObject);
  const planned = blocksOf(readPlan(PLAN).configuration);
  const dynamic = {
    ' aws_security_group.dynamic': ['ingress'],
    ' aws_launch_template.disks': ['block_device_mappings', 'tag_specifications'],
  };
  for (const [address, names] of Object.entries(dynamic)) {
    const { expressions } = own[address] as { expressions: Record<string, unknown> };
    expect(Object.keys(expressions)).toEqual(expect.arrayContaining(names));
    for (const name of names) delete expressions[name];
  }
  expect(withoutCompound(own)).toEqual(planned);
});

it('may name functions of providers and attributes that no schema has', async () => {
  const hcl = await loadHcl();
  const block = (input: string) => [{ '//': '${what is no expression', input }];
  const json = {
    '//': { resource: '${nowhere.x}' },
    resource: {
      terraform_data: {
        call: block('${provider::time::rfc3339_parse("x").year}'),
        newer: block('${terraform_data.call.of_a_newer_version}'),
        plain: block('$${terraform_data.call.input} {'),
      },
    },
  };
  const request = {
    modules: {},
    contents: {},
    listings: {},
    variables: [],
    schemas: {},
    workspace: 'default',
  };
  const files = { 'main.tf.json': JSON.stringify(json) };
  const { changes, notices } = hcl.evaluate({ ...request, files, root: '.' });
  expect(notices).toEqual([]);
  expect(
    changes.map(({ change: element, reasons }) => {
      const { after, after_unknown: open } = element.change as Record<string, Record<string, unknown>>;
      return [element.address, after?.input, open?.input, reasons];
    }),
  ).toEqual([
    ['terraform_data.call', undefined, true, { input: 'unsupported' }],
    ['terraform_data.newer', undefined, true, undefined],
    ['terraform_data.plain', '${terraform_data.call.input} {', undefined, undefined],
  ]);
});

it('tell a reference from what is made of one', async () => {
  const hcl = await loadHcl();
  const named = {
    bare: '${terraform_data.a.id}',
    text: '${terraform_data.a.id}-logs',
    sum: '${terraform_data.a.id + 1}',
    list: ['${terraform_data.a.id}', 'x'],
    inner: ['${terraform_data.a.id}-logs'],
    members: { one: { two: 'x-${terraform_data.a.id}' } },
    plain: { one: '${terraform_data.a.id}' },
    none: 'x',
  };
  const blocks = Object.fromEntries(Object.entries(named).map(([name, input]) => [name, { input }]));
  const json = { resource: { terraform_data: { a: {}, ...blocks } } };
  const request = {
    modules: {},
    contents: {},
    listings: {},
    variables: [],
    schemas: {},
    workspace: 'default',
  };
  const { configuration } = hcl.evaluate({
    ...request,
    files: { 'main.tf.json': JSON.stringify(json) },
    root: '.',
  });
  const { resources } = configuration.root_module as unknown as {
    resources: { name: string; expressions?: { input?: { compound?: true } } }[];
  };
  expect(
    resources
      .filter(({ expressions }) => expressions?.input?.compound)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['inner', 'members', 'sum', 'text']);
});
