import { describe, expect, it } from 'vitest';
import { open, written } from './opened.ts';

const AWS = 'registry.terraform.io/hashicorp/aws';
const element = (type: string, more: object, name = 'a') => ({
  address: `${type}.${name}`,
  mode: 'managed',
  type,
  name,
  provider_name: AWS,
  ...more,
});

/** What is found in a document, whole and streamed alike. */
async function found(content: object): Promise<string[]> {
  const path = written(content);
  const [whole, streamed] = await Promise.all(
    [false, true].map(async (isStreamed) => {
      const input = await open(path, { streamed: isStreamed, shaped: true });
      return [...input.sensitiveTexts].sort();
    }),
  );
  expect(streamed).toEqual(whole);
  return whole as string[];
}

const plan = (...changes: object[]) => ({ format_version: '1.2', resource_changes: changes });
const change = (type: string, inner: object) => element(type, { change: { actions: ['update'], ...inner } });

describe('texts at sensitive places', () => {
  it('of both sides of a change, at any depth, and no others', async () => {
    const content = plan(
      change('aws_ebs_volume', {
        before: { tags: { Owner: 'was', Team: 'core' }, id: 'x' },
        before_sensitive: { tags: { Owner: true } },
        after: {
          tags: { Owner: 'is', Team: 'core' },
          lists: [['a', 'b'], ['c']],
          map: { k: { deep: 'd' } },
          n: 5,
        },
        after_sensitive: { tags: { Owner: true }, lists: [[false, true]], map: true, n: true, gone: true },
      }),
    );
    expect(await found(content)).toEqual(['b', 'd', 'is', 'was']);
  });

  it('of a resource that is marked whole', async () => {
    const inner = { before: null, after: { id: 'i', list: ['l'] }, after_sensitive: true };
    expect(await found(plan(change('other_type', inner)))).toEqual(['i', 'l']);
  });

  it('of what the schema calls sensitive, marked or not, but for names', async () => {
    const after = {
      password: 'p',
      username: 'u',
      connection_properties: { PASSWORD: 'word', HOST: 'https://host' },
      user: [{ username: 'name', password: 'inner' }],
    };
    const marks = { connection_properties: true, password: true, user: [{ password: true }] };
    expect(await found(plan(change('aws_db_instance', { after })))).toEqual(['p']);
    for (const more of [{}, { after_sensitive: marks }]) {
      expect(await found(plan(change('aws_mq_broker', { after: { user: after.user }, ...more })))).toEqual([
        'inner',
      ]);
      const { connection_properties } = after;
      const connection = change('aws_glue_connection', { after: { connection_properties }, ...more });
      expect(await found(plan(connection))).toEqual(['word']);
    }
    const named = ['arn:aws:sqs:x', 'vpc-0a1b2c3d4e5f', 'https://host/path', 'https://user:word@host/'];
    const values = named.map((value) => change('aws_ssm_parameter', { after: { value } }));
    expect(await found(plan(...values))).toEqual(['https://user:word@host/']);
  });

  it('whatever names the provider has', async () => {
    const named = (provider_name: unknown) => ({
      ...change('aws_db_instance', { after: { password: 'p' } }),
      provider_name,
    });
    for (const name of ['__proto__', 'a/__proto__', 'constructor', 'x/y'])
      expect(await found(plan(named(name)))).toEqual([]);
    for (const name of [null, 'aws', 'registry.opentofu.org/hashicorp/aws'])
      expect(await found(plan(named(name)))).toEqual(['p']);
  });

  it('of changes that were put off', async () => {
    const deferred = change('t_x', { after: { a: 'later' }, after_sensitive: { a: true } });
    const deferred_changes = [{ reason: 'unknown', resource_change: deferred }];
    expect(await found({ ...plan(), deferred_changes })).toEqual(['later']);
  });

  it('of sensitive variables', async () => {
    const content = {
      ...plan(change('t_x', { after: {} })),
      variables: { a: { value: 'secret' }, b: { value: 'plain' }, c: { value: { d: ['deep'] } } },
      configuration: {
        root_module: { variables: { a: { sensitive: true }, b: {}, c: { sensitive: true } } },
      },
    };
    expect(await found(content)).toEqual(['deep', 'secret']);
  });

  it('of a state in both spellings, data sources and modules too', async () => {
    const data = { ...element('aws_x', { values: { v: 'd' }, sensitive_values: { v: true } }), mode: 'data' };
    const inner = element('aws_x', { values: { v: 'm', w: 'n' }, sensitive_values: { v: true } });
    const shown = {
      format_version: '1.0',
      values: { root_module: { resources: [data], child_modules: [{ resources: [inner] }] } },
    };
    expect(await found(shown)).toEqual(['d', 'm']);
    const step = (value: string) => ({ type: 'get_attr', value });
    const index = { type: 'index', value: { value: 1, type: 'number' } };
    const instance = {
      attributes: { password: 'p', tags: { Owner: 'o', Team: 't' }, list: ['a', 'b'] },
      sensitive_attributes: [[step('tags'), step('Owner')], [step('list'), index], [step('none')]],
    };
    const block = { mode: 'managed', type: 'aws_db_instance', name: 'a', provider: `provider["${AWS}"]` };
    const file = {
      version: 4,
      terraform_version: '1.11.4',
      resources: [{ ...block, instances: [instance] }],
    };
    expect(await found(file)).toEqual(['b', 'o', 'p']);
    const late = { version: 4, serial: 1, resources: [{ instances: [instance], ...block }] };
    expect(await found(late)).toEqual(['b', 'o', 'p']);
  });
});
