/** What is assumed of the lab's create plan against the state that applying it gave. */
import path from 'node:path';
import { expect, test } from 'vitest';
import { type AssumedValues, assumedValues } from '../../src/evaluate/assumed-values.ts';
import { openInput } from '../../src/input/open-input.ts';
import type { Json, Resource } from '../../src/resource/resource.ts';
import { valueAt } from '../../src/resource/value-at.ts';
import { motoDefaults } from './moto-defaults.ts';

const LAB = path.resolve(import.meta.dirname, '../fixtures/lab');
const NO_LINKS = { refs: {}, referrers: {}, unknown: [], assumes: [] };

function open(name: string) {
  return openInput(path.join(LAB, name), { keepTypes: new Set(), terraform: false });
}

function nameOf({ type, address, declared }: Resource): string {
  return `${type} ${address} ${JSON.stringify(declared?.path ?? [])}`;
}

const plan = await open('create.plan.json');
const applied = new Map<string, Resource>();
for (const resource of (await open('refreshed.state.json')).resources())
  applied.set(nameOf(resource), resource);

interface Assumed extends AssumedValues {
  readonly name: string;
  readonly state: Resource;
}

const assumed = [...plan.resources()].flatMap((resource): Assumed[] => {
  const values = assumedValues(
    {
      resource,
      links: NO_LINKS,
      referencesOf: () => plan.references,
      declares: () => false,
      defaults: motoDefaults,
    },
    resource.unknown,
  );
  const state = applied.get(nameOf(resource));
  return state === undefined ? [] : [{ name: nameOf(resource), state, ...values }];
});

test('a documented default is what stands there once applied', () => {
  const wrong = assumed.flatMap(({ name, state, fills }) =>
    fills.flatMap(({ path: place, value }) => {
      const is = valueAt({ values: state.values, tags: state.tags }, place);
      return JSON.stringify(is) === JSON.stringify(value) ? [] : [{ name, place, value, is }];
    }),
  );
  expect(wrong).toEqual([]);
  expect(assumed.flatMap(({ fills }) => fills).length).toBeGreaterThan(80);
});

/** The value of `aws_kms_key.main.arn` in the state. */
function referred(text: string): Json | undefined {
  const dot = text.lastIndexOf('.');
  const [target] = [...applied.values()].filter(
    ({ address, declared }) => address === text.slice(0, dot) && declared === undefined,
  );
  return target?.values[text.slice(dot + 1)];
}

test('what refers to a resource has its name once applied', () => {
  const set = assumed.flatMap(({ name, state, set: places }) =>
    places.map(({ path: place, assumption: { detail = '' } }) => ({ name, place, detail, state })),
  );
  const wrong = set.flatMap(({ name, place, detail, state }) => {
    const is = JSON.stringify(valueAt({ values: state.values }, place) ?? '');
    const target = referred(detail);
    return typeof target === 'string' && target !== '' && is.includes(target)
      ? []
      : [{ name, place, detail, is }];
  });
  expect(wrong).toEqual([]);
  expect(set.length).toBeGreaterThan(45);
});
