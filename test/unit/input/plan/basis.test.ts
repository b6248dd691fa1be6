import { describe, expect, it } from 'vitest';
import { open, written } from '../opened.ts';

const AWS = 'registry.terraform.io/hashicorp/aws';
const resource = (address: string, more: object = { values: {} }) => {
  const [type, name] = address.split('.');
  return { address, mode: 'managed', type, name, provider_name: AWS, ...more };
};
const module = (...resources: object[]) => ({ root_module: { resources } });
const configuration = (...addresses: string[]) => module(...addresses.map((one) => resource(one, {})));
const prior = (...resources: object[]) => ({ values: module(...resources) });

/** What is said of a plan, whole and streamed alike. */
async function told(content: object) {
  const path = written({ format_version: '1.2', complete: true, ...content });
  const [whole, streamed] = await Promise.all(
    [false, true].map(async (isStreamed) => {
      const input = await open(path, { streamed: isStreamed });
      return {
        complete: input.about.complete,
        gaps: input.coverage.filter(({ status }) => status === 'partial').map(({ error }) => error),
        notices: input.notices,
        open: [...input.openTypes],
        resources: [...input.resources()]
          .filter(({ type }) => !type.startsWith('driftlock_'))
          .map(({ address, observed, unknown }) => [address, observed.from, unknown === undefined]),
      };
    }),
  );
  expect(streamed).toEqual(whole);
  return whole;
}

describe('a plan without changes', () => {
  const REFRESHED = 'a plan without changes (refresh-only): judged as the state is';

  it('that only refreshes is judged by its state', async () => {
    const plan = {
      planned_values: { root_module: {} },
      prior_state: prior(resource('aws_vpc.v'), resource('aws_vpc.w')),
      configuration: configuration('aws_vpc.v', 'aws_vpc.w', 'aws_subnet.gone'),
      resource_drift: [
        resource('aws_subnet.gone', { change: { actions: ['delete'] } }),
        resource('aws_vpc.v', { change: { actions: ['update'] } }),
      ],
    };
    expect(await told(plan)).toEqual({
      complete: true,
      gaps: [],
      notices: [REFRESHED],
      open: [],
      resources: [
        ['aws_vpc.v', 'prior-state', true],
        ['aws_vpc.w', 'prior-state', true],
      ],
    });
  });

  it('that says nothing of a block that must have an instance is partial', async () => {
    const gap = 'the plan has no changes and nothing for resource blocks of aws_subnet';
    const plan = {
      planned_values: { root_module: {} },
      configuration: configuration('aws_subnet.s'),
    };
    const expected = { complete: false, gaps: [gap], notices: [gap], open: ['aws_subnet'], resources: [] };
    expect(await told(plan)).toEqual(expected);
    expect(await told({ ...plan, resource_changes: [] })).toEqual(expected);
    expect(await told({ ...plan, resource_changes: null })).toEqual(expected);
    const refreshed = { ...plan, prior_state: prior(resource('aws_vpc.v')) };
    expect(await told(refreshed)).toEqual({
      ...expected,
      notices: [REFRESHED, gap],
      resources: [['aws_vpc.v', 'prior-state', true]],
    });
  });

  it('whose planned values hold resources is partial', async () => {
    const gap = 'resource_changes is missing: only planned_values tell of 2 resources';
    const plan = {
      planned_values: module(resource('aws_vpc.v'), resource('aws_vpc.new')),
      prior_state: prior(resource('aws_vpc.v'), resource('aws_vpc.deleted')),
    };
    const expected = {
      complete: false,
      gaps: [gap],
      notices: [gap],
      open: [],
      resources: [
        ['aws_vpc.v', 'plan', true],
        ['aws_vpc.new', 'plan', false],
      ],
    };
    expect(await told(plan)).toEqual(expected);
    expect(await told({ ...plan, resource_changes: [] })).toEqual(expected);
  });

  it('of a configuration without a block that must have an instance is whole', async () => {
    const counted = module(resource('aws_vpc.v', { count_expression: { constant_value: 0 } }));
    const plan = { planned_values: { root_module: {} }, configuration: counted };
    expect(await told(plan)).toEqual({ complete: true, gaps: [], notices: [], open: [], resources: [] });
  });

  it('nor planned values is refused where the configuration has resources', async () => {
    const data = resource('data.aws_ami.a', { mode: 'data', type: 'aws_ami', values: {} });
    const plan = { configuration: configuration('aws_vpc.v'), prior_state: prior(data) };
    for (const streamed of [false, true]) {
      const opening = open(written({ format_version: '1.2', ...plan }), { streamed });
      await expect(opening).rejects.toMatchObject({ code: 'input-unreadable' });
    }
  });
});
