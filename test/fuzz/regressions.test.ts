/** What fuzzing found, in its smallest form. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/finding/report.ts';
import { planOf } from '../cli/run-cli.ts';
import type { Branch, Tree } from './json-tree.ts';
import { createScanner, type Scanner } from './scan-document.ts';

const AWS = 'registry.terraform.io/hashicorp/aws';

let scanner: Scanner;
beforeAll(async () => {
  scanner = await createScanner();
});
afterAll(() => scanner.remove());

function resource(type: string, values: Branch = {}): Branch {
  return { address: `${type}.x`, mode: 'managed', type, name: 'x', provider_name: AWS, values };
}

function change(type: string, actions: string[], after: Branch | null, unknown: Branch = {}): Branch {
  const { values: _, ...about } = resource(type);
  return { ...about, change: { actions, before: after === null ? {} : null, after, after_unknown: unknown } };
}

function stateOf(resources: Branch[], more: Branch = {}): string {
  return JSON.stringify({ format_version: '1.0', values: { root_module: { resources } }, ...more });
}

function configuration(resources: Tree[]): Branch {
  return { provider_config: { aws: { name: 'aws', full_name: AWS } }, root_module: { resources } };
}

function block(type: string, expressions: Tree): Branch {
  return { address: `${type}.x`, mode: 'managed', type, name: 'x', provider_config_key: 'aws', expressions };
}

function unjudged({ summary }: Report): [string, number][] {
  return summary.unjudged.map(({ type, resources }) => [type, resources]);
}

describe('no resource is lost', () => {
  test('whose type only policies on changes judge, in a state', async () => {
    const report = await scanner.scan([stateOf([resource('aws_glacier_vault', { name: 'x' })])], {});
    expect(unjudged(report)).toEqual([['aws_glacier_vault', 1]]);
  });

  test('of a state that says more than states do today', async () => {
    const report = await scanner.scan([
      stateOf([resource('aws_ebs_volume')], { variables: {}, complete: true }),
    ]);
    expect(report.input).toMatchObject([{ kind: 'terraform-state', resources: 1 }]);
  });

  test.each<[string, Branch]>([
    ['a plan and a state', { values: {} }],
    ['a plan and a state file', { version: 4, resources: [] }],
  ])('that holds the members of %s: it is refused', async (_, more) => {
    await expect(scanner.scan([planOf(more)])).rejects.toMatchObject({ code: 'input-unreadable' });
  });

  test('whose address stands there twice, once to go and once to stay', async () => {
    const changes = [
      change('aws_glacier_vault', ['delete'], null),
      change('aws_of_the_future', ['delete'], null),
    ];
    const again = change('aws_of_the_future', ['no-op'], {});
    const report = await scanner.scan([planOf({ resource_changes: [...changes, again] })], {});
    expect(unjudged(report)).toEqual([['aws_of_the_future', 1]]);
  });
});

describe('a configuration that is not as Terraform writes it', () => {
  test.each<[string, Tree]>([
    ['null for expressions', null],
    ['null in a block', { versioning_configuration: [null] }],
    ['text in a block', { versioning_configuration: ['x'] }],
  ])('%s', async (_, expressions) => {
    const type = 'aws_s3_bucket_versioning';
    const after = { versioning_configuration: [{ status: 'Enabled' }] };
    const unknown = { bucket: true, versioning_configuration: [{ mfa_delete: true }] };
    const plan = planOf({
      resource_changes: [change(type, ['create'], after, unknown)],
      configuration: configuration([block(type, expressions)]),
    });
    expect((await scanner.scan([plan])).summary.resources).toBe(1);
  });
});

describe('an account', () => {
  const ACCOUNT = { arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' };

  test('that two files hold resources of is judged once', async () => {
    const texts = [
      stateOf([resource('aws_sqs_queue', ACCOUNT)]),
      stateOf([resource('aws_sqs_queue', ACCOUNT)]),
    ];
    const { findings } = await scanner.scan(texts);
    const policy = 'aws.cloudtrail.trail_all_regions';
    expect(
      findings.filter((one) => one.policy === policy && one.resource.type === 'driftlock_aws_account'),
    ).toHaveLength(1);
  });

  test('has the same name whatever the order of the provider configurations', async () => {
    const ids: unknown[] = [];
    for (const order of [
      ['m:aws', 'aws'],
      ['aws', 'm:aws'],
    ]) {
      const providers = Object.fromEntries(order.map((key) => [key, { name: 'aws', full_name: AWS }]));
      const plan = planOf({
        resource_changes: [change('aws_sqs_queue', ['create'], { name: 'x' })],
        configuration: { ...configuration([block('aws_sqs_queue', {})]), provider_config: providers },
      });
      const { findings } = await scanner.scan([plan]);
      ids.push(
        findings.flatMap((one) => (one.resource.type.startsWith('driftlock_') ? [one.resource.id] : [])),
      );
    }
    expect(ids[0]).toEqual(ids[1]);
  });
});
