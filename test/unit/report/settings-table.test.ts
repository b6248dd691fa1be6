/** Settings and who gave them, in a terminal. */
import { expect, test } from 'vitest';
import { type SettingRow, settingsTable } from '../../../src/report/settings-table.ts';

const ROWS: readonly SettingRow[] = [
  { name: 'config', value: null, source: { kind: 'default' } },
  { name: 'failOn', value: 'high', source: { kind: 'flag', name: '--fail-on' } },
  { name: 'inputs', value: ['a.json', 'b.json'], source: { kind: 'argument' } },
  { name: 'unknown', value: 'fail', source: { kind: 'profile', name: 'p', where: 'driftlock.yaml:3:5' } },
  {
    name: 'policies."aws.resource.required_tags\u001b".params.required',
    value: ['owner', 'cost-center', 'environment', 'data-class'],
    source: { kind: 'file', where: 'driftlock.yaml:12:9' },
  },
];

test('stand beside each other; a long name stands above', () => {
  expect(settingsTable(ROWS, { colour: false, width: 80 }).split('\n')).toEqual([
    'config   default                       none',
    'failOn   flag --fail-on                "high"',
    'inputs   argument                      ["a.json", "b.json"]',
    'unknown  profile p (driftlock.yaml:3)  "fail"',
    'policies."aws.resource.required_tags\\u{1b}".params.required',
    '         driftlock.yaml:12             ["owner", "cost-center", "environment",',
    '                                       "data-class"]',
    '',
  ]);
});

test('in a narrow terminal below each other', () => {
  expect(settingsTable(ROWS.slice(3), { colour: false, width: 40 }).split('\n')).toEqual([
    'unknown',
    '  profile p (driftlock.yaml:3)',
    '  "fail"',
    'policies."aws.resource.required_',
    'tags\\u{1b}".params.required',
    '  driftlock.yaml:12',
    '  ["owner", "cost-center",',
    '  "environment", "data-class"]',
    '',
  ]);
});
