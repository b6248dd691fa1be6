/** Where a plan's JSON lacks what is known only after apply. */
import { expect, test } from 'vitest';
import { unknownPlaces } from '../../../../src/input/plan/unknown-places.ts';
import type { JsonObject } from '../../../../src/resource/resource.ts';

const PLAN: JsonObject = {
  resource_changes: [
    { address: 'a.known', change: { after: {}, after_unknown: {} } },
    {
      address: 'module.m.a.b',
      change: {
        after: { tags: {} },
        after_unknown: { id: true, blocks: [{}, { name: true }], tags: { x: false } },
      },
    },
    { address: 'module.m.a.b', deposed: 'd1', change: { after: null, after_unknown: false } },
    { address: 'a.whole', change: { after_unknown: true } },
    'no change at all',
  ],
  output_changes: { out: { after_unknown: true }, fine: { after: 1, after_unknown: false } },
  planned_values: {
    outputs: {},
    root_module: {
      resources: [{ address: 'a.whole' }, { address: 'a.known' }],
      child_modules: [{ resources: [{ address: 'other' }, { address: 'module.m.a.b' }] }],
    },
  },
};

test('in changes, outputs and planned values, with the address', () => {
  const change = ['resource_changes', 1, 'change', 'after'];
  const planned = ['planned_values', 'root_module', 'child_modules', 0, 'resources', 1, 'values'];
  const b = { address: 'module.m.a.b' };
  expect(unknownPlaces(PLAN)).toEqual([
    { path: [...change, 'id'], inner: ['id'], ...b },
    { path: [...change, 'blocks', 1, 'name'], inner: ['blocks', 1, 'name'], ...b },
    { path: ['resource_changes', 3, 'change', 'after'], inner: [], address: 'a.whole' },
    { path: ['output_changes', 'out', 'after'], inner: [] },
    { path: ['planned_values', 'outputs', 'out', 'value'], inner: [] },
    { path: ['planned_values', 'root_module', 'resources', 0, 'values'], inner: [], address: 'a.whole' },
    { path: [...planned, 'id'], inner: ['id'], ...b },
    { path: [...planned, 'blocks', 1, 'name'], inner: ['blocks', 1, 'name'], ...b },
  ]);
});

test('a document without any of the sections has none', () => {
  expect(unknownPlaces({})).toEqual([]);
  expect(unknownPlaces({ resource_changes: null, output_changes: [], planned_values: 1 })).toEqual([]);
});
