import { describe, expect, it } from 'vitest';
import { all } from '../../../../../src/collect/all.ts';
import { parameters } from '../../../../../src/collect/aws/ssm/parameters.ts';
import { failing, fakeRun } from '../../fake-run.ts';

interface Asked {
  readonly Names: readonly string[];
}

function valuesOf({ Names }: Asked): object {
  return { Parameters: Names.map((Name) => ({ Name, Type: 'String', Value: `value of ${Name}` })) };
}

function named(count: number): object[] {
  return Array.from({ length: count }, (_, place) => ({ Name: `p${place}`, Type: 'String' }));
}

describe('parameters', () => {
  it('maps parameters, and never asks for the value of one that is encrypted', async () => {
    const run = fakeRun({
      DescribeParameters: {
        Parameters: [
          {
            Name: '/app/p',
            ARN: 'arn:aws:ssm:us-east-1:111122223333:parameter/app/p',
            Type: 'String',
            Description: '<b> "x"',
            AllowedPattern: '.*',
            DataType: 'text',
            Tier: 'Advanced',
            Version: 3,
          },
          { Name: 'secret', Type: 'SecureString', KeyId: 'alias/aws/ssm', Version: 1 },
          { Name: '/odd', Type: 'Novel' },
        ],
      },
      GetParameters: {
        Parameters: [
          { Name: '/app/p', Type: 'String', Value: ' $' + '{x}\n' },
          { Name: 'secret', Type: 'SecureString', Value: 'opened' },
        ],
      },
      ListTagsForResource: ({ ResourceId }: { readonly ResourceId: string }) =>
        ResourceId === '/app/p' ? { TagList: [{ Key: 'a', Value: 'b' }] } : {},
    });
    expect(await all(parameters.collect(run))).toEqual([
      {
        type: 'aws_ssm_parameter',
        values: {
          id: '/app/p',
          name: '/app/p',
          arn: 'arn:aws:ssm:us-east-1:111122223333:parameter/app/p',
          type: 'String',
          version: 3,
          description: '<b> "x"',
          allowed_pattern: '.*',
          data_type: 'text',
          key_id: undefined,
          tier: 'Advanced',
          value: ' $' + '{x}\n',
          tags: { a: 'b' },
          tags_all: { a: 'b' },
        },
        unread: [],
      },
      {
        type: 'aws_ssm_parameter',
        values: {
          id: 'secret',
          name: 'secret',
          arn: 'arn:aws:ssm:us-east-1:111122223333:parameter/secret',
          type: 'SecureString',
          version: 1,
          description: undefined,
          allowed_pattern: undefined,
          data_type: undefined,
          key_id: 'alias/aws/ssm',
          tier: 'Standard',
          value: 'opened',
          tags: {},
          tags_all: {},
        },
        unread: [],
      },
      {
        type: 'aws_ssm_parameter',
        values: {
          id: '/odd',
          name: '/odd',
          arn: 'arn:aws:ssm:us-east-1:111122223333:parameter/odd',
          type: 'Novel',
          version: undefined,
          description: undefined,
          allowed_pattern: undefined,
          data_type: undefined,
          key_id: undefined,
          tier: 'Standard',
          value: undefined,
          tags: {},
          tags_all: {},
        },
        unread: [],
      },
    ]);
    expect(run.calls.filter(([operation]) => operation === 'GetParameters')).toEqual([
      ['GetParameters', { Names: ['/app/p', 'secret'], WithDecryption: true }],
    ]);
  });

  it('asks for ten values at a time over the pages, in the order of the listing', async () => {
    const run = fakeRun({
      DescribeParameters: ({ NextToken }: { readonly NextToken?: string }) =>
        NextToken === undefined
          ? { Parameters: named(23).slice(0, 7), NextToken: 'n' }
          : { Parameters: named(23).slice(7) },
      GetParameters: valuesOf,
      ListTagsForResource: {},
    });
    const records = await all(parameters.collect(run));
    expect(records.map(({ values }) => values.value)).toEqual(
      Array.from({ length: 23 }, (_, place) => `value of p${place}`),
    );
    const asked = run.calls.filter(([operation]) => operation === 'GetParameters');
    expect(asked.map(([, input]) => (input as Asked).Names.length)).toEqual([10, 10, 3]);
  });

  it('leaves out what is gone', async () => {
    const run = fakeRun({
      DescribeParameters: { Parameters: [...named(2), { Name: 's', Type: 'SecureString' }] },
      GetParameters: { Parameters: [{ Name: 'p1', Type: 'String', Value: 'x' }], InvalidParameters: ['p0'] },
      ListTagsForResource: {},
    });
    expect((await all(parameters.collect(run))).map(({ values }) => values.name)).toEqual(['p1']);
  });

  it('asks one by one where one of several is denied', async () => {
    const run = fakeRun({
      DescribeParameters: { Parameters: named(3) },
      GetParameters: (input: Asked) =>
        input.Names.includes('p1')
          ? failing('ssm:GetParameters', 'AccessDeniedException')()
          : valuesOf(input),
      ListTagsForResource: failing('ssm:ListTagsForResource', 'AccessDeniedException'),
    });
    const records = await all(parameters.collect(run));
    expect(
      records.map(({ values, unread }) => [values.value, unread?.map(({ attributes }) => attributes)]),
    ).toEqual([
      ['value of p0', [['tags', 'tags_all']]],
      [undefined, [['value'], ['tags', 'tags_all']]],
      ['value of p2', [['tags', 'tags_all']]],
    ]);
    expect(run.calls.filter(([operation]) => operation === 'GetParameters')).toHaveLength(4);
  });

  it('does not ask again for values that fail together', async () => {
    const run = fakeRun({
      DescribeParameters: { Parameters: named(3) },
      GetParameters: failing('ssm:GetParameters', 'InternalServerError', 'failed'),
      ListTagsForResource: {},
    });
    const records = await all(parameters.collect(run));
    expect(records.map(({ unread }) => unread?.map(({ attributes }) => attributes))).toEqual([
      [['value']],
      [['value']],
      [['value']],
    ]);
    expect(run.calls.filter(([operation]) => operation === 'GetParameters')).toHaveLength(1);
  });
});
