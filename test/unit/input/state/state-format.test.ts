import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject, Resource } from '../../../../src/resource/resource.ts';
import { everything, FIXTURES, open, raws, written } from '../opened.ts';

describe('the recorded state', () => {
  it('as a state file gives what `terraform show -json` of it gives', async () => {
    const told = async (name: string) => {
      const input = await open(join(FIXTURES, name), { shaped: true });
      const found = [...input.resources()].filter(({ type }) => !type.startsWith('driftlock_'));
      return new Map(found.map((one) => [`${one.address} ${one.type} ${one.key ?? ''}`, essence(one)]));
    };
    const [file, shown] = [await told('applied.tfstate'), await told('applied.state.json')];
    expect(file.size).toBeGreaterThan(73);
    const same = [...shown].filter(([name]) => file.has(name));
    expect(same.length).toBeGreaterThan(70);
    for (const [name, values] of same) expect(file.get(name), name).toEqual(values);
  });

  it.each(['applied.tfstate', 'applied.state.json'])('%s has every address, whole', async (name) => {
    const { values } = JSON.parse(readFileSync(join(FIXTURES, 'applied.state.json'), 'utf8'));
    const expected = (values.root_module.resources as JsonObject[]).map(({ address }) => address as string);
    const input = await open(join(FIXTURES, name));
    const found = [...input.resources()].flatMap(({ type, address }) =>
      type.startsWith('driftlock') ? [] : [address],
    );
    expect([...found].sort()).toEqual([...expected].sort());
    expect(input.about).toMatchObject({ kind: 'terraform-state', complete: true, errored: false });
    expect(input.references).toBeUndefined();
  });
});

function essence({ values, tags, sensitive, schema }: Resource): unknown {
  return { values, tags, schema, sensitive: new Set(sensitive.map((path) => JSON.stringify(path))) };
}

describe('terraform show -json', () => {
  it('reads nested modules, deposed objects, data sources, identity, and resources without values', async () => {
    const resource = (address: string, more: object) => ({
      address,
      mode: address.includes('data.') ? 'data' : 'managed',
      type: 'aws_vpc',
      name: 'v',
      provider_name: 'registry.opentofu.org/hashicorp/aws',
      schema_version: 1,
      ...more,
    });
    const deep = 'module.m["a.b"].module.n[0].aws_vpc.v["x.y[0]"]';
    const found = await raws({
      format_version: '1.0',
      values: {
        root_module: {
          resources: [
            resource('aws_vpc.v', { values: { id: 'a' }, sensitive_values: { id: true } }),
            resource('aws_vpc.v', { values: { id: 'b' }, deposed_key: 'ab12cd34', tainted: true }),
            resource('aws_vpc.w', { sensitive_values: false }),
          ],
          child_modules: [
            {
              address: 'module.m["a.b"]',
              child_modules: [
                {
                  address: 'module.m["a.b"].module.n[0]',
                  resources: [
                    resource(deep, {
                      values: {},
                      identity: { account_id: '123456789012', region: 'eu-west-1' },
                    }),
                    resource('module.m["a.b"].module.n[0].data.aws_vpc.v', { values: {} }),
                  ],
                },
              ],
            },
          ],
        },
      },
    });
    const common = {
      type: 'aws_vpc',
      provider: 'registry.opentofu.org/hashicorp/aws',
      mode: 'managed',
      schemaVersion: 1,
      scope: {},
      observed: { from: 'state' },
    };
    expect(found).toEqual([
      { ...common, address: 'aws_vpc.v', values: { id: 'a' }, sensitive: { id: true } },
      { ...common, address: 'aws_vpc.v', values: { id: 'b' }, deposed: 'ab12cd34' },
      {
        ...common,
        address: 'aws_vpc.w',
        values: {},
        unknown: true,
        unknownReason: 'malformed',
        sensitive: false,
      },
      { ...common, address: deep, values: {}, scope: { account: '123456789012', region: 'eu-west-1' } },
      { ...common, address: 'module.m["a.b"].module.n[0].data.aws_vpc.v', mode: 'data', values: {} },
    ]);
  });

  it.each([{ format_version: '1.0' }, { format_version: '1.0', values: { root_module: {} } }])(
    'reads an empty state: %j',
    async (content) => {
      const path = written(content);
      expect(await everything(path)).toEqual({
        about: {
          name: path,
          kind: 'terraform-state',
          formatVersion: '1.0',
          complete: true,
          errored: false,
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
        coverage: [{ source: path, scope: {}, type: '*', status: 'complete', count: 0 }],
        notices: [],
        openTypes: [],
        resources: [],
      });
    },
  );

  it.each([
    [{ format_version: '1.0', terraform_version: '1.11.4' }, /values is missing/],
    [{ format_version: '1.0', checks: [] }, /values is missing/],
    [{ format_version: '1.0', values: null }, /values has no root_module/],
    [{ format_version: '1.0', values: {} }, /values has no root_module/],
    [{ format_version: '1.0', values: { outputs: {}, root_module: null } }, /values has no root_module/],
    [{ values: { outputs: {} } }, /values has no root_module/],
  ])('refuses a state whose values are cut away: %j', async (content, message) => {
    for (const streamed of [false, true]) {
      const opening = open(written(content), { streamed });
      await expect(opening).rejects.toMatchObject({ code: 'input-unreadable', message });
    }
  });

  it('refuses format 2', async () => {
    await expect(open(written({ format_version: '2.0', values: {} }))).rejects.toMatchObject({
      code: 'input-unsupported',
      message: 'state format 2.0 is not one that Driftlock reads (0.x, 1.x)',
    });
  });
});

describe('a state file', () => {
  const state = (...resources: object[]) => ({
    version: 4,
    terraform_version: '1.11.4',
    serial: 1,
    resources,
  });
  const block = (more: object, ...instances: object[]) => ({
    mode: 'managed',
    type: 'aws_vpc',
    name: 'v',
    provider: 'provider["registry.terraform.io/hashicorp/aws"].west',
    ...more,
    instances,
  });

  it('reads count, for_each, modules, deposed objects, sensitive paths and flat attributes', async () => {
    const found = await raws(
      state(
        block(
          {},
          { index_key: 0, schema_version: 1, attributes: { a: 1 } },
          { index_key: 1, deposed: 'ab12cd34', attributes: {} },
        ),
        block({ module: 'module.m["a.b"]', mode: 'data' }, { index_key: 'x.y["q"]', attributes: { a: 2 } }),
        block(
          { module: 'module.n', provider: 'module.n.provider["registry.opentofu.org/hashicorp/aws"]' },
          {
            attributes: { list: [{ pw: 'x' }] },
            sensitive_attributes: [
              [
                { type: 'get_attr', value: 'list' },
                { type: 'index', value: { value: 0, type: 'number' } },
                { type: 'get_attr', value: 'pw' },
              ],
            ],
          },
        ),
        block({ name: 'flat' }, { attributes_flat: { 'a.#': '1' } }),
      ),
    );
    const common = {
      type: 'aws_vpc',
      provider: 'registry.terraform.io/hashicorp/aws',
      mode: 'managed',
      scope: {},
      providerConfig: 'aws.west',
      sensitivePaths: [],
      observed: { from: 'state' },
    };
    expect(found).toEqual([
      { ...common, address: 'aws_vpc.v[0]', schemaVersion: 1, values: { a: 1 } },
      { ...common, address: 'aws_vpc.v[1]', deposed: 'ab12cd34', values: {} },
      {
        ...common,
        address: 'module.m["a.b"].data.aws_vpc.v["x.y[\\"q\\"]"]',
        mode: 'data',
        values: { a: 2 },
      },
      {
        ...common,
        address: 'module.n.aws_vpc.v',
        provider: 'registry.opentofu.org/hashicorp/aws',
        providerConfig: 'module.n:aws',
        values: { list: [{ pw: 'x' }] },
        sensitivePaths: [['list', 0, 'pw']],
      },
      { ...common, address: 'aws_vpc.flat', values: {}, unknown: true, unknownReason: 'unsupported' },
    ]);
  });

  it('learns a provider configuration’s account from one resource for its others, not for other configurations', async () => {
    const arn = 'arn:aws:ec2:eu-west-1:123456789012:vpc/v';
    const other = { provider: 'provider["registry.terraform.io/hashicorp/aws"]', name: 'o' };
    const found = await raws(
      state(
        block({ type: 'aws_s3_bucket' }, { attributes: { arn: 'arn:aws:s3:::b' } }),
        block({}, { attributes: { arn } }),
        block(other, { attributes: {} }),
      ),
    );
    expect(found.map(({ scope }) => scope)).toEqual([
      { account: '123456789012' },
      { account: '123456789012', region: 'eu-west-1' },
      {},
    ]);
  });

  it.each([1, 2, 3, 5, '4', null])('of version %j is refused', async (version) => {
    await expect(open(written({ ...state(), version }))).rejects.toMatchObject({
      code: 'input-unsupported',
      message: `state file version ${JSON.stringify(version)} is not read, only 4`,
    });
  });

  it.each([
    [state(block({ name: undefined }, {}))],
    [state(block({}, { attributes: [] }))],
    [state(block({}, { attributes: {}, sensitive_attributes: [[{ type: 'get_attr' }]] }))],
    [{ ...state(), resources: undefined }],
    [{ ...state(), resources: {} }],
  ])('that is malformed is refused: %j', async (content) => {
    for (const streamed of [false, true]) {
      await expect(raws(content, { streamed })).rejects.toMatchObject({ code: 'input-unreadable' });
    }
  });
});
