import { describe, expect, it } from 'vitest';
import { open, raws, written } from '../opened.ts';

const AWS = 'registry.terraform.io/hashicorp/aws';
const change = (address: string, inner: object, more: object = {}) => {
  const [type, name] = address.split('.') as [string, string];
  return { address, mode: 'managed', type, name, provider_name: AWS, change: inner, ...more };
};
const created = (after: object, more: object = {}) => ({ actions: ['create'], before: null, after, ...more });
const plan = (...changes: object[]) => ({ format_version: '1.2', resource_changes: changes });

describe('versions', () => {
  it.each(['0.1', '0.2', '1.0', '1.2', '1.99'])('%s is read', async (version) => {
    expect((await open(written({ ...plan(), format_version: version }))).about.formatVersion).toBe(version);
  });

  it.each(['2.0', '10.1', 'x', 3])('%s is refused', async (version) => {
    await expect(open(written({ ...plan(), format_version: version }))).rejects.toMatchObject({
      code: 'input-unsupported',
      message: expect.stringContaining(`plan format ${version} is not one that Driftlock reads`),
    });
  });

  it('none is read as 1.x, and said', async () => {
    const input = await open(written({ resource_changes: [] }));
    expect(input.notices).toEqual(['names no format_version: read as 1.x']);
  });

  it('a short provider name of Terraform 0.12 becomes a full one, and so does none', async () => {
    const short = { ...change('aws_vpc.v', created({})), provider_name: 'aws' };
    const none = { ...change('null_resource.n', created({})), provider_name: undefined };
    expect((await raws(plan(short, none))).map(({ provider }) => provider)).toEqual([
      AWS,
      'registry.terraform.io/hashicorp/null',
    ]);
  });

  it('a provider major that the shape does not follow is named', async () => {
    const aws = { name: 'aws', full_name: AWS, version_constraint: '~> 4.16' };
    const input = await open(
      written({ ...plan(change('aws_vpc.v', created({}))), configuration: { provider_config: { aws } } }),
    );
    expect(input.notices).toEqual([
      'made with provider hashicorp/aws 4: attributes that 5 and 6 lack are kept as they are',
    ]);
  });
});

describe('what is not as Terraform writes it', () => {
  it.each([
    [{ resource_changes: {} }],
    [{ resource_changes: [1] }],
    [{ resource_changes: [{ address: 'a.b' }] }],
    [{ deferred_changes: [{}] }],
    [{ planned_values: 3 }],
    [{ prior_state: { values: [] } }],
    [{ configuration: { root_module: { resources: [{ type: 'x' }] } }, resource_changes: [] }],
    [
      {
        configuration: {
          root_module: { resources: [{ address: 'a.b', mode: 'managed', type: 'a', name: 'b' }] },
        },
      },
    ],
  ])('%j is refused on opening', async (content) => {
    for (const streamed of [false, true]) {
      const opened = open(written({ format_version: '1.2', ...content }), { streamed });
      await expect(opened).rejects.toMatchObject({ code: 'input-unreadable' });
    }
  });

  it.each([
    [{ type: 'a' }],
    [change('a.b', { actions: 'create' })],
    [change('a.b', { actions: ['create'], after: 'x' })],
    [change('a.b', [])],
    [change('a.b', created({ x: JSON.parse(`${'['.repeat(300)}${']'.repeat(300)}`) }))],
  ])('%j is refused when it is reached', async (element) => {
    await expect(raws(plan(element))).rejects.toMatchObject({ code: 'input-unreadable' });
  });
});
