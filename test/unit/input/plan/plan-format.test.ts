import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/resource/resource.ts';
import { FIXTURES, open, raws } from '../opened.ts';

function fixture(name: string): JsonObject {
  return JSON.parse(readFileSync(join(FIXTURES, name), 'utf8')) as JsonObject;
}

const AWS = 'registry.terraform.io/hashicorp/aws';
const change = (address: string, inner: object, more: object = {}) => {
  const [type, name] = address.split('.') as [string, string];
  return { address, mode: 'managed', type, name, provider_name: AWS, change: inner, ...more };
};
const created = (after: object, more: object = {}) => ({ actions: ['create'], before: null, after, ...more });
const plan = (...changes: object[]) => ({ format_version: '1.2', resource_changes: changes });

describe('the recordings of terraform_data', () => {
  it('forget, moved, replace both ways, delete, no-op and a failed check', async () => {
    const file = join(FIXTURES, 'actions_forget_moved_replace_delete_noop_check.json');
    const input = await open(file);
    const found = [...input.resources()].map(({ address, change, previousAddress, values }) => ({
      address,
      actions: change?.actions,
      previousAddress,
      values,
    }));
    expect(found).toEqual([
      {
        address: 'terraform_data.cbd',
        actions: ['create', 'delete'],
        values: { input: 'c2', triggers_replace: ['2'] },
      },
      {
        address: 'terraform_data.forget_me',
        actions: ['forget'],
        values: {
          id: '2fec555c-5b6b-2e81-cebb-8dc3de073dc0',
          input: { encrypted: true },
          output: { encrypted: true },
          triggers_replace: null,
        },
      },
      {
        address: 'terraform_data.gone',
        actions: ['delete'],
        values: {
          id: '68464a10-a643-1141-7844-27ef9ee8b0e1',
          input: 'g',
          output: 'g',
          triggers_replace: null,
        },
      },
      {
        address: 'terraform_data.keep',
        actions: ['no-op'],
        values: {
          id: '891b0dcc-5781-a553-ae72-b5aaa8ddf61b',
          input: 'v1',
          output: 'v1',
          triggers_replace: null,
        },
      },
      {
        address: 'terraform_data.new_name',
        actions: ['no-op'],
        previousAddress: 'terraform_data.old_name',
        values: {
          id: 'e2b9f4af-2acb-1f21-dfb3-10e45f6a4f69',
          input: 'm',
          output: 'm',
          triggers_replace: null,
        },
      },
      {
        address: 'terraform_data.repl',
        actions: ['delete', 'create'],
        values: { input: 'r', triggers_replace: ['2'] },
      },
    ]);
    expect(input.notices).toEqual(['check.c failed: failing check']);
    expect(input.about).toEqual({
      name: file,
      kind: 'terraform-plan',
      formatVersion: '1.2',
      terraformVersion: '1.11.4',
      complete: true,
      errored: false,
      sha256: 'aee20d3c6416ab11840ac91726a7a207e3776b8aa6c984654b9d86ffe27c18ae',
    });
    expect(input.coverage).toEqual([{ source: file, scope: {}, type: '*', status: 'complete', count: 6 }]);
  });

  it('modules whose keys hold dots and brackets, every address whole', async () => {
    const { resource_changes: changes } = fixture('modules_same_name_foreach_keys.json');
    const found = await raws(fixture('modules_same_name_foreach_keys.json'));
    expect(found.map(({ address }) => address)).toEqual(
      (changes as JsonObject[]).map(({ address }) => address),
    );
    expect(found.find(({ address }) => address.startsWith('module.a["eu.west"].module'))).toEqual({
      type: 'terraform_data',
      provider: 'terraform.io/builtin/terraform',
      mode: 'managed',
      address: 'module.a["eu.west"].module.inner[0].terraform_data.this',
      schemaVersion: 0,
      scope: {},
      providerConfig: 'terraform',
      values: { triggers_replace: null },
      unknown: { id: true, input: true, output: true },
      sensitive: {},
      change: { actions: ['create'], before: null, beforeSensitive: false },
      expressions: { input: { references: ['var.v'] } },
      observed: { from: 'plan' },
    });
  });

  it('sensitive and unknown places, count and for_each', async () => {
    const found = await raws(fixture('sensitive_unknown_count_foreach.json'));
    expect(found.map(({ address, unknown, sensitive }) => ({ address, unknown, sensitive }))).toEqual([
      ...['x', 'y.z[0]'].map((key) => ({
        address: `terraform_data.a["${key}"]`,
        unknown: { id: true, input: {}, output: true },
        sensitive: { input: { pw: true }, output: {} },
      })),
      ...[0, 1].map((index) => ({
        address: `terraform_data.b[${index}]`,
        unknown: { id: true, input: true, output: true, triggers_replace: [true] },
        sensitive: { triggers_replace: [{}] },
      })),
    ]);
  });
});

describe('actions', () => {
  it.each([
    { actions: ['delete'], isBefore: true },
    { actions: ['forget'], isBefore: true },
    { actions: ['create', 'forget'], isBefore: false },
    { actions: ['create', 'delete'], isBefore: false },
    { actions: ['delete', 'create'], isBefore: false },
    { actions: ['update'], isBefore: false },
    { actions: ['no-op'], isBefore: false },
    { actions: ['read'], isBefore: false },
  ])('$actions takes the values of the right side', async ({ actions, isBefore }) => {
    const inner = {
      actions,
      before: { side: 'before' },
      after: isBefore ? null : { side: 'after' },
      after_unknown: { id: true },
      before_sensitive: { b: true },
      after_sensitive: { a: true },
    };
    const [found] = await raws(plan(change('t_x.y', inner)));
    expect(found).toMatchObject({
      values: { side: isBefore ? 'before' : 'after' },
      sensitive: isBefore ? { b: true } : { a: true },
      change: { actions, before: { side: 'before' }, beforeSensitive: { b: true } },
    });
    expect(found?.unknown).toEqual(isBefore ? undefined : { id: true });
  });

  it('a resource without values after is wholly unknown, never absent', async () => {
    const found = await raws(
      plan(
        change('t_x.a', { actions: ['create'], before: null, after: null, after_unknown: true }),
        change('t_x.b', { actions: ['update'], before: { a: 1 } }),
      ),
    );
    expect(found.map(({ values, unknown }) => ({ values, unknown }))).toEqual(
      Array(2).fill({ values: {}, unknown: true }),
    );
  });

  const refusals: [string, object, RegExp][] = [
    ['no change', {}, /t_x\.c has no change/],
    ['null as change', { change: null }, /t_x\.c has no change/],
    ['no actions', { change: { after: {} } }, /actions of t_x\.c is no list/],
    ['null as actions', { change: { actions: null } }, /actions of t_x\.c is no list/],
    ['an empty list', { change: { actions: [] } }, /actions that Terraform does not know: none/],
    ['an unknown action', { change: { actions: ['bake'] } }, /does not know: bake/],
    ['another case', { change: { actions: ['No-Op'] } }, /does not know: No-Op/],
    ['an impossible pair', { change: { actions: ['no-op', 'delete'] } }, /does not know: no-op, delete/],
    ['two of one', { change: { actions: ['create', 'create'] } }, /does not know: create, create/],
    ['three', { change: { actions: ['create', 'delete', 'forget'] } }, /does not know/],
  ];
  it.each(refusals)('%s is refused, never taken for no change', async (_, more, message) => {
    const element = { address: 't_x.c', mode: 'managed', type: 't_x', name: 'c', ...more };
    const many = Array.from({ length: 40 }, (__, at) =>
      change(`t_x.a${at}`, { actions: ['no-op'], before: {}, after: {} }),
    );
    for (const streamed of [false, true]) {
      const reading = raws(plan(...many, element), { streamed });
      await expect(reading).rejects.toMatchObject({ code: 'input-unreadable', message });
    }
  });

  it('deposed objects, moved and imported resources', async () => {
    const found = await raws(
      plan(
        change('t_x.a', { actions: ['delete'], before: { id: 'old' }, after: null }, { deposed: 'ab12cd34' }),
        change(
          't_x.b',
          { actions: ['no-op'], before: {}, after: {} },
          { previous_address: 'module.m["a.b"].t_x.b' },
        ),
        change('t_x.c', { ...created({ a: 1 }), importing: { id: 'i-1' } }),
      ),
    );
    expect(found.map(({ address, deposed, previousAddress }) => [address, deposed, previousAddress])).toEqual(
      [
        ['t_x.a', 'ab12cd34', undefined],
        ['t_x.b', undefined, 'module.m["a.b"].t_x.b'],
        ['t_x.c', undefined, undefined],
      ],
    );
  });
});
