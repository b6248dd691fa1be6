import { describe, expect, it } from 'vitest';
import { open, raws, written } from '../opened.ts';

const AWS = 'registry.terraform.io/hashicorp/aws';
const change = (address: string, inner: object, more: object = {}) => {
  const [type, name] = address.split('.') as [string, string];
  return { address, mode: 'managed', type, name, provider_name: AWS, change: inner, ...more };
};
const created = (after: object, more: object = {}) => ({ actions: ['create'], before: null, after, ...more });
const plan = (...changes: object[]) => ({ format_version: '1.2', resource_changes: changes });

describe('a partial plan', () => {
  it.each([
    [{ complete: false }, { complete: false, errored: false }, /complete: false/],
    [{ errored: true }, { complete: false, errored: true }, /ended with an error/],
  ])('%j is partial coverage', async (more, about, error) => {
    const input = await open(written({ ...plan(change('t_x.y', created({}))), ...more }));
    expect(input.about).toMatchObject(about);
    expect(input.coverage).toMatchObject([{ type: '*', status: 'partial', count: 1 }]);
    expect(input.coverage[0]?.error).toMatch(error);
  });

  it('that was targeted is seen by the blocks that it lacks, where it does not say so itself', async () => {
    const block = (address: string, more: object = {}) => {
      const [type, name] = address.split('.');
      return { address, mode: 'managed', type, name, ...more };
    };
    const once = { module: { resources: [block('aws_vpc.v'), block('aws_subnet.s')] } };
    // Plans leave `for_each = toset(["a].b"])` out.
    const set = { module: { resources: [block('aws_eip.e')] } };
    const many = { count_expression: {}, module: { resources: [block('aws_route.r')] } };
    const content = {
      ...plan(
        change('aws_s3_bucket.b', created({})),
        change('module.one.aws_vpc.v', created({}), { type: 'aws_vpc', name: 'v' }),
        change('module.set["a].b"].aws_eip.e["c[\\"0"]', created({}), { type: 'aws_eip', name: 'e' }),
      ),
      configuration: {
        root_module: {
          resources: [
            block('aws_s3_bucket.b'),
            block('aws_s3_bucket.c', { count_expression: {} }),
            block('aws_iam_role.r'),
          ],
          module_calls: { one: once, many, set },
        },
      },
    };
    for (const streamed of [false, true]) {
      const input = await open(written(content), { streamed });
      expect(input.about.complete).toBe(false);
      expect([...input.openTypes].sort()).toEqual(['aws_iam_role', 'aws_subnet']);
      expect(input.coverage.map(({ status, error }) => [status, error])).toEqual([
        [
          'partial',
          expect.stringMatching(/resource blocks of .*: it was targeted or cut down, or their count is 0$/),
        ],
      ]);
      const told = await open(written({ ...content, complete: true }), { streamed });
      expect([told.about.complete, told.openTypes.size]).toEqual([true, 0]);
    }
  });

  it('opens the types of deferred changes and keeps what is known of them', async () => {
    const deferred = change(
      'aws_vpc.a[*]',
      created({ cidr_block: '10.0.0.0/8' }, { after_unknown: { id: true } }),
    );
    const path = written({
      ...plan(change('aws_s3_bucket.b', created({}))),
      deferred_changes: [{ reason: 'instance_count_unknown', resource_change: deferred }],
    });
    const input = await open(path);
    expect(input.openTypes).toEqual(new Set(['aws_vpc']));
    expect(input.about.complete).toBe(false);
    expect(input.coverage).toEqual([
      {
        source: path,
        scope: {},
        type: '*',
        status: 'partial',
        count: 2,
        error: 'Terraform deferred changes: the plan covers only part',
      },
      {
        source: path,
        scope: {},
        type: 'aws_vpc',
        status: 'partial',
        count: 1,
        error: 'deferred by Terraform: instance_count_unknown',
      },
    ]);
    expect([...input.resources()].map(({ address }) => address)).toContain('aws_vpc.a[*]');
  });
});

describe('where values come from', () => {
  const resource = (address: string, more: object) => {
    const [type, name] = address.split('.').slice(-2);
    return {
      address,
      mode: address.startsWith('data.') ? 'data' : 'managed',
      type,
      name,
      provider_name: AWS,
      ...more,
    };
  };

  it('data sources that were read stand in the prior state, those still to be read among the changes', async () => {
    const prior = {
      values: {
        root_module: {
          resources: [
            resource('data.aws_ami.a', { values: { id: 'ami-1' }, sensitive_values: { x: true } }),
            resource('data.aws_ami.b', { values: { id: 'ami-2' } }),
            resource('aws_vpc.v', { values: { id: 'vpc-1' } }),
          ],
        },
      },
    };
    const read = {
      ...change('x.y', { actions: ['read'], before: null, after: {}, after_unknown: { id: true } }),
    };
    const later = { ...read, address: 'data.aws_ami.b', mode: 'data', type: 'aws_ami', name: 'b' };
    const found = await raws({ ...plan(later), prior_state: prior });
    expect(
      found.map(({ address, values, observed, sensitive }) => [address, values, observed.from, sensitive]),
    ).toEqual([
      ['data.aws_ami.b', {}, 'plan', undefined],
      ['data.aws_ami.a', { id: 'ami-1' }, 'prior-state', { x: true }],
    ]);
  });

  it('planned values stand in for changes that are missing; of new resources nothing is known', async () => {
    const known = resource('aws_vpc.v', { values: { id: 'vpc-1' }, sensitive_values: {} });
    const added = resource('aws_vpc.w', { values: { cidr_block: '10.0.0.0/8' } });
    const forgotten = resource('aws_vpc.f', { sensitive_values: false });
    const found = await raws({
      format_version: '1.2',
      planned_values: {
        root_module: { resources: [known], child_modules: [{ resources: [added, forgotten] }] },
      },
      prior_state: { values: { root_module: { resources: [known, forgotten] } } },
    });
    expect(found.map(({ address, values, unknown }) => [address, values, unknown])).toEqual([
      ['aws_vpc.v', { id: 'vpc-1' }, undefined],
      ['aws_vpc.w', {}, true],
      ['aws_vpc.f', {}, true],
    ]);
  });

  it('the drift section is not judged', async () => {
    const drifted = change('aws_vpc.v', { actions: ['update'], before: {}, after: {} });
    expect(await raws({ ...plan(), planned_values: { root_module: {} }, resource_drift: [drifted] })).toEqual(
      [],
    );
  });
});
