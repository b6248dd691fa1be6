import { expect, it } from 'vitest';
import { open, written } from './opened.ts';

const AWS = 'registry.terraform.io/hashicorp/aws';
const element = (mode: string, type: string, name: string) => ({
  address: mode === 'managed' ? `${type}.${name}` : `${mode}.${type}.${name}`,
  mode,
  type,
  name,
  provider_name: AWS,
  values: {},
  change: { actions: [mode === 'ephemeral' ? 'open' : 'no-op'], before: {}, after: {} },
});
const ELEMENTS = [
  element('ephemeral', 'aws_secret', 'a'),
  element('managed', 'aws_vpc', 'v'),
  element('ephemeral', 'aws_secret', 'b'),
  element('list', 'aws_vpc', 'l'),
];
const block = ({ values: _, change: __, ...rest }: (typeof ELEMENTS)[number]) => ({
  ...rest,
  provider: `provider["${AWS}"]`,
  instances: [{ attributes: {} }],
});

const STATE = { format_version: '1.0', values: { root_module: { resources: ELEMENTS } } };
const PLAN = {
  format_version: '1.2',
  resource_changes: ELEMENTS,
  planned_values: { root_module: {} },
  configuration: { root_module: { resources: ELEMENTS.map(({ values: _, change: __, ...rest }) => rest) } },
};
const FILE = { version: 4, terraform_version: '1.14.0', resources: ELEMENTS.map(block) };

it.each([
  ['plan', PLAN],
  ['state', STATE],
  ['state file', FILE],
])('what is neither managed nor data is counted and named: %s', async (_, content) => {
  for (const streamed of [false, true]) {
    const input = await open(written(content), { streamed });
    const { about, coverage, notices } = input;
    expect(about.complete).toBe(true);
    expect(coverage.map(({ type, status, count, error }) => [type, status, count, error])).toEqual([
      ['*', 'complete', 1, undefined],
      ['aws_secret', 'not-asked', 2, 'of mode ephemeral, which policies do not judge'],
      ['aws_vpc', 'not-asked', 1, 'of mode list, which policies do not judge'],
    ]);
    expect(notices).toEqual([
      '2 aws_secret of mode ephemeral, which policies do not judge',
      '1 aws_vpc of mode list, which policies do not judge',
    ]);
    expect([...input.resources(new Set(['aws_vpc', 'aws_secret']))].map(({ address }) => address)).toEqual([
      'aws_vpc.v',
    ]);
  }
});

it.each([
  ['plan', PLAN],
  ['state', STATE],
])('a mode that is not known may hide anything: %s', async (_, content) => {
  const text = JSON.stringify(content).replaceAll('"ephemeral"', '"Managed"');
  for (const streamed of [false, true]) {
    const { about, coverage, notices } = await open(written(text), { streamed });
    expect(about.complete).toBe(false);
    expect(coverage.filter(({ status }) => status === 'partial')).toMatchObject([
      { type: 'aws_secret', count: 2, error: 'of mode Managed, which is not known' },
    ]);
    expect(notices).toContain('2 aws_secret of mode Managed, which is not known');
  }
});

it('actions that a plan invokes are named', async () => {
  const invocation = { address: 'action.aws_lambda_invoke.a', type: 'aws_lambda_invoke', name: 'a' };
  for (const streamed of [false, true]) {
    const { about, notices } = await open(
      written({ ...PLAN, resource_changes: [], configuration: {}, action_invocations: [invocation] }),
      { streamed },
    );
    expect([about.complete, notices]).toEqual([
      true,
      ['1 aws_lambda_invoke of mode action, which policies do not judge'],
    ]);
  }
});
