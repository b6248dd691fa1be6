import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, Resource } from '../../../../src/resource/resource.ts';
import { everything, FIXTURES, open, written } from '../opened.ts';

const files = readdirSync(FIXTURES).map((name) => join(FIXTURES, name));
const recorded = new URL('../../../../../shared/lab/aws/recorded/', import.meta.url).pathname;
if (existsSync(recorded)) {
  files.push(
    ...['untouched.plan.json', 'clean.plan.json', 'refreshed.state.json'].map((name) => join(recorded, name)),
  );
} else console.warn('SKIPPED: the recordings of ../shared/lab that are not among the fixtures');
const links = new URL('../../../fixtures/links/', import.meta.url).pathname;
if (existsSync(links))
  files.push(
    ...readdirSync(links)
      .map((name) => join(links, name, 'plan.json'))
      .filter(existsSync),
  );

describe('a streamed document', () => {
  it.each(files)('gives what a whole one gives: %s', async (path) => {
    expect(await everything(path, { streamed: true, shaped: true })).toEqual(
      await everything(path, { shaped: true }),
    );
  });

  it.each(files)('does so with other space and other order: %s', async (path) => {
    const json = JSON.parse(readFileSync(path, 'utf8')) as JsonObject;
    for (const other of [JSON.stringify(json, null, '\r\n\t'), JSON.stringify(reversed(json))]) {
      const file = written(other);
      expect(await everything(file, { streamed: true })).toEqual(await everything(file));
    }
  });

  it.each(files)('serves kept types from its first pass and others from one more: %s', async (path) => {
    const whole = await open(path, { shaped: true });
    const types = [...new Set([...whole.resources()].map(({ type }) => type))];
    const keep = types.filter((_, place) => place % 3 === 0);
    const streamed = await open(path, { streamed: true, shaped: true, keep });
    for (const wanted of [keep, types.slice(0, 4), ['driftlock_aws_account'], ['no_such_type']]) {
      const set = new Set(wanted);
      expect([...streamed.resources(set)]).toEqual([...whole.resources(set)]);
    }
  });

  it.each(files)('resolves references alike: %s', async (path) => {
    const [whole, streamed] = [await open(path), await open(path, { streamed: true })];
    for (const { address, values } of whole.resources()) {
      for (const attribute of Object.keys(values)) {
        expect(streamed.references?.(address ?? '', [attribute])).toEqual(
          whole.references?.(address ?? '', [attribute]),
        );
      }
    }
  });

  it('reads generated plans with modules in modules as a whole one does', async () => {
    await fc.assert(
      fc.asyncProperty(generatedPlan(), async (plan) => {
        const path = written(plan, 'generated');
        expect(await everything(path, { streamed: true })).toEqual(await everything(path));
      }),
      { numRuns: 60 },
    );
  });

  it('goes through the resources more than once, also two at a time', async () => {
    const { resources } = await open(join(FIXTURES, 'create.plan.json'), { streamed: true });
    const first = resources()[Symbol.iterator]();
    const again = [...resources()];
    const other: Resource[] = [];
    for (let next = first.next(); next.done !== true; next = first.next()) other.push(next.value);
    expect(other).toEqual(again);
  });
});

describe('two like keys', () => {
  const change = (name: string) => ({
    address: `t_x.${name}`,
    mode: 'managed',
    type: 't_x',
    name,
    change: { actions: ['create'], before: null, after: { name } },
  });
  const list = (...names: string[]) => JSON.stringify(names.map(change));
  const module = (name: string) =>
    `{"resources":[{"address":"t_x.${name}","mode":"managed","type":"t_x","name":"${name}","values":{}}]}`;
  const block = (name: string) =>
    `{"mode":"managed","type":"t_x","name":"${name}","instances":[{"attributes":{"a":1}}],"instances":[{"attributes":{"a":2}}]}`;
  it.each([
    `{"resource_changes":${list('a', 'b')},"complete":false,"resource_changes":${list('c')},"complete":true}`,
    `{"values":{"root_module":${module('a')},"root_module":${module('b')}}}`,
    `{"values":{"root_module":${module('a')}},"values":{"root_module":${module('b')}}}`,
    `{"version":4,"serial":1,"resources":[${block('a')},${block('b')}]}`,
    `{"resource_changes":${list('a')},"configuration":{"root_module":${module('a')},"root_module":${module('b')}}}`,
  ])('count as in JSON.parse: %s', async (text) => {
    const path = written(text);
    const whole = await everything(path);
    expect(whole).toHaveProperty('resources');
    expect(await everything(path, { streamed: true })).toEqual(whole);
  });

  it('in one resource are refused where they change what was kept', async () => {
    const text = '{"resource_changes":[{"address":"a.b","type":"a","type":"c","name":"b"}]}';
    expect(await everything(written(text), { streamed: true })).toMatchObject({ code: 'input-unreadable' });
  });
});

it('takes the header of a state block from behind its instances', async () => {
  const state = {
    version: 4,
    serial: 1,
    resources: [{ instances: [{ attributes: { a: 1 } }], type: 't_x', name: 'n', mode: 'managed' }],
  };
  const path = written(state);
  const whole = await everything(path);
  expect(whole).toMatchObject({ resources: [{ address: 't_x.n', values: { a: 1 } }] });
  expect(await everything(path, { streamed: true })).toEqual(whole);
});

it('yields nothing of a file that is cut off', async () => {
  const text = readFileSync(join(FIXTURES, 'create.plan.json'));
  for (const length of [text.length - 2, text.length >> 1, 3000]) {
    await expect(open(written(text.subarray(0, length)), { streamed: true })).rejects.toMatchObject({
      code: 'input-unreadable',
      message: `not readable as JSON: it ends too early at byte ${length}`,
    });
  }
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

/** A plan whose modules nest, with keys that hold dots, brackets and quotes. */
function generatedPlan(): fc.Arbitrary<JsonObject> {
  const name = fc.constantFrom('a', 'b', 'c-d', 'e_f');
  const key = fc.oneof(
    fc.constant(undefined),
    fc.nat(3),
    fc.constantFrom('x', 'eu.west', 'us[0]', 'q"]x', 'ü'),
  );
  const step = fc.record({ name, key });
  const resource = fc.record({
    modules: fc.array(step, { maxLength: 3 }),
    name,
    key,
    type: fc.constantFrom('aws_s3_bucket', 'aws_vpc', 't_x'),
    mode: fc.constantFrom('managed', 'data'),
    after: fc.option(fc.dictionary(name, fc.jsonValue({ maxDepth: 3 }))),
    actions: fc.constantFrom(['create'], ['delete'], ['forget'], ['create', 'forget'], ['no-op'], ['read']),
  });
  return fc.array(resource, { maxLength: 12 }).map((resources) => {
    const flat = resources.map((one) => ({ ...one, address: addressOf(one) }));
    return {
      format_version: '1.2',
      planned_values: { root_module: nested(flat) },
      resource_changes: flat.map(({ address, type, mode, name, actions, after }) => ({
        address,
        type,
        mode,
        name,
        provider_name: 'registry.terraform.io/hashicorp/aws',
        change: { actions, before: after, after, after_unknown: {} },
      })),
      prior_state: { values: { root_module: nested(flat) } },
      configuration: { provider_config: { aws: { name: 'aws' } }, root_module: configured(flat) },
    } as unknown as JsonObject;
  });
}

interface Generated {
  readonly modules: readonly { readonly name: string; readonly key: string | number | undefined }[];
  readonly name: string;
  readonly key: string | number | undefined;
  readonly type: string;
  readonly mode: string;
  readonly after: object | null;
}

function addressOf({ modules, name, key, type, mode }: Generated): string {
  const path = modules.map((step) => `module.${step.name}${shown(step.key)}.`).join('');
  return `${path}${mode === 'data' ? 'data.' : ''}${type}.${name}${shown(key)}`;
}

function shown(key: string | number | undefined): string {
  return key === undefined ? '' : `[${JSON.stringify(key)}]`;
}

function nested(resources: readonly (Generated & { readonly address: string })[]): object {
  const own = resources.filter(({ modules }) => modules.length === 0);
  const below = resources.filter(({ modules }) => modules.length > 0);
  const children = below.map((one) => nested([{ ...one, modules: one.modules.slice(1) }]));
  const listed = own.map(({ after, ...one }) => ({ ...one, ...(after === null ? {} : { values: after }) }));
  return { resources: listed, child_modules: children };
}

function configured(resources: readonly Generated[]): object {
  const own = resources.filter(({ modules }) => modules.length === 0);
  const names = [...new Set(resources.flatMap(({ modules: [first] }) => first?.name ?? []))];
  const calls = names.map((called) => {
    const inner = resources.filter(({ modules: [first] }) => first?.name === called);
    return [
      called,
      {
        source: `./${called}`,
        module: configured(inner.map((one) => ({ ...one, modules: one.modules.slice(1) }))),
      },
    ];
  });
  const blocks = own.map((one) => ({
    address: addressOf({ ...one, modules: [], key: undefined }),
    mode: one.mode,
    type: one.type,
    name: one.name,
    provider_config_key: 'aws',
    expressions: { a: { references: ['var.x'] } },
  }));
  return { resources: blocks, module_calls: Object.fromEntries(calls) };
}
