import { describe, expect, it } from 'vitest';
import { accountOf } from '../../../../src/input/scope/account-records.ts';
import type { Resource } from '../../../../src/resource/resource.ts';
import { open, raws, written } from '../opened.ts';

const AWS = 'registry.terraform.io/hashicorp/aws';
const constant = (value: unknown) => ({ constant_value: value });
const refers = (...references: string[]) => ({ references });

interface Made {
  readonly provider?: object;
  readonly providers?: object;
  readonly variables?: object;
  readonly values?: object;
  readonly type?: string;
  readonly full?: string;
  readonly key?: string;
}

function plan({
  provider = {},
  providers,
  variables,
  values = {},
  type = 'aws_vpc',
  full = AWS,
  key = 'aws',
}: Made) {
  const block = {
    address: `${type}.v`,
    mode: 'managed',
    type,
    name: 'v',
    provider_config_key: key,
    expressions: {},
  };
  return {
    format_version: '1.2',
    variables,
    resource_changes: [
      { ...block, provider_name: full, change: { actions: ['create'], before: null, after: values } },
    ],
    configuration: {
      provider_config: providers ?? { [key]: { name: key, full_name: full, expressions: provider } },
      root_module: { resources: [block] },
    },
  };
}

async function scopeOf(made: Made) {
  const [found] = await raws(plan(made));
  return found?.scope;
}

describe('whether the provider adds tags', () => {
  const tags = { default_tags: [{ tags: constant({ owner: 'me' }) }] };
  const providers = {
    aws: { name: 'aws', full_name: AWS },
    'aws.tags': { name: 'aws', full_name: AWS, expressions: tags },
  };
  it.each<[string, Made, true | undefined]>([
    ['a configuration without', { provider: { region: constant('eu-west-1') } }, true],
    ['a configuration with', { provider: tags }, undefined],
    ['the one that the block names', { providers, key: 'aws' }, true],
    ['the other one', { providers, key: 'aws.tags' }, undefined],
    ['one of several that is not told', { providers, key: 'aws.gone' }, undefined],
    ['none at all', { providers: {} }, undefined],
    [
      'another provider',
      { type: 'google_compute_network', full: 'registry.terraform.io/hashicorp/google', key: 'google' },
      undefined,
    ],
  ])('%s', async (_, made, none) => {
    const found = await raws(plan(made));
    expect(found[0]?.addsNoTags).toBe(none);
  });
});

describe('the scope of a resource', () => {
  it.each<[string, Made, object]>([
    ['a constant region', { provider: { region: constant('eu-west-1') } }, { region: 'eu-west-1' }],
    [
      'a variable with a value',
      { provider: { region: refers('var.region') }, variables: { region: { value: 'eu-west-1' } } },
      { region: 'eu-west-1' },
    ],
    [
      'a variable whose value is no region, as a template stands around it',
      { provider: { region: refers('var.geo') }, variables: { geo: { value: 'eu' } } },
      {},
    ],
    ['a variable without value', { provider: { region: refers('var.region') } }, {}],
    [
      'two references',
      { provider: { region: refers('var.a', 'var.b') }, variables: { a: { value: 'eu-west-1' } } },
      {},
    ],
    [
      'one allowed account',
      { provider: { allowed_account_ids: constant(['123456789012']) } },
      { account: '123456789012' },
    ],
    [
      'two allowed accounts',
      { provider: { allowed_account_ids: constant(['123456789012', '210987654321']) } },
      {},
    ],
    [
      'the last role that is assumed',
      {
        provider: {
          assume_role: [
            { role_arn: constant('arn:aws:iam::111111111111:role/a') },
            { role_arn: constant('arn:aws:iam::222222222222:role/b') },
          ],
        },
      },
      { account: '222222222222' },
    ],
    [
      'an ARN before the configuration',
      {
        provider: { region: constant('us-east-1') },
        values: { arn: 'arn:aws:ec2:eu-west-1:123456789012:vpc/v' },
      },
      { account: '123456789012', region: 'eu-west-1' },
    ],
    ['an ARN with neither', { values: { arn: 'arn:aws:s3:::b' } }, {}],
    ['an ARN that is none', { values: { arn: 'arn:aws:cloudfront:123456789012:distribution/F' } }, {}],
    [
      'project and region of Google',
      {
        type: 'google_storage_bucket',
        full: 'registry.terraform.io/hashicorp/google',
        key: 'google',
        provider: { project: constant('p'), region: constant('europe-west4') },
      },
      { account: 'p', region: 'europe-west4' },
    ],
    [
      'the subscription of Azure',
      {
        type: 'azurerm_storage_account',
        full: 'registry.terraform.io/hashicorp/azurerm',
        key: 'azurerm',
        provider: { subscription_id: constant('s-1') },
        values: { location: 'westeurope' },
      },
      { account: 's-1', region: 'westeurope' },
    ],
  ])('%s', async (_, made, scope) => {
    expect(await scopeOf(made)).toEqual(scope);
  });

  it('of a provider in a module whose region comes through the call', async () => {
    const address = 'module.m.aws_vpc.v';
    const block = {
      address: 'aws_vpc.v',
      mode: 'managed',
      type: 'aws_vpc',
      name: 'v',
      provider_config_key: 'module.m:aws',
    };
    const [found] = await raws({
      format_version: '1.2',
      variables: { where: { value: 'eu-west-3' } },
      resource_changes: [
        { ...block, address, provider_name: AWS, change: { actions: ['create'], after: {} } },
      ],
      configuration: {
        provider_config: {
          aws: { name: 'aws', full_name: AWS, expressions: { region: constant('us-east-1') } },
          'module.m:aws': {
            name: 'aws',
            full_name: AWS,
            module_address: 'module.m',
            expressions: { region: refers('var.region') },
          },
        },
        root_module: {
          module_calls: {
            m: { expressions: { region: refers('var.where') }, module: { resources: [block] } },
          },
        },
      },
    });
    expect(found).toMatchObject({ address, scope: { region: 'eu-west-3' } });
  });
});

describe('accounts and regions', () => {
  const config = (name: string, expressions: object) => ({
    name: 'aws',
    full_name: AWS,
    expressions,
    alias: name,
  });
  const on = (key: string, name: string, values: object = {}, actions = ['create']) => ({
    block: { address: `aws_vpc.${name}`, mode: 'managed', type: 'aws_vpc', name, provider_config_key: key },
    change: {
      address: `aws_vpc.${name}`,
      mode: 'managed',
      type: 'aws_vpc',
      name,
      provider_name: AWS,
      change: { actions, before: null, after: values },
    },
  });
  const made = (providers: object, ...resources: ReturnType<typeof on>[]) => ({
    format_version: '1.2',
    resource_changes: resources.map(({ change }) => change),
    configuration: {
      provider_config: providers,
      root_module: { resources: resources.map(({ block }) => block) },
    },
  });
  const records = async (content: object, types?: string[]): Promise<Resource[]> => {
    const { resources } = await open(written(content), { shaped: true });
    return [...resources(types && new Set(types))].filter(({ type }) => type.startsWith('driftlock_'));
  };
  const east = config('east', { region: constant('us-east-1') });
  const west = config('west', { region: constant('eu-west-1') });
  const role = config('role', {
    region: constant('us-east-1'),
    assume_role: [{ role_arn: refers('var.r') }],
  });

  it('configurations that differ in region only reach one account; another role may be another', async () => {
    const found = await records(
      made(
        { aws: east, 'aws.west': west, 'aws.role': role },
        on('aws', 'a'),
        on('aws.west', 'b'),
        on('aws.role', 'c'),
      ),
    );
    expect(
      found.map(({ type, scope, values, providerConfig }) => [type, scope, values, providerConfig]),
    ).toEqual([
      ['driftlock_aws_account', { region: 'global' }, {}, 'aws'],
      ['driftlock_aws_account', { region: 'global' }, {}, 'aws.role'],
      ['driftlock_aws_region', { region: 'eu-west-1' }, { region: 'eu-west-1' }, 'aws'],
      ['driftlock_aws_region', { region: 'us-east-1' }, { region: 'us-east-1' }, 'aws'],
      ['driftlock_aws_region', { region: 'us-east-1' }, { region: 'us-east-1' }, 'aws.role'],
    ]);
    expect(found[0]?.unknown).toEqual([
      { path: ['scope', 'account'], reason: 'after-apply' },
      { path: ['values', 'account_id'], reason: 'after-apply' },
    ]);
  });

  it('each resource names the account record that it belongs to', async () => {
    const content = made(
      { aws: east, 'aws.west': west, 'aws.role': role },
      on('aws.west', 'b'),
      on('aws.role', 'c'),
    );
    const { resources } = await open(written(content), { shaped: true });
    const all = [...resources()];
    const accounts = all.filter(({ type }) => type === 'driftlock_aws_account').map(accountOf);
    expect(all.filter(({ type }) => type === 'aws_vpc').map(accountOf)).toEqual(accounts);
    expect(accounts).toEqual([`${AWS}#aws`, `${AWS}#aws.role`]);
  });

  it('an account that one existing resource tells holds for all of its configuration', async () => {
    const known = on('aws', 'a', { arn: 'arn:aws:ec2:us-east-1:123456789012:vpc/v' }, ['no-op']);
    const content = made({ aws: east, 'aws.west': west }, known, on('aws', 'b'), on('aws.west', 'c'));
    const found = await records(content);
    const shown = found.map(({ type, id, scope }) => [type, id, scope]);
    expect(shown).toEqual([
      ['driftlock_aws_account', '123456789012', { account: '123456789012', region: 'global' }],
      ['driftlock_aws_region', 'eu-west-1', { account: '123456789012', region: 'eu-west-1' }],
      ['driftlock_aws_region', 'us-east-1', { account: '123456789012', region: 'us-east-1' }],
    ]);
    expect(await records(content, ['driftlock_aws_region'])).toEqual(found.slice(1));
  });

  it('there are none without AWS', async () => {
    const { resources } = await open(written({ format_version: '1.0' }));
    expect([...resources()]).toEqual([]);
  });
});
