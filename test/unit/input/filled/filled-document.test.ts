/** What a configuration adds to a plan, where the two say different things of a resource. */
import { afterAll, expect, it } from 'vitest';
import { openInput } from '../../../../src/input/open-input.ts';
import type { JsonObject, Resource } from '../../../../src/resource/resource.ts';
import { planOf, temporaryFolder } from '../../../cli/run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const PROVIDER = 'registry.terraform.io/hashicorp/aws';
const ABOUT = { mode: 'managed', type: 'aws_s3_bucket_policy', name: 'p', address: 'aws_s3_bucket_policy.p' };

/** A policy that is changed; its bucket is `b` whatever the configuration says. */
function plan(actions: readonly string[], more: JsonObject = {}): string {
  const before = actions.includes('create') ? null : { id: 'b', bucket: 'b', policy: '{}' };
  const change = {
    actions,
    before,
    after: { bucket: 'b' },
    after_unknown: { id: true, policy: true },
    after_sensitive: {},
    ...more,
  };
  const references = ['aws_sqs_queue.q.arn', 'aws_sqs_queue.q'];
  const expressions = { bucket: { constant_value: 'written' }, policy: { references } };
  return planOf({
    resource_changes: [{ ...ABOUT, provider_name: PROVIDER, change }],
    configuration: {
      provider_config: { aws: { name: 'aws', full_name: PROVIDER } },
      root_module: { resources: [{ ...ABOUT, provider_config_key: 'aws', expressions }] },
    },
  });
}

function source(lifecycle: string): string {
  return `
resource "aws_sqs_queue" "q" {}
resource "aws_s3_bucket_policy" "p" {
  bucket = "written"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = aws_sqs_queue.q.arn }] })
  lifecycle {
    ${lifecycle}
  }
}
`;
}

async function policyIn(name: string, json: string, main: string): Promise<Partial<Resource>> {
  const file = folder.write(`${name}/plan.json`, json);
  folder.write(`${name}/main.tf`, main);
  const looked = { named: [], current: folder.path };
  const input = await openInput(file, { keepTypes: new Set(), terraform: false, source: looked });
  expect(input.notices).toEqual([]);
  const [found] = [...input.resources()].filter(({ type }) => type === ABOUT.type);
  const { values, fromSource } = found as Resource;
  return { values, ...(fromSource !== undefined && { fromSource }) };
}

const FILLED = {
  values: {
    bucket: 'b',
    policy: { Statement: [{ Action: ['s3:*'], Effect: 'Allow' }] },
  },
  fromSource: [['values', 'policy']],
};
const ALONE = { values: { bucket: 'b' } };

it.each([
  ['another value of what follows the configuration', ['update'], 'prevent_destroy = true', ALONE],
  ['another value of what follows it no more', ['update'], 'ignore_changes = [bucket]', FILLED],
  ['nothing of what follows it no more', ['update'], 'ignore_changes = all', ALONE],
  ['and not the document either', ['update'], 'ignore_changes = [bucket, policy]', ALONE],
  ['another value of what is made by it', ['create'], 'ignore_changes = [bucket]', ALONE],
] as const)('%s', async (name, actions, lifecycle, expected) => {
  expect(await policyIn(name.replaceAll(' ', '-'), plan(actions), source(lifecycle))).toEqual(expected);
});
